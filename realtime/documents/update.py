"""Reads a Yjs update (version 1 of its encoding) strictly: whole, and nothing but characters of one text.

Yjs itself accepts much more (other shared types, formats, embedded documents, bytes left over at the end); what is not
read here never reaches a stored document. The encoding is that of yjs 13, src/utils/updates.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from realtime.wire import NUMBER, UNSAFE, Malformed

TEXT = "text"
GARBAGE, DELETED, STRING, SKIP = 0, 1, 4, 10
KIND, HAS_LEFT, HAS_RIGHT, HAS_KEY = 0b11111, 0b10000000, 0b01000000, 0b00100000

Id = tuple[int, int]
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Struct:
    """Characters that one client put beside each other, behind ``left`` and before ``right``; deleted where ``text`` is
    empty. ``length`` and clocks count UTF-16 units, as Yjs does."""

    client: int
    clock: int
    left: Id | None
    right: Id | None
    length: int
    text: str

    @property
    def pairs(self) -> bool:
        return len(self.text) < self.length


@dataclass(slots=True)
class Update:
    """``runs``: client → (first clock, clock after the last) of what the update brings, in order.

    ``deletes`` are (client, from, to) of what it removes.
    """

    runs: dict[int, tuple[int, int]] = field(default_factory=dict)
    structs: list[Struct] = field(default_factory=list)
    deletes: list[Span] = field(default_factory=list)
    gaps: bool = False

    @property
    def units(self) -> int:
        """UTF-16 units of text that it brings."""
        return sum(struct.length for struct in self.structs if struct.text)

    def beside(self) -> Iterator[Id]:
        """What its characters were put beside."""
        for struct in self.structs:
            yield from (id for id in (struct.left, struct.right) if id)

    def halves(self) -> set[Id]:
        """The second units of characters that take two."""
        found = set()
        for struct in self.structs:
            at = struct.clock
            for character in struct.text if struct.pairs else "":
                at += 1 + (character > "\uffff")
                if character > "\uffff":
                    found.add((struct.client, at - 1))
        return found

    def cuts(self) -> Iterator[Id]:
        """The units in front of which it parts what stands there."""
        for struct in self.structs:
            if struct.right:
                yield struct.right
            if struct.left:
                yield struct.left[0], struct.left[1] + 1
        for client, start, end in self.deletes:
            yield client, start
            yield client, end


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units, by which browsers count."""
    return len(text) + sum(1 for character in text if character > "\uffff")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise Malformed("update", "ends too early")
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """Seven bits a byte, lowest first; the shortest form only."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if value > NUMBER:
                raise Malformed("update", "holds a number that is too large")
            if byte < 0x80:
                return value
            shift += 7

    def string(self) -> str:
        length = self.number()
        raw = self.data[self.at : self.at + length]
        if len(raw) != length:
            raise Malformed("update", "ends too early")
        self.at += length
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("update", "holds text that is not UTF-8") from error


def read_update(data: bytes) -> Update:
    """The update in ``data``; raises Malformed for whatever is not one of characters in the text ``text``."""
    reader, found = _Reader(data), Update()
    for _ in range(reader.number()):
        _read_client(reader, found)
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            clock, length = reader.number(), reader.number()
            found.deletes.append((client, clock, clock + length))
    if reader.at != len(data):
        raise Malformed("update", "goes on after its end")
    return found


def _read_client(reader: _Reader, found: Update) -> None:
    count, client, first = reader.number(), reader.number(), reader.number()
    if client in found.runs:
        raise Malformed("update", "names a client twice")
    clock = first
    for _ in range(count):
        clock += _read_struct(reader, found, client, clock)
    if count:
        found.runs[client] = (first, clock)


def _read_struct(reader: _Reader, found: Update, client: int, clock: int) -> int:
    """Reads one item; its length in UTF-16 units."""
    info = reader.byte()
    if info == SKIP:
        found.gaps = True
        return _length(reader)
    kind = info & KIND
    if kind not in (DELETED, STRING):
        raise Malformed("update", "holds something else than characters")
    left, right = [_beside(reader, client, clock) if info & flag else None for flag in (HAS_LEFT, HAS_RIGHT)]
    if not info & (HAS_LEFT | HAS_RIGHT):
        _read_parent(reader, info)
    text = _characters(reader) if kind == STRING else ""
    length = units(text) if text else _length(reader)
    found.structs.append(Struct(client, clock, left, right, length, text))
    return length


def _beside(reader: _Reader, client: int, clock: int) -> Id:
    beside = (reader.number(), reader.number())
    if beside[0] == client and beside[1] >= clock:
        raise Malformed("update", "holds characters that stand beside themselves")
    return beside


def _characters(reader: _Reader) -> str:
    text = reader.string()
    if not text or "\r" in text or UNSAFE.search(text):
        raise Malformed("update", "holds characters that are not allowed", "characters")
    return text


def _read_parent(reader: _Reader, info: int) -> None:
    if reader.number() != 1 or reader.string() != TEXT or info & HAS_KEY:
        raise Malformed("update", f"is not about the text '{TEXT}'")


def _length(reader: _Reader) -> int:
    length = reader.number()
    if not length:
        raise Malformed("update", "holds an empty item")
    return length


def read_vector(data: bytes) -> dict[int, int]:
    """Client → clock of a state vector; raises Malformed."""
    reader = _Reader(data)
    found = {}
    for _ in range(reader.number()):
        client = reader.number()
        found[client] = reader.number()
    if reader.at != len(data):
        raise Malformed("vector", "goes on after its end")
    return found
