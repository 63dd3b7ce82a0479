"""How the load client speaks with servers of Yjs documents: each change appends a mark to the writer's own text.

The bytes are those of y-protocols' sync messages and of Yjs' first update format (github.com/yjs/yjs, INTERNALS.md).
"""

from __future__ import annotations

from realtime.load.speech import MARK, Heard, mark

SYNC, AUTH, SYNC_STATUS = 0, 2, 8
STEP_1, UPDATE = 0, 2
STRING, LEFT = 4, 0x80


def number(value: int) -> bytes:
    """lib0's unsigned integer of variable length."""
    out = bytearray()
    while value > 0x7F:
        out.append(0x80 | value & 0x7F)
        value >>= 7
    out.append(value)
    return bytes(out)


def text(value: str) -> bytes:
    return block(value.encode())


def block(value: bytes) -> bytes:
    return number(len(value)) + value


class YjsSpeech:
    """Both servers send every change to all, its writer too. y-websocket acknowledges nothing: a change is taken as
    answered when its own writer hears it."""

    opcode = 2
    head = b""

    def __init__(self, run: str) -> None:
        self._person = int(run, 16) % 2**30
        self._clocks: dict[int, int] = {}
        self._sent: dict[int, int] = {}

    def path(self, path: str, seated: bool) -> str:
        return path

    def hello(self, after: int) -> list[bytes]:
        return [self.head + number(SYNC) + number(STEP_1) + block(number(0))]

    def change(self, activity: str, writer: int, number_: int, due: int) -> bytes:
        words, client = mark(writer, number_, due), self._person + writer
        clock = self._clocks.get(client, 0)
        self._clocks[client] = clock + len(words)
        if clock:
            item = bytes([STRING | LEFT]) + number(client) + number(clock - 1)
        else:
            item = bytes([STRING]) + number(1) + text(f"writer-{client}")
        struct = number(1) + number(1) + number(client) + number(clock) + item + text(words) + number(0)
        return self.head + number(SYNC) + number(UPDATE) + block(struct)

    def seen(self, after: int) -> bytes | None:
        return None

    def read(self, payload: bytes) -> Heard:
        marks = MARK.findall(payload)
        return Heard([int(due) for _, _, due in marks], greets=not marks)


class YWebsocket(YjsSpeech):
    def read(self, payload: bytes) -> Heard:
        heard = super().read(payload)
        heard.answers = tuple((int(writer), int(count)) for writer, count, _ in MARK.findall(payload))
        return heard


class Hocuspocus(YjsSpeech):
    """Each message begins with the document's name; the first is a token, which this server does not look at."""

    head = text("bench")

    def hello(self, after: int) -> list[bytes]:
        return [self.head + number(AUTH) + number(0) + text("none"), *super().hello(after)]

    def read(self, payload: bytes) -> Heard:
        kind = payload[len(self.head) : len(self.head) + 1]
        if kind == bytes([SYNC_STATUS]):
            return Heard(answers=((-1, -1),))
        heard = super().read(payload)
        heard.greets = kind == bytes([SYNC])
        return heard
