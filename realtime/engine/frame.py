"""A websocket message as it travels, built once however many sockets it goes to; and the line under a socket.

ASGI's ``send`` builds the frame anew for every socket. Where the server is uvicorn with its sans-I/O websockets, the
bytes are given to the transport instead, and what comes is heard at once instead of in a task that is woken for each
message (docs/decisions/0013). Any other server is spoken to through ASGI.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

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


def line_below(send: Any) -> WebSocketsSansIOProtocol | None:
    """uvicorn's own object behind an accepted socket's ``send``; None for another server, a wrapped ``send`` or a line
    whose frames an extension changes."""
    owner = getattr(send, "__self__", None)
    if type(owner) is not WebSocketsSansIOProtocol or owner.conn.extensions or owner.conn.state is not State.OPEN:
        return None
    return owner


class Heard(asyncio.Queue[Any]):
    """What uvicorn has for the application: messages are heard as they come, the rest waits for ``receive``."""

    def __init__(self, hear: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._hear = hear

    def put_nowait(self, item: Any) -> None:
        if item["type"] == "websocket.receive":
            self._hear(item)
        else:
            super().put_nowait(item)


def hear_below(send: Any, hear: Callable[[dict[str, Any]], None]) -> None:
    """From now on ``hear`` is called with each message, where the line below ``send`` is uvicorn's.

    uvicorn stops reading the line while a message waits for the application, with two system calls each time; here none
    waits, and how many may come is the application's to say.
    """
    line = line_below(send)
    if line is None:
        return
    waiting, line.queue = line.queue, Heard(hear)
    while not waiting.empty():
        line.queue.put_nowait(waiting.get_nowait())
    line.read_paused = True
    line.transport.resume_reading()
