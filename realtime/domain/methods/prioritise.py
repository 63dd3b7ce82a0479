"""Prioritise: everyone puts dots on themes and lone notes.

Settings: ``dots``, how many each person has; ``visible``, whether they are seen ``after`` closing or ``at_once``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.dots import SetDots
from realtime.domain.activity import Activity
from realtime.domain.room import NOBODY, Happening, Room
from realtime.domain.rules import Fact, Method, Refused, Rules, Sender, one_of, running, whole_of


def _check(activity: Activity) -> None:
    dots_of(activity)
    one_of(activity, "visible", "after", "at_once", default="after")


def dots_of(activity: Activity) -> int:
    """How many dots each person has."""
    return whole_of(activity, "dots", least=1, most=50, default=3)


def things_to_rank(room: Room) -> list[int]:
    """Themes that hold a note, then notes under no theme that are not parked; by number."""
    board = room.board()
    used = {note.theme for note in board if note.theme}
    alone = [note.id for note in board if not note.theme and not note.parked]
    return [theme for theme in room.themes if theme in used] + alone


def _items(room: Room, _activity: Activity) -> list[int]:
    items = things_to_rank(room)
    if not items:
        raise Refused("nothing_to_rank", _("There is nothing to put dots on yet. Collect notes first."))
    return items


def _set_dots(room: Room, sender: Sender, command: SetDots, now: datetime) -> Fact:
    activity = running(room, command.activity, "prioritise")
    if command.item not in room.stage(activity.id).items:
        raise Refused("no_such_item", _("This is not among the things to choose from."))
    given = {**room.given_by(activity.id, sender.seat), command.item: command.count}
    if sum(given.values()) > dots_of(activity):
        raise Refused("no_dots_left", _("You have no dots left. Take one back to use it elsewhere."))
    return Fact("dots.set", {"activity": activity.id, "item": command.item, "count": command.count})


def _dots_set(room: Room, happening: Happening) -> None:
    data = happening.data
    activity, item, count = data["activity"], data["item"], data["count"]
    seat = NOBODY if happening.seat is None else happening.seat
    given = dict(room.given_by(activity, seat))
    more = count - given.get(item, 0)
    given[item] = count
    room.given.setdefault(activity, {})[seat] = {id: dots for id, dots in given.items() if dots}
    if room.seen_at_once(activity):
        stage = room.stage(activity)
        room.stages[activity] = replace(stage, tallies={**stage.tallies, item: stage.tallies.get(item, 0) + more})


def _public_dots(after: Room, happening: Happening) -> dict[str, Any]:
    """Nothing before their time; then an item's dots, never whose."""
    data = happening.data
    if not after.seen_at_once(data["activity"]):
        return {}
    return {**data, "count": after.stage(data["activity"]).tallies.get(data["item"], 0)}


METHOD = Method(
    "prioritise",
    _("Prioritise with dots"),
    check=_check,
    items=_items,
    counts=True,
    host=lambda activity: {"dots": dots_of(activity)},
    rules=Rules(
        decide={"dots.set": _set_dots},
        participants=frozenset({"dots.set"}),
        apply={"dots.set": _dots_set},
        public={"dots.set": _public_dots},
        private=frozenset({"dots.set"}),
    ),
)
