"""Consent as its pages show it."""

from __future__ import annotations

from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.methods.consent import verdict
from realtime.domain.room import DONE, Room


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """``reason``: the reader's own; ``outcome``: what came out, in a sentence."""
    own = [note.text for note in room.notes_of(seat) if note.activity == activity.id] if seat is not None else []
    stage = room.stage(activity.id)
    return {"reason": own[-1] if own else "", "outcome": verdict(stage.tallies) if stage.state == DONE else ""}
