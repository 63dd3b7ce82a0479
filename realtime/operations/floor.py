"""Who waits to speak: gone from the floor with their place in the room, their names with them."""

from __future__ import annotations

from datetime import datetime

from realtime.domain.rules import Fact
from realtime.models import RoomEvent
from realtime.operations.commit import OpenLog


def leave_floor(log: OpenLog, seat: int, now: datetime) -> None:
    """The person of ``seat`` no longer waits or speaks, and what they wanted to be called leaves the log."""
    floor, step = log.room.floor, log.room.current
    if floor.speaks(seat):
        log.write(Fact("floor.ended", {"activity": step}), op=f"turn:{seat}:{log.room.seq}", seat=None, now=now)
    for turn in floor.waiting:
        if turn.seat == seat:
            fact = Fact("floor.left", {"activity": step, "ticket": turn.ticket})
            log.write(fact, op=f"ticket:{turn.ticket}:{log.room.seq}", seat=None, now=now)
    for event in RoomEvent.objects.filter(session=log.session, seat=seat, type="floor.asked"):
        event.data = {**event.data, "name": ""}
        event.save(update_fields=["data"])
