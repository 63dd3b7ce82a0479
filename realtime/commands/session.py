"""The session and its activities: opening, more time, closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import op, whole, word


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Facilitator: people may come in."""

    type: ClassVar[str] = "room.open"
    op: str = op()


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """Facilitator: the session is over."""

    type: ClassVar[str] = "room.close"
    op: str = op()


@dataclass(frozen=True, slots=True)
class OpenActivity:
    """Facilitator: start an activity; one that runs is closed by ``activity.close`` before."""

    type: ClassVar[str] = "activity.open"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class ExtendActivity:
    """Facilitator: give the running activity more time, or less; never less than none."""

    type: ClassVar[str] = "activity.extend"
    op: str = op()
    activity: str = word("id in the agenda")
    seconds: int = whole(-3600, 3600, "added to what is left")


@dataclass(frozen=True, slots=True)
class PauseActivity:
    """Facilitator: the timer of the running activity stands still; what people do goes on."""

    type: ClassVar[str] = "activity.pause"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class ResumeActivity:
    """Facilitator: the timer goes on where it stood."""

    type: ClassVar[str] = "activity.resume"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class CloseActivity:
    """Facilitator: end the running activity; hidden tallies become visible."""

    type: ClassVar[str] = "activity.close"
    op: str = op()
    activity: str = word("id in the agenda")


COMMANDS = (OpenRoom, CloseRoom, OpenActivity, ExtendActivity, PauseActivity, ResumeActivity, CloseActivity)
