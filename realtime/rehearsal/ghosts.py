"""What a ghost wants to do next in a room: made-up, plausible, at the pace of a person. Pure but for the dice given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from realtime.commands import COMMANDS
from realtime.domain.activity import Activity
from realtime.domain.methods import METHODS
from realtime.domain.methods.opinion import to_ask
from realtime.domain.methods.write import mode_of
from realtime.domain.room import Room
from realtime.domain.rules import NoteRule

Fields = dict[str, Any]
Wish = Callable[[Room, Activity, int, Random], Fields | None]

SENTENCES = (
    gettext_lazy("More benches in the shade"),
    gettext_lazy("I never know whom to ask"),
    gettext_lazy("It takes three visits, one should be enough"),
    gettext_lazy("Signs in large letters, and in my language"),
    gettext_lazy("Open in the evening, once a week"),
    gettext_lazy("Somebody who answers the telephone"),
    gettext_lazy("The form asks for things the city knows already"),
    gettext_lazy("It works well for me"),
    gettext_lazy("A ramp at the side door"),
    gettext_lazy("Tell me when something changes"),
    gettext_lazy("Ask young people, too"),
    gettext_lazy("Safer ways to walk there after dark"),
)
WORDS = (
    gettext_lazy("trust"),
    gettext_lazy("time"),
    gettext_lazy("shade"),
    gettext_lazy("neighbours"),
    gettext_lazy("quiet"),
    gettext_lazy("patience"),
)
MOST_NOTES = 3
# Chances in one look at the room; a ghost looks every LOOK seconds.
LOOK = 1.5
WRITES, CHOOSES, ASKS, CHANGES = 0.04, 0.12, 0.02, 0.005


def wish(room: Room, seat: int, dice: Random, text: str = "") -> Any | None:
    """A command that the ghost on ``seat`` sends now, or None. What it says is in the language of this moment.

    ``text``: what the running step writes together, where it does.
    """
    activity = room.activity(room.current)
    if room.state != "open" or activity is None:
        return None
    fields = _wished(room, activity, seat, dice, text)
    if fields is None:
        return None
    name, op = fields.pop("type"), f"ghost-{dice.getrandbits(96):024x}"
    return COMMANDS[name](op=op, activity=activity.id, **fields)


def _wished(room: Room, activity: Activity, seat: int, dice: Random, text: str) -> Fields | None:
    method = METHODS[activity.method]
    if activity.method == "write":
        return _line(room, activity, text, dice)
    if activity.method in OWN:
        return OWN[activity.method](room, activity, seat, dice)
    rule = method.notes(activity)
    if method.choose is not None and room.stage(activity.id).items and not room.given_by(activity.id, seat):
        return _choice(room, activity, dice)
    return _note(room, activity, seat, dice, rule) if rule is not None else None


def _note(room: Room, activity: Activity, seat: int, dice: Random, rule: NoteRule) -> Fields | None:
    written = sum(1 for note in room.notes_of(seat) if note.activity == activity.id)
    if written >= min(rule.most or MOST_NOTES, MOST_NOTES) or dice.random() > WRITES:
        return None
    among = WORDS if rule.length < 100 else SENTENCES
    return {"type": "note.add", "text": gettext(str(dice.choice(among)))}


def _choice(room: Room, activity: Activity, dice: Random) -> Fields | None:
    if dice.random() > CHOOSES:
        return None
    items = list(room.stage(activity.id).items)
    if METHODS[activity.method].ranks(activity):
        chosen = dice.sample(items, len(items))
    elif activity.settings.get("kind") == "multiple":
        chosen = [item for item in items if dice.random() < 0.4] or items[:1]
    else:
        chosen = [_one(items, dice)]
    return {"type": "answer.give", "choices": tuple(chosen)}


def _one(items: Sequence[int], dice: Random) -> int:
    """Earlier ones a little more often, so that a result stands out."""
    return dice.choices(items, weights=range(len(items) + 1, 1, -1))[0]


def _dots(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    given, items = room.given_by(activity.id, seat), room.stage(activity.id).items
    left = int(activity.settings.get("dots", 3)) - sum(given.values())
    if left < 1 or not items or dice.random() > CHOOSES:
        return None
    item = _one(items, dice)
    return {"type": "dots.set", "item": item, "count": given.get(item, 0) + 1}


def _consent(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    if room.given_by(activity.id, seat) or dice.random() > CHOOSES:
        return None
    stand = dice.choices((1, 2, 3, 4), weights=(12, 4, 2, 1))[0]
    return {"type": "consent.give", "stand": stand, "reason": _sentence(dice) if stand in (2, 4) else ""}


def _opinion(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    item = to_ask(room, activity, seat)
    if not item or dice.random() > CHOOSES:
        return None
    # Two camps, so that a map has something to show.
    votes = ((6, 2, 1), (2, 6, 1))[(seat + item) % 2 if item % 3 == 0 else seat % 2]
    return {"type": "opinion.give", "item": item, "vote": dice.choices((1, 2, 3), weights=votes)[0]}


def _speak(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    waits = any(turn.seat == seat for turn in room.floor.waiting)
    if dice.random() > (CHANGES if waits else ASKS):
        return None
    return {"type": "floor.leave"} if waits else {"type": "floor.ask", "name": ""}


def _line(room: Room, activity: Activity, text: str, dice: Random) -> Fields | None:
    mode = mode_of(room, activity)
    if mode == "read" or dice.random() > ASKS:
        return None
    if mode == "suggest":
        return {"type": "draft.suggest", "passage": 0, "quote": "", "text": _sentence(dice)}
    return {"type": "draft.save", "base": text, "text": f"{text}\n{_sentence(dice)}".lstrip()}


def _sentence(dice: Random) -> str:
    return gettext(str(dice.choice(SENTENCES)))


def _inform(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    if not activity.settings.get("questions"):
        return None
    others = [note.id for note in room.notes_in(activity.id) if note.seat != seat]
    if others and dice.random() < CHOOSES:
        return {"type": "question.support", "note": dice.choice(others), "count": 1}
    return _note(room, activity, seat, dice, NoteRule())


def _breakouts(room: Room, activity: Activity, seat: int, dice: Random) -> Fields | None:
    groups = room.groups.get(activity.id)
    if groups is None:
        return None
    if not groups.group_of(seat):
        chosen = dice.randint(1, groups.count) if activity.settings["how"] == "choose" else 0
        return {"type": "group.join", "group": chosen} if dice.random() < CHOOSES else None
    said = _note(room, activity, seat, dice, NoteRule())
    return said and {**said, "type": "group.write"}


OWN: dict[str, Wish] = {
    "prioritise": _dots,
    "consent": _consent,
    "opinion": _opinion,
    "speak": _speak,
    "inform": _inform,
    "breakouts": _breakouts,
}
