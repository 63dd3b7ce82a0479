"""What the pages show of an activity beside its notes and options, by method; those without an entry show no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.room import Room
from realtime.queries.methods import breakouts, consent, inform, opinion, poll, speak, write

Show = Callable[[Room, Activity, int | None], dict[str, Any]]
SHOWS: dict[str, Show] = {
    "breakouts": breakouts.show,
    "consent": consent.show,
    "inform": inform.show,
    "opinion": opinion.show,
    "poll": poll.show,
    "speak": speak.show,
    "write": write.show,
}
