"""The line under a socket, where the server is uvicorn with its sans-I/O websockets (docs/decisions/0013).

ASGI's ``send`` builds the frame anew for every socket: here its bytes are given to the transport. ASGI's ``receive``
wakes a task for each message: here what comes is heard at once. Any other server is spoken to through ASGI.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State


def line_below(send: Any) -> WebSocketsSansIOProtocol | None:
    """uvicorn's own object behind an accepted socket's ``send``; None for another server, a wrapped ``send`` or a line
    whose frames an extension changes."""
    owner = getattr(send, "__self__", None)
    if type(owner) is not WebSocketsSansIOProtocol or owner.conn.extensions or owner.conn.state is not State.OPEN:
        return None
    return owner


class HeardAtOnce(asyncio.Queue[Any]):
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
    waiting, line.queue = line.queue, HeardAtOnce(hear)
    while not waiting.empty():
        line.queue.put_nowait(waiting.get_nowait())
    line.read_paused = True
    line.transport.resume_reading()
