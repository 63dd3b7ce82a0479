"""Consent: may this go ahead? A proposal stands when nobody objects with a reason.

Everyone agrees, agrees with reservations, stands aside or objects. Reasons are notes that everyone can read, without a
name; who stands where is told to nobody, and how many stand where only after closing. No settings: the proposal is the
purpose. Source: the consent decision of sociocracy (G. Endenburg, "Sociocracy", 1998).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.commands.consent import GiveConsent
from realtime.domain.activity import Activity
from realtime.domain.room import NOBODY, SHOWN, WITHDRAWN, Happening, Note, Room
from realtime.domain.rules import Fact, Method, Refused, Result, Rules, Sender, Table, running

AGREE, RESERVED, ASIDE, OBJECT = STANDS = (1, 2, 3, 4)
STANDS_TOLD = {
    AGREE: _("I agree"),
    RESERVED: _("I agree, with reservations"),
    ASIDE: _("I stand aside"),
    OBJECT: _("I object"),
}
NO_OBJECTION, OBJECTIONS = _("Nobody objects: the proposal stands."), _("Objections that stand: {n}")


def _give(room: Room, sender: Sender, command: GiveConsent, now: datetime) -> Fact:
    activity = running(room, command.activity, "consent")
    if command.stand == OBJECT and not command.reason:
        raise Refused("reason_missing", _("Say why you object. Without a reason an objection cannot be answered."))
    reason = command.reason if command.stand != AGREE else ""
    before = next((note.id for note in room.notes_of(sender.seat) if note.activity == activity.id), 0)
    data = {"activity": activity.id, "stand": command.stand, "reason": reason, "instead": before}
    return Fact("consent.given", data)


def _given(room: Room, happening: Happening) -> None:
    data = happening.data
    id, seat = data["activity"], NOBODY if happening.seat is None else happening.seat
    if data["instead"] in room.notes and room.notes[data["instead"]].state == SHOWN:
        room.notes[data["instead"]] = replace(room.notes[data["instead"]], state=WITHDRAWN, text="")
    if data["reason"]:
        room.notes[happening.seq] = Note(happening.seq, id, data["reason"], happening.seat)
        room.written[happening.seat] = (*room.written.get(happening.seat, ()), happening.seq)
    first = not room.given_by(id, seat)
    room.given.setdefault(id, {})[seat] = {data["stand"]: 1}
    stage = room.stage(id)
    room.stages[id] = replace(stage, voters=stage.voters + first)


def _public(after: Room, happening: Happening) -> dict[str, Any]:
    """That somebody took a stand, and a reason where one is given; never which stand."""
    told = {key: value for key, value in happening.data.items() if key != "stand"}
    return {**told, "voters": after.stage(told["activity"]).voters}


def verdict(tallies: Any) -> Any:
    """What a closed consent means, in a sentence."""
    objections = tallies.get(OBJECT, 0)
    if objections:
        return format_lazy(OBJECTIONS, n=objections)
    return NO_OBJECTION


def _results(room: Room, activity: Activity) -> list[Result]:
    stage = room.stage(activity.id)
    if not stage.voters:
        return []
    rows = tuple((str(STANDS_TOLD[stand]), (stage.tallies.get(stand, 0),)) for stand in STANDS)
    table = Table((_("People"),), rows)
    notes, contribution = tuple(room.notes_in(activity.id)), room.results.get(stage.number, 0)
    outcome = verdict(stage.tallies)
    return [Result(stage.number, activity.purpose, notes, stage.voters, activity.id, contribution, table, outcome)]


METHOD = Method(
    "consent",
    _("Ask for consent"),
    options=lambda _activity: list(STANDS_TOLD.values()),
    counts=True,
    results=_results,
    rules=Rules(
        decide={"consent.give": _give},
        participants=frozenset({"consent.give"}),
        apply={"consent.given": _given},
        public={"consent.given": _public},
        private=frozenset({"consent.given"}),
        words={"consent.given": "reason"},
    ),
)
