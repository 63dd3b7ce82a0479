"""Public pages, kept for visitors without an account until anything that they could show has changed.

A page is kept under the *stamp* of the site: the newest entry of the record, read from the database, and a version that
every other write to the database renews (``watch_writes``). A page made before a change can therefore not be found
after it, by any process of the site. Processes without a shared cache (``make run`` and a command beside it) share the
record's part only; for the rest, and for what the clock alone changes, a page is kept for KEEP_PAGES seconds at most.
Where the cache cannot be reached, pages are made as if there were none.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from consultations.deliberation.web.visitors import shelf_of
from consultations.record.models import Event

GetResponse = Callable[[HttpRequest], HttpResponseBase]

Kept = tuple[bytes, dict[str, str]]

PAGES = "pages"
BY_SHELF = "by shelf"
VERSION = "version"
# Parts of the site whose pages look the same to everybody without an account.
KEPT = frozenset({"decisions", "deliberation", "exchange", "opinions", "record", "surveys", "voting"})
WRITES = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
# What people do here shows on no public page: sessions, letters, limits, and what moves inside a live room.
UNSEEN = re.compile(
    r"django_session|django_admin_log|account_|mfa_|people_(?!participant\b)|wagtail\w*log|realtime_(?!session\b)"
)
SIGNED_IN = re.compile(r'UPDATE "people_participant" SET "last_login" = \S+ WHERE')


def middleware(get_response: GetResponse) -> GetResponse:
    """Answers a visitor without cookies from what is kept, and keeps what may be kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not settings.KEEP_PAGES or request.method != "GET" or _is_known(request):
            return get_response(request)
        try:
            name = _name(request)
            found = _find(request, name)
        except RedisError:
            return get_response(request)
        if found is not None:
            return _again(found)
        response = get_response(request)
        if _may_be_kept(request, response):
            with suppress(RedisError):
                _keep(request, name, response)
        return response

    return answer


def _find(request: HttpRequest, name: str) -> Kept | None:
    found = caches[PAGES].get(name)
    return caches[PAGES].get(f"{name}/{shelf_of(request)}") if found == BY_SHELF else found


def _keep(request: HttpRequest, name: str, response: HttpResponseBase) -> None:
    kept = (response.content, dict(response.headers))  # type: ignore[attr-defined]
    if getattr(request, "order_was_drawn", False):
        caches[PAGES].set(name, BY_SHELF, settings.KEEP_PAGES)
        name = f"{name}/{shelf_of(request)}"
    caches[PAGES].set(name, kept, settings.KEEP_PAGES)


def _is_known(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _name(request: HttpRequest) -> str:
    asked = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"{stamp()}/{hashlib.sha256(asked.encode()).hexdigest()}"


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A whole public page: no form's token in it, no cookie, nobody's name, nothing that forbids keeping."""
    match = request.resolver_match
    return (
        response.status_code == 200
        and not response.streaming
        and match is not None
        and match.app_name in KEPT
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not response.has_header("Cache-Control")
        and not request.user.is_authenticated
    )


def _again(kept: Kept) -> HttpResponse:
    content, headers = kept
    return HttpResponse(content, headers=headers)


def stamp() -> str:
    """Changes with every commit that could change a public page."""
    newest = Event.objects.order_by("-position").values_list("position", flat=True).first()
    return f"{newest or 0}.{_version()}"


def _version() -> str:
    found = caches[PAGES].get(VERSION)
    if found is None:
        # Whoever comes first names it; all others read that name.
        caches[PAGES].add(VERSION, uuid.uuid4().hex, None)
        found = caches[PAGES].get(VERSION)
    return str(found)


def forget_all() -> None:
    with suppress(RedisError):
        caches[PAGES].set(VERSION, uuid.uuid4().hex, None)


def watch_writes(sender: object, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``: looks at every statement of this connection from now on."""
    if _note_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note_write)


def _note_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = WRITES.match(sql)
    if written and not UNSEEN.match(written[1]) and not SIGNED_IN.match(sql):
        waiting: BaseDatabaseWrapper = context["connection"]
        if not any(told[1] is forget_all for told in waiting.run_on_commit):
            transaction.on_commit(forget_all, using=waiting.alias)
    return result


def watch_open_connection() -> None:
    """For a connection that was opened before the site was ready."""
    if connection.connection is not None:
        watch_writes(None, connection)
