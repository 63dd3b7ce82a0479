"""/health/: whether the process lives, whether it can serve, and how far record and letters are behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from redis.exceptions import RedisError

from consultations.people.queries.letters import letter_health
from consultations.record.queries.health import record_health
from consultations.record.queries.tiles import newest
from consultations.record.queries.witnessed import witness_health

GetResponse = Callable[[HttpRequest], HttpResponse]
PROBE = "health-probe"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def middleware(get_response: GetResponse) -> GetResponse:
    """Answers /health/… before anything else looks at the request: a probe has no host name, no session and no TLS."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info.rstrip("/") == "/health/live":
            return _said({"live": True}, 200)
        if request.path_info.rstrip("/") in {"/health", "/health/ready"}:
            facts = state()
            return _said(facts, 200 if facts["ready"] else 503)
        return get_response(request)

    return answer


def state() -> dict[str, Any]:
    """``ready``: pages can be served. A record that refuses to sign and letters that wait are told beside it."""
    facts: dict[str, Any] = {"live": True, "database": _database(), "cache": _cache()}
    asked = facts["database"] == "ok"
    facts["record"] = _record() if asked else {"state": "unknown"}
    facts["letters"] = letter_health(timezone.now()) if asked else {"state": "unknown"}
    facts["ready"] = facts["database"] == "ok" and facts["cache"] == "ok"
    return facts


def _said(facts: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(facts, status=status, headers=HEADERS)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unreachable"
    return "ok"


def _cache() -> str:
    try:
        cache.set(PROBE, 1, 10)
        return "ok" if cache.get(PROBE) == 1 else "forgetful"
    except (OSError, RedisError) as problem:
        return type(problem).__name__


def _record() -> dict[str, Any]:
    health = record_health()
    checkpoint = newest()
    witnesses = witness_health(checkpoint.epoch_id) if checkpoint else []
    return {**health, "age": round(health["age"], 1), "witnesses": witnesses}
