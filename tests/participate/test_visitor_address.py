"""Whose address limits count: never one that the visitor could choose."""

from __future__ import annotations

import asyncio

import pytest

from participate.visitor_address import VisitorAddress, visitor_address


@pytest.mark.parametrize(
    ("forwarded_for", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("", 1, "10.0.0.1"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("203.0.113.9, <script>", 1, "10.0.0.1"),
    ],
)
def test_only_what_own_proxies_wrote_counts(forwarded_for: str, proxies: int, address: str) -> None:
    assert visitor_address("10.0.0.1", forwarded_for, proxies) == address


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_pages_and_sockets_see_the_visitor(kind: str) -> None:
    seen = []

    async def application(scope, receive, send):
        seen.append(scope)

    given = {
        "type": kind,
        "client": ["10.0.0.1", 4711],
        "headers": [(b"x-forwarded-for", b"198.51.100.1"), (b"x-forwarded-for", b"203.0.113.9")],
    }
    asyncio.run(VisitorAddress(application, proxies=1)(given, None, None))
    assert seen == [{**given, "client": ["203.0.113.9", 4711]}]
    assert given["client"] == ["10.0.0.1", 4711]


def test_a_server_without_clients_or_a_lifespan_passes_through() -> None:
    seen = []

    async def application(scope, receive, send):
        seen.append(scope)

    asyncio.run(VisitorAddress(application, proxies=1)({"type": "lifespan"}, None, None))
    assert seen == [{"type": "lifespan"}]
