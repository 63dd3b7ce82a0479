"""From which pages a socket may be opened: an exact list, because cookies travel with every socket's request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http.request import validate_host


def header(scope: dict[str, Any], name: bytes) -> str | None:
    """The value of a header that stands exactly once; None when it is missing or doubled."""
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else None


def may_connect(scope: dict[str, Any]) -> bool:
    """Whether the Origin is one of ``LIVE_ORIGINS``; where none is set, the very address the socket asks for."""
    origin = header(scope, b"origin")
    if origin is None or origin == "null":
        return False
    if settings.LIVE_ORIGINS:
        return origin in settings.LIVE_ORIGINS
    host = header(scope, b"host") or ""
    return _is_ours(host, settings.ALLOWED_HOSTS) and origin in {f"http://{host}", f"https://{host}"}


def _is_ours(host: str, allowed: Iterable[str]) -> bool:
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    return bool(name) and validate_host(name, list(allowed))
