"""Rules of answers: what one person chose among an activity's items, counted once however often it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.answers import GiveAnswer
from realtime.domain.methods import METHODS
from realtime.domain.room import NOBODY, Happening, Room
from realtime.domain.rules import OTHER_METHOD, Fact, Refused, Rules, Sender, running


def _give_answer(room: Room, sender: Sender, command: GiveAnswer, now: datetime) -> Fact:
    activity = running(room, command.activity)
    method = METHODS[activity.method]
    if method.choose is None:
        raise Refused("other_method", OTHER_METHOD)
    if not set(command.choices) <= set(room.stage(activity.id).items):
        raise Refused("no_such_item", _("This is not among the things to choose from."))
    if not command.choices and not room.given_by(activity.id, sender.seat):
        raise Refused("nothing_chosen", _("Choose an answer first."))
    return Fact("answer.given", {"activity": activity.id, "choices": method.choose(activity, command.choices)})


def _answer_given(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    seat = NOBODY if happening.seat is None else happening.seat
    before = room.given_by(id, seat)
    activity = room.activity(id)
    ranked = activity is not None and METHODS[activity.method].ranks(activity)
    chosen = {item: place if ranked else 1 for place, item in enumerate(happening.data["choices"], 1)}
    room.given.setdefault(id, {})[seat] = chosen
    stage = room.stage(id)
    tallies = dict(stage.tallies)
    if room.seen_at_once(id):
        for item in stage.items:
            tallies[item] = tallies.get(item, 0) + chosen.get(item, 0) - before.get(item, 0)
    voters = stage.voters + bool(chosen) - bool(before)
    room.stages[id] = replace(stage, tallies=tallies, voters=voters)


def _public_answer(after: Room, happening: Happening) -> dict[str, Any]:
    """That somebody answered, never what; with the tallies where they are seen at once."""
    activity = happening.data["activity"]
    stage = after.stage(activity)
    told: dict[str, Any] = {"activity": activity, "voters": stage.voters}
    if after.seen_at_once(activity):
        told["tallies"] = [[item, count] for item, count in stage.tallies.items()]
    return told


def _mine(room: Room, seat: int) -> dict[str, Any]:
    found = {id: given[seat] for id, given in room.given.items() if given.get(seat)}
    return {"given": {id: {str(item): count for item, count in own.items()} for id, own in found.items()}}


RULES = Rules(
    decide={"answer.give": _give_answer},
    participants=frozenset({"answer.give"}),
    apply={"answer.given": _answer_given},
    public={"answer.given": _public_answer},
    private=frozenset({"answer.given"}),
    mine=_mine,
)
