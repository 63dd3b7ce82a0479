"""Rules of the people in a room: its door, who waits, and a guest's seat that becomes an account's.

Their events come from realtime.operations.people and join, which change the seats. Whom they are about travels to
nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from realtime.domain.methods import METHODS
from realtime.domain.room import DONE, Happening, Room
from realtime.domain.rules import Rules, as_counted


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


def surplus(room: Room, seat: int, into: int) -> list[int]:
    """Notes of ``seat`` that would make one person's answer count twice, were they those of ``into``.

    What both said; what is more than one person may say; and reasons, where the other's choice stands.
    """
    found: list[int] = []
    for activity in room.agenda:
        if room.stage(activity.id).state == DONE:
            continue
        rule = METHODS[activity.method].notes(activity)
        brought, kept = (
            [note for note in room.notes_of(each) if note.activity == activity.id] for each in (seat, into)
        )
        said = {as_counted(note.text) for note in kept}
        if rule is None and room.given_by(activity.id, into):
            found += [note.id for note in brought]
        elif rule is not None and rule.answers:
            new = [note.id for note in brought if as_counted(note.text) not in said]
            stays = new[: max(0, rule.most - len(kept))] if rule.most else new
            found += [note.id for note in brought if note.id not in stays]
    return found


def _count_again(room: Room, activity: str) -> None:
    stage = room.stage(activity)
    tallies = room.tallies(activity) if room.seen_at_once(activity) else stage.tallies
    room.stages[activity] = replace(stage, tallies=tallies, voters=room.voters(activity) if stage.voters else 0)
    if activity in room.heard:
        room.heard[activity] = dict(Counter(item for given in room.given[activity].values() for item in given))


def _public_move(after: Room, happening: Happening) -> dict[str, Any]:
    """The running activity's figures, which may have changed."""
    stage = after.stage(after.current)
    tallies = [[item, count] for item, count in stage.tallies.items()]
    told = {"activity": after.current, "voters": stage.voters, "tallies": tallies, "waiting": len(after.waiting)}
    heard = after.heard.get(after.current)
    return told if heard is None else {**told, "answers": sum(heard.values())}


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
