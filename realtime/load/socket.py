"""A websocket client that costs little, so that a thousand of them measure the server, not themselves."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable

CLOSE, PING, PONG, TEXT = 8, 9, 10, 1
Heard = Callable[["LoadSocket", bytes], None]


class HandshakeRefused(ConnectionError):
    """The server answered the upgrade with something else; the text is its first line."""


class LoadSocket(asyncio.Protocol):
    """``heard`` is called with each text frame's bytes. Frames from the server are unmasked and never fragmented."""

    def __init__(self, host: str, path: str, headers: dict[str, str], heard: Heard) -> None:
        self.heard = heard
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._request = self._upgrade(host, path, headers)
        self._buffer = bytearray()
        self._ready = False
        self.transport: asyncio.Transport

    @staticmethod
    def _upgrade(host: str, path: str, headers: dict[str, str]) -> bytes:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._ready and not self._greeted():
            return
        while self._one_frame():
            pass

    def _greeted(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        first = bytes(self._buffer[: self._buffer.find(b"\r\n")])
        del self._buffer[: end + 4]
        if b" 101 " not in first + b" ":
            if not self.opened.done():
                self.opened.set_exception(HandshakeRefused(first.decode("latin-1")))
            self.transport.close()
            return False
        self._ready = True
        if not self.opened.done():
            self.opened.set_result(None)
        return True

    def _one_frame(self) -> bool:
        held = self._buffer
        if len(held) < 2:
            return False
        length, start = held[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(held[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(held[2:10], "big"), 10
        if len(held) < start + length or len(held) < start:
            return False
        kind, payload = held[0] & 0x0F, bytes(held[start : start + length])
        del held[: start + length]
        if kind == TEXT:
            self.heard(self, payload)
        elif kind == PING:
            self._write(PONG, payload)
        elif kind == CLOSE and not self.closed.done():
            self.closed.set_result(int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005)
        return True

    def send(self, text: str) -> None:
        self._write(TEXT, text.encode())

    def _write(self, kind: int, payload: bytes) -> None:
        """A masked frame; the mask is zero, which RFC 6455 allows a client that needs no secrecy from proxies."""
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        head = bytes([0x80 | kind]) + length
        self.transport.write(head + b"\0\0\0\0" + payload)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(error or HandshakeRefused("the line was cut"))
        if not self.closed.done():
            self.closed.set_result(1006)
