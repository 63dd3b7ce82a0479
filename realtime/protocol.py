"""The messages of a room's socket: JSON text frames, a closed set of typed messages, no I/O.

``decode`` is strict: a frame is one of CLIENT's messages with exactly its fields, or ``Malformed`` names the field.
docs/live-protocol.md is made from these tables (``manage.py describe_protocol``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from realtime.commands import COMMANDS, Command
from realtime.wire import NUMBER, Malformed, anything, value_of, whole

VERSION = 1
MAX_BYTES = 65_536
MAX_STRIKES = 3


@dataclass(frozen=True, slots=True)
class Hello:
    """First message: which version the client speaks and the last event it has (-1: none)."""

    type: ClassVar[str] = "hello"
    v: int = whole(1, 1000, "protocol version")
    after: int = whole(-1, NUMBER, "last event held, -1 for none")


@dataclass(frozen=True, slots=True)
class Seen:
    """The client has handled everything up to ``seq``; sent at least every 5 s while events come."""

    type: ClassVar[str] = "seen"
    seq: int = whole(0, NUMBER, "last event handled")


ClientMessage = Hello | Seen | Command
CLIENT: dict[str, type[Any]] = {Hello.type: Hello, Seen.type: Seen, **COMMANDS}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole room as of ``room.seq``, where that is shorter than the events missed."""

    type: ClassVar[str] = "snapshot"
    room: dict[str, Any] = anything("realtime.domain.public.public_room")
    now: str = anything("the server's clock, ISO 8601")


@dataclass(frozen=True, slots=True)
class Events:
    """Numbered events, in order and without holes; those of one commit travel as one frame."""

    type: ClassVar[str] = "events"
    events: list[dict[str, Any]] = anything("each {seq, type, data}")


@dataclass(frozen=True, slots=True)
class Mine:
    """To one person only: their notes' numbers, their dots and answers; sent after hello and after each change.

    What else is theirs stands in ``own``, by the name of what it belongs to.
    """

    type: ClassVar[str] = "mine"
    notes: list[int] = anything("numbers")
    given: dict[str, dict[str, int]] = anything(
        "activity → item → dots, 1 for each option chosen, or the place given to an option"
    )
    own: dict[str, Any] = anything("what else is theirs")


@dataclass(frozen=True, slots=True)
class Yours:
    """To one person only: these notes are theirs, too. Instead of ``mine``, which grows with them, after each note."""

    type: ClassVar[str] = "yours"
    notes: list[int] = anything("numbers")


@dataclass(frozen=True, slots=True)
class Ack:
    """The command ``op`` is in the database as event ``seq``."""

    type: ClassVar[str] = "ack"
    op: str = anything("as sent")
    seq: int = anything("number of its event")


@dataclass(frozen=True, slots=True)
class NotDone:
    """The command ``op`` is refused and must not be sent again."""

    type: ClassVar[str] = "refused"
    op: str = anything("as sent")
    code: str = anything("for programs")
    reason: str = anything("for the person, in their language")


@dataclass(frozen=True, slots=True)
class Error:
    """The frame was no message. After the third the socket is closed (4008)."""

    type: ClassVar[str] = "error"
    field: str = anything("where")
    reason: str = anything("what is wrong")
    strikes: int = anything("1, 2 or 3")


@dataclass(frozen=True, slots=True)
class Presence:
    """How many people are in the room; at most once a second and at least every 10 s, unnumbered, never stored."""

    type: ClassVar[str] = "presence"
    people: int = anything("people connected")
    now: str = anything("the server's clock, ISO 8601")


@dataclass(frozen=True, slots=True)
class Resync:
    """This reader is too slow: frames were left out. It asks again with hello; still slow, it is closed (4013)."""

    type: ClassVar[str] = "resync"
    seq: int = anything("the room's last event")


DECLARED = {name: {item.name: item for item in fields(cls)} for name, cls in CLIENT.items()}
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
ServerMessage = Snapshot | Events | Mine | Yours | Ack | NotDone | Error | Presence | Resync
SERVER: dict[str, type[Any]] = {cls.type: cls for cls in ServerMessage.__args__}
NAMES = {name: tuple(item.name for item in fields(cls)) for name, cls in SERVER.items()}
# Daphne sends no code below 3000 but 1000 (autobahn refuses), so the application speaks in its own range.
CLOSE_CODES = {
    1001: "the server stops; come back",
    1009: "a frame above 64 KiB (Daphne cuts the line instead: 1006)",
    1012: "the server is started anew; come back",
    4008: "three frames that were no messages, or too many messages in too short a time",
    4009: "a frame above 64 KiB, where the server itself let it through",
    4011: "the server could not send a frame; come back",
    4012: "the server is started anew (Daphne); come back",
    4013: "too slow; come back later",
    4403: "signed out, barred, or another place or role in the room now",
    4404: "no such room",
}


def in_language(language: str, words: str | Promise) -> str:
    """``words`` as a reader of ``language`` sees them; an unknown language reads the site's own."""
    with translation.override(language if translation.check_for_language(language) else settings.LANGUAGE_CODE):
        return str(words)


def encode(message: ServerMessage) -> str:
    """The text frame of ``message``."""
    return ENCODER.encode({"type": message.type} | {name: getattr(message, name) for name in NAMES[message.type]})


def decode(frame: str | bytes) -> ClientMessage:
    """The message in a text frame; raises Malformed naming the field (``frame`` when it is no object at all)."""
    if isinstance(frame, bytes):
        raise Malformed("frame", "must be text, not binary")
    if too_long(frame):
        raise Malformed("frame", f"is longer than {MAX_BYTES} bytes")
    try:
        given = DECODER.decode(frame)
    except (ValueError, RecursionError) as error:
        raise Malformed("frame", "is not JSON") from error
    if not isinstance(given, dict):
        raise Malformed("frame", "must be an object")
    return read(given)


def read(given: Mapping[str, Any]) -> ClientMessage:
    """The message in an object that holds ``type`` and that type's fields, no others; raises Malformed."""
    name = given.get("type")
    if not isinstance(name, str) or name not in CLIENT:
        raise Malformed("type", "is not a message of this protocol")
    declared = DECLARED[name]
    for key in given:
        if key not in declared and key != "type":
            raise Malformed(key[:40], f"is not a field of {name}")
    values = {}
    for key, item in declared.items():
        if key not in given and item.default is not MISSING:
            continue
        if key not in given:
            raise Malformed(key, "is missing")
        values[key] = value_of(item, given[key])
    message: ClientMessage = CLIENT[name](**values)
    return message


def too_long(frame: str) -> bool:
    """Whether it has more than MAX_BYTES in UTF-8, in which a character takes four at most."""
    return len(frame) * 4 > MAX_BYTES and len(frame.encode("utf-8", "surrogatepass")) > MAX_BYTES


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_once)
