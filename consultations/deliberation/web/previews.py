"""Reading a consultation in preparation by a link: for this visitor only, without acting, and nowhere kept."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from consultations.deliberation.models import PreviewLink
from consultations.deliberation.queries.previews import consultations_of

HELD = "previews"
"""Where a session keeps the numbers of the links that were followed."""
MARK = "__Host-preview" if settings.SESSION_COOKIE_SECURE else "preview"
"""A cookie that says that there are some: without it no session is looked into, and answers vary by no cookie."""


def hold(request: HttpRequest, preview: PreviewLink) -> None:
    """From now on this visitor may read what the link opens, as long as it holds."""
    request.session[HELD] = [*dict.fromkeys([*request.session.get(HELD, []), preview.pk])]
    request.user.previews = frozenset({preview.consultation_id})  # type: ignore[union-attr]
    request.follows_preview = True  # type: ignore[attr-defined]


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tells ``visible_to`` what a visitor with links may read (``user.previews``); costs others nothing.

    Only reading: an act is answered as if there were no link.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        known = MARK in request.COOKIES and request.method in ("GET", "HEAD")
        held = request.session.get(HELD, []) if known else []
        if held:
            request.user.previews = consultations_of(held, timezone.now())  # type: ignore[union-attr]
        response = get_response(request)
        follows = getattr(request, "follows_preview", False)
        if follows:
            secure = bool(settings.SESSION_COOKIE_SECURE)
            response.set_cookie(MARK, "1", httponly=True, samesite="Lax", secure=secure)
        if held or follows:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            add_never_cache_headers(response)
        return response

    return answer
