"""Opinion: agree, disagree or pass on statements, one at a time; how the room answered is shown after closing.

Settings: ``statements``, up to 50 texts to begin with; ``adds``, how many of their own each person may add, 0 to 10.
A statement is named by its place among the prepared ones (-1, -2 …) or by the number of the note that makes it. Each
person is asked those first that fewest have answered.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.opinions import GiveOpinion
from realtime.domain.activity import Activity
from realtime.domain.room import NOBODY, Happening, Room
from realtime.domain.rules import (
    Fact,
    Method,
    NoteRule,
    Refused,
    Result,
    Rules,
    Sender,
    Table,
    running,
    texts_of,
    whole_of,
)

AGREE, DISAGREE, PASS = VOTES = (1, 2, 3)
VOTES_TOLD = {AGREE: _("Agree"), DISAGREE: _("Disagree"), PASS: _("Pass")}
STATEMENT_LENGTH = 200


def _check(activity: Activity) -> None:
    least = 0 if _adds(activity) else 1
    if activity.settings.get("statements") != [] or least:
        texts_of(activity, "statements", least=least, most=50)


def _adds(activity: Activity) -> int:
    return whole_of(activity, "adds", least=0, most=10, default=0)


def _notes(activity: Activity) -> NoteRule | None:
    adds = _adds(activity)
    return NoteRule(STATEMENT_LENGTH, adds) if adds else None


def statements(room: Room, activity: Activity) -> dict[int, str]:
    """Number → text of each statement that stands, the prepared ones first."""
    prepared = {-place: text for place, text in enumerate(activity.settings.get("statements", ()), 1)}
    return prepared | {note.id: note.text for note in room.notes_in(activity.id)}


def to_ask(room: Room, activity: Activity, seat: int) -> int:
    """The statement to put before one person: of those not answered yet, the one fewest have heard; 0 for none left."""
    mine, heard = room.given_by(activity.id, seat), room.heard.get(activity.id, {})
    left = [item for item in statements(room, activity) if item not in mine]
    return min(left, key=lambda item: (heard.get(item, 0), (item * 7919 + seat * 104729) % 10007, item), default=0)


def _give(room: Room, sender: Sender, command: GiveOpinion, now: datetime) -> Fact:
    activity = running(room, command.activity, "opinion")
    if command.item not in statements(room, activity):
        raise Refused("no_such_item", _("This statement is not there any more."))
    return Fact("opinion.given", {"activity": activity.id, "item": command.item, "vote": command.vote})


def _given(room: Room, happening: Happening) -> None:
    id, item, vote = happening.data["activity"], happening.data["item"], happening.data["vote"]
    seat = NOBODY if happening.seat is None else happening.seat
    given = dict(room.given_by(id, seat))
    before = given.pop(item, 0)
    heard = room.heard.setdefault(id, {})
    heard[item] = heard.get(item, 0) + bool(vote) - bool(before)
    room.given.setdefault(id, {})[seat] = {**given, item: vote} if vote else given


def _public(after: Room, happening: Happening) -> dict[str, Any]:
    """That somebody answered, never what nor on which statement."""
    id = happening.data["activity"]
    return {"activity": id, "answers": sum(after.heard.get(id, {}).values())}


def _outcome(room: Room, id: str) -> dict[str, Any]:
    """``votes``: [statement, [how many agree, disagree, pass]], by agreement."""
    activity = room.activity(id)
    counts = {item: [0, 0, 0] for item in statements(room, activity)} if activity else {}
    for given in room.given.get(id, {}).values():
        for item, vote in given.items():
            if item in counts:
                counts[item][vote - 1] += 1
    return {"votes": sorted(([item, votes] for item, votes in counts.items() if any(votes)), key=_by_agreement)}


def _by_agreement(counted: list[Any]) -> tuple[float, int, int]:
    """Those first that the largest share of who took a side agrees with."""
    item, (agree, disagree, _pass) = counted
    return (-(agree + 1) / (agree + disagree + 2), -agree, item)


def _results(room: Room, activity: Activity) -> list[Result]:
    stage = room.stage(activity.id)
    texts, votes = statements(room, activity), stage.outcome.get("votes", ())
    if not votes:
        return []
    rows = tuple((texts[item], tuple(counts)) for item, counts in votes if item in texts)
    table = Table(tuple(VOTES_TOLD[vote] for vote in VOTES), rows)
    contribution = room.results.get(stage.number, 0)
    return [Result(stage.number, activity.purpose, (), stage.voters, activity.id, contribution, table)]


def _whole(room: Room) -> dict[str, Any]:
    return {"answers": {id: sum(heard.values()) for id, heard in room.heard.items()}}


def _mine(room: Room, seat: int) -> dict[str, Any]:
    activity = room.activity(room.current)
    if activity is None or activity.method != "opinion":
        return {}
    return {"ask": {activity.id: to_ask(room, activity, seat)}}


METHOD = Method(
    "opinion",
    _("Agree or disagree with statements"),
    check=_check,
    notes=_notes,
    tally=lambda _room, _activity: {},
    outcome=_outcome,
    counts=True,
    results=_results,
    host=lambda activity: {"statements": list(activity.settings.get("statements", ()))},
    rules=Rules(
        decide={"opinion.give": _give},
        participants=frozenset({"opinion.give"}),
        apply={"opinion.given": _given},
        public={"opinion.given": _public},
        private=frozenset({"opinion.given"}),
        whole=_whole,
        mine=_mine,
    ),
)
