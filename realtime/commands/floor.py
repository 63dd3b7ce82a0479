"""The floor: asking for it, giving it, taking time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import NAME_LENGTH, NUMBER, op, text, whole, word


@dataclass(frozen=True, slots=True)
class AskFloor:
    """Participant: ask to speak."""

    type: ClassVar[str] = "floor.ask"
    op: str = op()
    activity: str = word("id in the agenda")
    name: str = text(NAME_LENGTH, "shown to everyone when one speaks, empty for none", may_be_empty=True)


@dataclass(frozen=True, slots=True)
class LeaveFloor:
    """Participant: no longer ask to speak, or end one's own turn."""

    type: ClassVar[str] = "floor.leave"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class AddSpeaker:
    """Facilitator or note-taker: somebody without a phone asks to speak."""

    type: ClassVar[str] = "floor.add"
    op: str = op()
    activity: str = word("id in the agenda")
    name: str = text(NAME_LENGTH, "how to call them")
    shown: int = whole(0, 1, "1 where the person wants it to be shown to everyone", default=0)


@dataclass(frozen=True, slots=True)
class DropSpeaker:
    """Facilitator: take somebody off the list."""

    type: ClassVar[str] = "floor.drop"
    op: str = op()
    activity: str = word("id in the agenda")
    ticket: int = whole(1, NUMBER, "number of the ticket")


@dataclass(frozen=True, slots=True)
class CallSpeaker:
    """Facilitator: give the floor; whoever speaks has finished."""

    type: ClassVar[str] = "floor.call"
    op: str = op()
    activity: str = word("id in the agenda")
    ticket: int = whole(0, NUMBER, "number of the ticket, 0 for the next in order")


@dataclass(frozen=True, slots=True)
class ExtendSpeaker:
    """Facilitator: give whoever speaks more time."""

    type: ClassVar[str] = "floor.extend"
    op: str = op()
    activity: str = word("id in the agenda")
    seconds: int = whole(10, 3600, "added to what is left")


@dataclass(frozen=True, slots=True)
class PauseSpeaker:
    """Facilitator: an interpreter speaks; the speaker's time stands still."""

    type: ClassVar[str] = "floor.pause"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class ResumeSpeaker:
    """Facilitator: the speaker goes on."""

    type: ClassVar[str] = "floor.resume"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class EndTurn:
    """Facilitator: whoever speaks has finished."""

    type: ClassVar[str] = "floor.end"
    op: str = op()
    activity: str = word("id in the agenda")


COMMANDS = (
    AskFloor,
    LeaveFloor,
    AddSpeaker,
    DropSpeaker,
    CallSpeaker,
    ExtendSpeaker,
    PauseSpeaker,
    ResumeSpeaker,
    EndTurn,
)
