"""A room's socket: reads frames, hands them to the hub. It holds no state of the room."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http import parse_cookie

from realtime.documents.frames import ChangeDraft, read_frame
from realtime.domain.codes import read_code
from realtime.domain.rules import Refused
from realtime.engine.admission import Asking
from realtime.engine.hub import hub
from realtime.engine.outbox import Outbox
from realtime.engine.room import LiveRoom, Socket
from realtime.engine.uvicorn_line import hear_below
from realtime.operations.commit import NO_SEAT
from realtime.origin import header, may_connect
from realtime.protocol import (
    MAX_BYTES,
    MAX_STRIKES,
    Error,
    Hello,
    Malformed,
    NotDone,
    Seen,
    decode,
    encode,
    in_language,
    too_long,
)

MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 20, 60


Receive = Callable[[], Awaitable[dict[str, Any]]]


class Bucket:
    """``MESSAGES_AT_ONCE`` messages, refilled at ``MESSAGES_A_SECOND``."""

    __slots__ = ("at", "left")

    def __init__(self) -> None:
        self.left = float(MESSAGES_AT_ONCE)
        self.at = time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self.left = min(MESSAGES_AT_ONCE, self.left + (now - self.at) * MESSAGES_A_SECOND)
        self.at = now
        self.left -= 1
        return self.left >= 0


class RoomConsumer(AsyncWebsocketConsumer):
    """Channels' consumer without its layer: rooms are told by the hub, not by groups (docs/decisions/0005)."""

    channel_layer_alias = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        """Channels waits for its layer and the line at once, with a task for each message; here is only the line."""
        self.scope, self.base_send = scope, send
        try:
            while True:
                await self.dispatch(await receive())
        except StopConsumer:
            return

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels closes old database connections here, a thread's hop for each message; this path has none open."""
        kind = message["type"]
        if kind == "websocket.receive":
            self.heard(message)
        elif kind == "websocket.connect":
            await self.opened()
        elif kind == "websocket.disconnect":
            if (socket := getattr(self, "socket", None)) is not None:
                self.hub.leave(socket)
            raise StopConsumer

    async def opened(self) -> None:
        code = read_code(self.scope["url_route"]["kwargs"]["code"])
        if code is None or not may_connect(self.scope):
            await self.base_send({"type": "websocket.close"})
            return
        asked = parse_qs(self.scope["query_string"].decode("ascii", "replace"))
        self.hub = hub()
        cookies = parse_cookie(header(self.scope, b"cookie") or "")
        admission = await self.hub.admit(Asking(code, cookies, asked.get("as") == ["reader"]))
        await self.base_send({"type": "websocket.accept"})
        if admission is None:
            await self.base_send({"type": "websocket.close", "code": 4404})
            return
        self.strikes = 0
        self.bucket = Bucket()
        language = asked.get("language", [settings.LANGUAGE_CODE])[0]
        self.socket = Socket(admission, Outbox(self.base_send), language)
        self.room: LiveRoom = await self.hub.enter(self.socket)
        hear_below(self.base_send, self.heard)

    def heard(self, message: dict[str, Any]) -> None:
        socket = getattr(self, "socket", None)
        if socket is None or socket.outbox.closed:
            return
        text, binary = message.get("text"), message.get("bytes")
        if not self.bucket.take():
            socket.outbox.close(4008)
        elif text is None:
            self.read_binary(socket, binary or b"")
        elif too_long(text):
            socket.outbox.close(4009)
        else:
            self.read(socket, text)

    def strike(self, socket: Socket, error: Malformed) -> None:
        self.strikes += 1
        socket.outbox.put(encode(Error(error.field, error.reason, self.strikes)))
        if self.strikes >= MAX_STRIKES:
            socket.outbox.close(4008)

    def read_binary(self, socket: Socket, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            socket.outbox.close(4009)
            return
        try:
            frame = read_frame(data)
        except Malformed as error:
            self.strike(socket, error)
            return
        if isinstance(frame, ChangeDraft) and not socket.admission.seat:
            self.refuse_no_seat(socket, frame.op)
        else:
            self.hub.heard_binary(socket, frame)

    def refuse_no_seat(self, socket: Socket, op: str) -> None:
        refused = Refused("no_seat", NO_SEAT)
        socket.outbox.put(encode(NotDone(op, refused.code, in_language(socket.language, refused.reason))))

    def read(self, socket: Socket, text: str) -> None:
        try:
            asked = decode(text)
        except Malformed as error:
            self.strike(socket, error)
            return
        if isinstance(asked, Hello):
            self.room.greet(socket, asked.after)
        elif isinstance(asked, Seen):
            self.room.seen(socket, asked.seq)
        elif not socket.admission.seat:
            self.refuse_no_seat(socket, asked.op)
        else:
            self.hub.act(socket, asked)
