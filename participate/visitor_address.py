"""Who asks: the visitor's network address, when proxies stand between.

Limits against abuse count by this address. ``X-Forwarded-For`` is written by anybody, so only as many of its last
entries count as there are proxies of the city's own (setting TRUSTED_PROXY_COUNT); what stands further left is the
visitor's claim and is ignored (RFC 7239, section 8.1).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


def visitor_address(peer: str, forwarded_for: str, proxies: int) -> str:
    """The address that the outermost trusted proxy saw; ``peer`` when it named none that can be read."""
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    if proxies < 1 or len(hops) < proxies:
        return peer
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return peer


class VisitorAddress:
    """ASGI: puts the visitor's address in the place of the proxy's, for pages and sockets alike."""

    def __init__(self, application: Application, proxies: int) -> None:
        self.application = application
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if self.proxies and scope.get("client"):
            headers = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
            peer, port = scope["client"]
            scope = {**scope, "client": [visitor_address(peer, ",".join(headers), self.proxies), port]}
        await self.application(scope, receive, send)
