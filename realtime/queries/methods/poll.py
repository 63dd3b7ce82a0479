"""A poll as its pages show it."""

from __future__ import annotations

from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.methods.poll import counted_words, winners_told
from realtime.domain.room import Room


def show(room: Room, activity: Activity, _seat: int | None) -> dict[str, Any]:
    """``words``: what was said and how often; ``outcome``: a ranking's in a sentence."""
    outcome = winners_told(activity, room.stage(activity.id).outcome)
    return {"words": counted_words(room, activity.id), "outcome": outcome}
