"""Rules of the wall. What is hidden or taken back leaves a frozen wall, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.wall import ShowOnWall
from realtime.domain.room import SHOWN, Happening, Room
from realtime.domain.rules import Fact, Refused, Rules, Sender

LIVE, FROZEN, BLANK = "live", "frozen", "blank"


def _show(room: Room, sender: Sender, command: ShowOnWall, now: datetime) -> Fact:
    if command.show not in (LIVE, FROZEN, BLANK):
        raise Refused("no_such_wall", _("This is not among the things to choose from."))
    return Fact("wall.shown", {"show": command.show})


def _shown(room: Room, happening: Happening) -> None:
    if happening.data["show"] != room.wall:
        room.wall, room.wall_since = happening.data["show"], happening.seq


def _whole(room: Room) -> dict[str, Any]:
    return {"wall": room.wall}


RULES = Rules(decide={"wall.show": _show}, apply={"wall.shown": _shown}, whole=_whole)


def as_frozen(then: Room, now: Room) -> Room:
    """``then``, the room at the moment of freezing, without the words that may no longer be shown ``now``."""
    kept = {
        id: replace(note, name=now.notes[id].name) if now.notes[id].state == SHOWN else now.notes[id]
        for id, note in then.notes.items()
    }
    then.notes = kept
    then.wall = now.wall
    return then
