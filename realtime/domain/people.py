"""Rules of the people in a room: its door, who waits, and a guest's seat that becomes an account's.

Their events come from realtime.operations.people and join, which change the seats. Whom they are about travels to
nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from realtime.domain.room import DONE, Happening, Room
from realtime.domain.rules import Rules


def _door_set(room: Room, happening: Happening) -> None:
    room.door = happening.data["door"]


def _waits(room: Room, happening: Happening) -> None:
    room.waiting |= {happening.data["seat"]}


def _let_in(room: Room, happening: Happening) -> None:
    room.waiting -= set(happening.data["seats"])


def _goes(room: Room, happening: Happening) -> None:
    room.waiting -= {happening.data["seat"]}


def _stays(room: Room, happening: Happening) -> None:
    """What a person may do stands in their seat, and is read when they send a command."""


def _moved(room: Room, happening: Happening) -> None:
    """What the seat wrote and chose is the other's; where both chose in one activity, the other's choice stands.

    A closed activity keeps the count that the room was told.
    """
    seat, into = happening.data["seat"], happening.data["into"]
    for id in room.written.get(seat, ()):
        room.notes[id] = replace(room.notes[id], seat=into)
    room.written[into] = tuple(sorted({*room.written.get(into, ()), *room.written.pop(seat, ())}))
    for activity, given in room.given.items():
        own = given.pop(seat, None)
        if own and not given.get(into):
            given[into] = own
        if own and room.stage(activity).state != DONE:
            _count_again(room, activity)
    room.waiting -= {seat}


def _count_again(room: Room, activity: str) -> None:
    stage = room.stage(activity)
    tallies = room.tallies(activity) if room.seen_at_once(activity) else stage.tallies
    room.stages[activity] = replace(stage, tallies=tallies, voters=room.voters(activity) if stage.voters else 0)


def _public_move(after: Room, happening: Happening) -> dict[str, Any]:
    """The running activity's figures, which may have changed."""
    stage = after.stage(after.current)
    tallies = [[item, count] for item, count in stage.tallies.items()]
    return {"activity": after.current, "voters": stage.voters, "tallies": tallies, "waiting": len(after.waiting)}


def _public_count(after: Room, happening: Happening) -> dict[str, Any]:
    return {"waiting": len(after.waiting)}


COUNTED = {
    "seat.waits": _waits,
    "seat.let_in": _let_in,
    "seat.left": _goes,
    "seat.removed": _goes,
    "seat.muted": _stays,
    "seat.unmuted": _stays,
    "seat.given_role": _stays,
}
RULES = Rules(
    apply={"room.door_set": _door_set, "seat.moved": _moved, **COUNTED},
    public={"seat.moved": _public_move, **dict.fromkeys(COUNTED, _public_count)},
    private=frozenset({"seat.moved"}),
    whole=lambda room: {"door": room.door, "waiting": len(room.waiting)},
)
