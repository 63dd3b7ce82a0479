"""Changing an agenda, before a session and while it runs: a step that has been opened stays as it was.

One event carries the whole agenda (``agenda.revised``), so that a screen, the minutes and a stranger's program need no
earlier one to know what the room is about to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.agenda import read_agenda
from realtime.domain.room import WAITING, Happening, Room
from realtime.domain.rules import Refused, Rules

MOST_STEPS = 40
Agenda = tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Add:
    """A new step at the end; ``activity.id`` is chosen here."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other words, time or settings for the step ``activity.id``; its method stays."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class Move:
    """The step goes ``by`` places down (up where negative), as far as there are any."""

    id: str
    by: int


@dataclass(frozen=True, slots=True)
class Copy:
    """The same step once more, behind it."""

    id: str


@dataclass(frozen=True, slots=True)
class Remove:
    id: str


Change = Add | Rewrite | Move | Copy | Remove


def may_change(room: Room, id: str) -> bool:
    """Whether the step was never opened, in a session that is not over."""
    return room.state != "closed" and room.stage(id).state == WAITING


def revised(room: Room, change: Change) -> Agenda:
    """The room's agenda after ``change``; raises Refused."""
    if room.state == "closed":
        raise Refused("room_closed", _("This session is over."))
    agenda = room.agenda
    if isinstance(change, Add):
        return _with_room(agenda, (*agenda, replace(change.activity, id=_fresh_id(agenda, change.activity))))
    id = change.activity.id if isinstance(change, Rewrite) else change.id
    place = _place(room, id, copied=isinstance(change, Copy))
    if isinstance(change, Rewrite):
        return (*agenda[:place], replace(change.activity, method=agenda[place].method), *agenda[place + 1 :])
    if isinstance(change, Copy):
        copied = replace(agenda[place], id=_fresh_id(agenda, agenda[place]))
        return _with_room(agenda, (*agenda[: place + 1], copied, *agenda[place + 1 :]))
    rest = (*agenda[:place], *agenda[place + 1 :])
    if isinstance(change, Remove):
        return rest
    to = min(max(place + change.by, 0), len(rest))
    return (*rest[:to], agenda[place], *rest[to:])


def _place(room: Room, id: str, *, copied: bool) -> int:
    place = next((place for place, activity in enumerate(room.agenda) if activity.id == id), None)
    if place is None:
        raise Refused("no_such_activity", _("This activity is not in the agenda."))
    if not copied and not may_change(room, id):
        raise Refused("step_opened", _("This step has been opened already. It stays as it was."))
    return place


def _with_room(before: Agenda, after: Agenda) -> Agenda:
    if len(after) > max(MOST_STEPS, len(before)):
        raise Refused("too_many_steps", _("An agenda has at most 40 steps."))
    return after


def _fresh_id(agenda: Sequence[Activity], activity: Activity) -> str:
    """The method's name and the first number that no step has."""
    taken = {each.id for each in agenda}
    return next(id for n in count(1) if (id := f"{activity.method}-{n}") not in taken)


def _revised(room: Room, happening: Happening) -> None:
    room.agenda = read_agenda(list(happening.data["agenda"]))
    room.revised = happening.seq


def _whole(room: Room) -> dict[str, Any]:
    return {"revised": room.revised}


RULES = Rules(apply={"agenda.revised": _revised}, whole=_whole)
