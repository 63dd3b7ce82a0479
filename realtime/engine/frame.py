"""A websocket message as it travels, built once however many sockets it goes to (docs/decisions/0013)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TEXT, BINARY = 0x81, 0x82


class Frame:
    """``content`` is what the application says, ``raw`` the unmasked frame of RFC 6455, section 5.2."""

    __slots__ = ("content", "raw")

    def __init__(self, content: str | bytes) -> None:
        self.content = content
        first, data = (TEXT, content.encode()) if isinstance(content, str) else (BINARY, content)
        self.raw = _head(first, len(data)) + data

    @property
    def parts(self) -> Sequence[Frame]:
        """What ASGI sends one by one."""
        return (self,)

    @property
    def message(self) -> dict[str, Any]:
        """For ASGI."""
        kind = "text" if isinstance(self.content, str) else "bytes"
        return {"type": "websocket.send", kind: self.content}


def _head(first: int, size: int) -> bytes:
    if size < 126:
        return bytes((first, size))
    if size < 1 << 16:
        return bytes((first, 126)) + size.to_bytes(2, "big")
    return bytes((first, 127)) + size.to_bytes(8, "big")


class Bundle:
    """Several frames, in order, that one socket gets in one write."""

    __slots__ = ("parts", "raw")

    def __init__(self, parts: Sequence[Frame]) -> None:
        self.parts = parts
        self.raw = b"".join([part.raw for part in parts])


def joined(frames: Sequence[Frame]) -> Frame | Bundle:
    return frames[0] if len(frames) == 1 else Bundle(frames)
