"""The binary frames of a room's socket: a short head that says what and which text, then Yjs' own bytes. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from realtime.documents.update import read_vector
from realtime.wire import OP, WORD, Malformed

HAVE, CHANGE, CURSOR, WANT = 1, 2, 3, 4
MOST_CURSOR = 32
LAYOUT = """
    1 byte     kind: 1 have, 2 change, 3 cursor, 4 want
    1 byte     length of the activity's id, then the id in ASCII
    1 byte     only in a change: length of op (0 from the server), then op in ASCII
    the rest   state vector (have, want), update (change), cursors (cursor)
"""


@dataclass(frozen=True, slots=True)
class Have:
    """The client holds this much of the text. It is sent what it lacks, then ``want``, and later changes as they come.

    Sent when the text comes into view, after every ``hello`` and after ``resync``.
    """

    kind: ClassVar[int] = HAVE
    activity: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """A Yjs update (version 1) that puts characters into the document's text named ``text``, or takes some out.

    Answered by ``ack`` or ``refused`` with its ``op``. Refused with ``behind``: the update stands on others that the
    room does not have; ``want`` follows. A Yjs client id belongs to the person who used it first. A text has at most
    20,000 UTF-16 units. From the server: a change that is committed, the sender's own too.
    """

    kind: ClassVar[int] = CHANGE
    type: ClassVar[str] = "draft.change"
    op: str
    activity: str
    update: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the person writes: a Yjs relative position of at most 32 bytes, empty when they stop. Never stored.

    It reaches those who also write, four times a second at most: for each of them two bytes for who (a number drawn
    for each socket), one for the length, then the place.
    """

    kind: ClassVar[int] = CURSOR
    activity: str
    place: bytes


@dataclass(frozen=True, slots=True)
class Want:
    """From the server: its state vector. A client that holds changes not answered yet sends them, in their order; after
    ``behind`` it sends all that the room lacks by this vector."""

    kind: ClassVar[int] = WANT
    activity: str
    vector: bytes


KINDS: dict[str, Any] = {"have": Have, "change": ChangeDraft, "cursor": Cursor, "want": Want}
Binary = Have | ChangeDraft | Cursor


def read_frame(data: bytes) -> Binary:
    """The message in a binary frame; raises Malformed naming what is wrong."""
    kind, at = _byte(data, 0, "kind"), 1
    activity, at = _word(data, at, "activity")
    if not WORD.fullmatch(activity):
        raise Malformed("activity", f"does not fit {WORD.pattern}")
    if kind == HAVE:
        read_vector(data[at:])
        return Have(activity, data[at:])
    if kind == CURSOR:
        if len(data) - at > MOST_CURSOR:
            raise Malformed("cursor", f"is longer than {MOST_CURSOR} bytes")
        return Cursor(activity, data[at:])
    if kind != CHANGE:
        raise Malformed("kind", "is not a message of this protocol")
    op, at = _word(data, at, "op")
    if not OP.fullmatch(op):
        raise Malformed("op", f"does not fit {OP.pattern}")
    return ChangeDraft(op, activity, data[at:])


def _byte(data: bytes, at: int, name: str) -> int:
    if at >= len(data):
        raise Malformed(name, "is missing")
    return data[at]


def _word(data: bytes, at: int, name: str) -> tuple[str, int]:
    end = at + 1 + _byte(data, at, name)
    if end > len(data):
        raise Malformed(name, "is missing")
    return data[at + 1 : end].decode("latin-1"), end


def write_change(activity: str, update: bytes, op: str = "") -> bytes:
    """The frame of an update; the server sends no ``op``."""
    return _head(CHANGE, activity) + bytes([len(op)]) + op.encode("ascii") + update


def write_want(activity: str, vector: bytes) -> bytes:
    """The frame that asks a client for what the room lacks of its text."""
    return _head(WANT, activity) + vector


def write_have(activity: str, vector: bytes) -> bytes:
    return _head(HAVE, activity) + vector


def write_cursors(activity: str, cursors: Iterable[tuple[int, bytes]]) -> bytes:
    """Each cursor: two bytes for who (a number drawn for each socket), one for the length, then the place."""
    body = b"".join(who.to_bytes(2, "big") + bytes([len(place)]) + place for who, place in cursors)
    return _head(CURSOR, activity) + body


def _head(kind: int, activity: str) -> bytes:
    return bytes([kind, len(activity)]) + activity.encode("ascii")
