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
    """Facilitator: give the running activity more time."""

    type: ClassVar[str] = "activity.extend"
    op: str = op()
    activity: str = word("id in the agenda")
    seconds: int = whole(10, 3600, "added to what is left")


@dataclass(frozen=True, slots=True)
class CloseActivity:
    """Facilitator: end the running activity; hidden tallies become visible."""

    type: ClassVar[str] = "activity.close"
    op: str = op()
    activity: str = word("id in the agenda")


COMMANDS = (OpenRoom, CloseRoom, OpenActivity, ExtendActivity, CloseActivity)
