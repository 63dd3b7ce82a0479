"""Statements as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.methods.opinion import statements, to_ask
from realtime.domain.room import Room
from realtime.queries.opinion_map import has_map


@dataclass(frozen=True, slots=True)
class Statement:
    """``vote``: the reader's own, 0 for none. The figures are those after closing."""

    item: int
    text: str
    vote: int
    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def answered(self) -> int:
        return self.agree + self.disagree + self.passed


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """``ask``: the statement to put before the reader; ``statements``: all, with their votes; ``told``: by agreement.

    ``mine``: how many they answered; ``answers``: how many everyone gave.
    """
    mine, texts = room.given_by(activity.id, seat), statements(room, activity)
    every = [Statement(item, text, mine.get(item, 0)) for item, text in texts.items()]
    asked = to_ask(room, activity, seat or 0)
    votes = room.stage(activity.id).outcome.get("votes", ())
    return {
        "ask": next((each for each in every if each.item == asked), None),
        "statements": every,
        "mine": sum(1 for each in every if each.vote),
        "answers": sum(room.heard.get(activity.id, {}).values()),
        "told": [Statement(item, texts[item], mine.get(item, 0), *counts) for item, counts in votes if item in texts],
        "has_map": has_map(room, activity),
        "adds": int(activity.settings.get("adds", 0)),
    }
