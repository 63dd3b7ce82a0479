"""How long a session will take: what its steps say, and how far it is ahead of or behind that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from realtime.domain.room import RUNNING, WAITING, Room
from realtime.models import Session

# A session that is opened much earlier or later than it was planned for is measured from its opening.
NEAR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Timing:
    """``minutes``: of all steps together. ``begins`` and ``ends``: as planned, None where no start is known.

    ``expected``: the end as it looks now. ``late``: minutes behind the plan, negative where ahead; 0 before it is open.
    """

    minutes: int
    begins: datetime | None
    ends: datetime | None
    expected: datetime | None
    late: int

    @property
    def ahead(self) -> int:
        return -self.late


def timing_of(session: Session, room: Room, now: datetime) -> Timing:
    total = sum(activity.seconds for activity in room.agenda)
    begins = _begins(session)
    if begins is None:
        return Timing(_minutes(total), None, None, None, 0)
    if room.state != "open":
        ends = begins + timedelta(seconds=total)
        return Timing(_minutes(total), begins, ends, ends, 0)
    ends = begins + timedelta(seconds=room.planned)
    expected = now + timedelta(seconds=seconds_left(room, now))
    return Timing(_minutes(total), begins, ends, expected, round((expected - ends).total_seconds() / 60))


def _begins(session: Session) -> datetime | None:
    planned, opened = session.planned_at, session.opened_at
    if planned is None or opened is None:
        return planned or opened
    return planned if abs(opened - planned) <= NEAR else opened


def seconds_left(room: Room, now: datetime) -> int:
    """Of the running step and of all that were not opened yet."""
    waiting = sum(activity.seconds for activity in room.agenda if room.stage(activity.id).state == WAITING)
    stage = room.stage(room.current)
    if stage.state != RUNNING:
        return waiting
    if not stage.ends_at:
        return waiting + stage.left
    return waiting + max(0, int((datetime.fromisoformat(stage.ends_at) - now).total_seconds()))


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)
