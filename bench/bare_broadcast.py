"""The reference of bench/live.py: an ASGI app that sends each text it gets to every socket, and does nothing else.

It stores nothing, orders nothing and acknowledges nothing; what a room costs more than this is the room.
"""

from __future__ import annotations

from typing import Any

sockets: set[Any] = set()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "websocket":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    await receive()
    await send({"type": "websocket.accept"})
    sockets.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            if '"note.add"' in message["text"]:
                for each in list(sockets):
                    await each({"type": "websocket.send", "text": message["text"]})
    finally:
        sockets.discard(send)
