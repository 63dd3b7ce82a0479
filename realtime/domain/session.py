"""Rules of the session itself and of the run of its activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.session import CloseActivity, CloseRoom, OpenActivity, OpenRoom
from realtime.domain.methods import METHODS
from realtime.domain.room import DONE, RUNNING, Happening, Room
from realtime.domain.rules import Fact, Refused, Rules, Sender, in_seconds, running


def _open_room(room: Room, sender: Sender, command: OpenRoom, now: datetime) -> Fact:
    if room.state != "prepared":
        raise Refused("room_open", _("This session is open already."))
    return Fact("room.opened", {})


def _close_room(room: Room, sender: Sender, command: CloseRoom, now: datetime) -> Fact:
    if room.current:
        raise Refused("activity_runs", _("Close the running activity first."))
    return Fact("room.closed", {})


def _open_activity(room: Room, sender: Sender, command: OpenActivity, now: datetime) -> Fact:
    activity = room.activity(command.activity)
    if activity is None:
        raise Refused("no_such_activity", _("This activity is not in the agenda."))
    if room.current:
        raise Refused("activity_runs", _("Close the running activity first."))
    method = METHODS[activity.method]
    items = method.items(room, activity) if method.items else list(range(1, len(method.options(activity)) + 1))
    so_far = room.tallies(activity.id) if room.seen_at_once(activity.id) else {}
    return Fact(
        "activity.opened",
        {
            "activity": activity.id,
            "ends_at": in_seconds(now, activity.seconds) if activity.seconds else "",
            "items": items,
            "tallies": [[item, count] for item, count in so_far.items()],
            "voters": room.voters(activity.id) if room.stage(activity.id).voters else 0,
        },
    )


def _close_activity(room: Room, sender: Sender, command: CloseActivity, now: datetime) -> Fact:
    method = METHODS[running(room, command.activity).method]
    voters = room.voters(command.activity)
    tallies = [[item, count] for item, count in method.tally(room, command.activity).items()]
    outcome = method.outcome(room, command.activity)
    return Fact(
        "activity.closed", {"activity": command.activity, "tallies": tallies, "voters": voters, "outcome": outcome}
    )


def _opened(room: Room, _: Happening) -> None:
    room.state = "open"
    room.planned = sum(activity.seconds for activity in room.agenda)


def _closed(room: Room, _: Happening) -> None:
    room.state = "closed"
    room.current = ""


def _activity_opened(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    room.current, room.last = id, ""
    before = room.stage(id)
    room.stages[id] = replace(
        before,
        state=RUNNING,
        number=before.number or happening.seq,
        ends_at=happening.data["ends_at"],
        left=0,
        items=tuple(happening.data["items"]),
        tallies={int(item): count for item, count in happening.data.get("tallies", ())},
        voters=happening.data.get("voters", before.voters),
    )


def _activity_closed(room: Room, happening: Happening) -> None:
    data = happening.data
    id, tallies = data["activity"], {int(item): count for item, count in data["tallies"]}
    changes: dict[str, Any] = {"tallies": tallies, "voters": data["voters"], "outcome": data.get("outcome", {})}
    room.stages[id] = replace(room.stage(id), state=DONE, ends_at="", left=0, **changes)
    if room.current == id:
        room.current, room.last = "", id


def _handed_over(room: Room, happening: Happening) -> None:
    room.results[happening.data["item"]] = happening.data["contribution"]


def _whole(room: Room) -> dict[str, Any]:
    return {
        "state": room.state,
        "current": room.current,
        "last": room.last,
        "stages": {
            id: {
                "state": stage.state,
                "number": stage.number,
                "ends_at": stage.ends_at,
                "left": stage.left,
                "items": list(stage.items),
                "tallies": {str(item): count for item, count in stage.tallies.items()},
                "voters": stage.voters,
                "outcome": dict(stage.outcome),
            }
            for id, stage in room.stages.items()
        },
        "results": {str(item): contribution for item, contribution in room.results.items()},
    }


RULES = Rules(
    decide={
        "room.open": _open_room,
        "room.close": _close_room,
        "activity.open": _open_activity,
        "activity.close": _close_activity,
    },
    apply={
        "room.opened": _opened,
        "room.closed": _closed,
        "activity.opened": _activity_opened,
        "activity.closed": _activity_closed,
        "result.handed_over": _handed_over,
    },
    whole=_whole,
)
