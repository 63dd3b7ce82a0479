"""Rules of the running activity's timer: more time, less, a pause. Nothing closes by itself when it is up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from realtime.commands.session import ExtendActivity, PauseActivity, ResumeActivity
from realtime.domain.room import Happening, Room
from realtime.domain.rules import Fact, Refused, Rules, Sender, in_seconds, running


def _extend(room: Room, sender: Sender, command: ExtendActivity, now: datetime) -> Fact:
    running(room, command.activity)
    stage = room.stage(command.activity)
    if stage.left:
        left = max(1, stage.left + command.seconds)
        return Fact("activity.extended", {"activity": command.activity, "ends_at": "", "left": left})
    if not stage.ends_at and command.seconds < 0:
        raise Refused("no_timer", _("This step has no timer."))
    start = max(now, datetime.fromisoformat(stage.ends_at)) if stage.ends_at else now
    ends_at = max(in_seconds(now, 0), in_seconds(start, command.seconds))
    return Fact("activity.extended", {"activity": command.activity, "ends_at": ends_at, "left": 0})


def _pause(room: Room, sender: Sender, command: PauseActivity, now: datetime) -> Fact:
    running(room, command.activity)
    ends_at = room.stage(command.activity).ends_at
    if not ends_at:
        raise Refused("no_timer", _("No timer is running."))
    left = max(1, round((datetime.fromisoformat(ends_at) - now).total_seconds()))
    return Fact("activity.paused", {"activity": command.activity, "ends_at": "", "left": left})


def _resume(room: Room, sender: Sender, command: ResumeActivity, now: datetime) -> Fact:
    running(room, command.activity)
    left = room.stage(command.activity).left
    if not left:
        raise Refused("not_paused", _("The timer is not paused."))
    return Fact("activity.resumed", {"activity": command.activity, "ends_at": in_seconds(now, left), "left": 0})


def _set(room: Room, happening: Happening) -> None:
    data = happening.data
    id = data["activity"]
    room.stages[id] = replace(room.stage(id), ends_at=data["ends_at"], left=data.get("left", 0))


RULES = Rules(
    decide={"activity.extend": _extend, "activity.pause": _pause, "activity.resume": _resume},
    apply={"activity.extended": _set, "activity.paused": _set, "activity.resumed": _set},
)
