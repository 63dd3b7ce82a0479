"""One websocket on a bare socket that never blocks, so that a thousand of them measure the server, not themselves."""

from __future__ import annotations

import base64
import os
import socket
import ssl
from urllib.parse import SplitResult

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
CHUNK = 1 << 18


class LineError(ConnectionError):
    """The server refused the upgrade, or cut the line; the text says what it answered."""


class Line:
    """``rest`` is a frame's beginning whose end has not come; ``upgraded`` once the handshake is answered."""

    def __init__(self, address: SplitResult, path: str, headers: dict[str, str], tls: ssl.SSLContext | None) -> None:
        self.upgraded = False
        self.rest = b""
        self.wants_write = True
        self._out = bytearray(_upgrade(address.netloc, path, headers))
        self._shaking = tls is not None
        host = address.hostname or "127.0.0.1"
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex((host, address.port or (443 if tls else 80)))
        self.number = self.socket.fileno()
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)

    def close(self) -> None:
        self.socket.close()

    def send(self, opcode: int, payload: bytes) -> None:
        """A masked frame; the mask is zero, which RFC 6455 allows a client that needs no secrecy from proxies."""
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self._out += bytes([0x80 | opcode]) + length + b"\0\0\0\0" + payload
        self.flush()

    def flush(self) -> None:
        """Writes what the socket takes; ``wants_write`` says whether something is left."""
        try:
            if self._shaken():
                while self._out:
                    del self._out[: self.socket.send(self._out)]
                self.wants_write = False
                return
        except (BlockingIOError, ssl.SSLWantWriteError):
            pass
        except ssl.SSLWantReadError:
            self.wants_write = False
            return
        self.wants_write = True

    def _shaken(self) -> bool:
        if self._shaking and isinstance(self.socket, ssl.SSLSocket):
            self.socket.do_handshake()
            self._shaking = False
        return True

    def receive(self) -> bytes:
        """What has come, b"" when nothing has yet; raises LineError at the end."""
        try:
            if self._shaking:
                self.flush()
                return b""
            data = self.socket.recv(CHUNK)
            while isinstance(self.socket, ssl.SSLSocket) and self.socket.pending():
                data += self.socket.recv(CHUNK)
        except (BlockingIOError, ssl.SSLWantReadError):
            return b""
        except OSError as error:
            raise LineError(str(error)) from error
        if not data:
            raise LineError("the line was cut")
        return data if self.upgraded else self._upgraded(data)

    def _upgraded(self, data: bytes) -> bytes:
        head, end, body = (self.rest + data).partition(b"\r\n\r\n")
        if not end:
            self.rest += data
            return b""
        first = head.split(b"\r\n", 1)[0].decode("latin-1")
        if " 101 " not in f"{first} ":
            raise LineError(f"the server answered {first}")
        self.upgraded, self.rest = True, b""
        return body


def split(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """The whole frames in ``data`` as (opcode, payload), and the beginning of one that is left over."""
    found, place, size = [], 0, len(data)
    while size - place >= 2:
        length, start = data[place + 1] & 0x7F, place + 2
        if length == 126:
            length, start = int.from_bytes(data[place + 2 : place + 4], "big"), place + 4
        elif length == 127:
            length, start = int.from_bytes(data[place + 2 : place + 10], "big"), place + 10
        if start + length > size:
            break
        found.append((data[place] & 0x0F, data[start : start + length]))
        place = start + length
    return found, data[place:]


def _upgrade(host: str, path: str, headers: dict[str, str]) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()
