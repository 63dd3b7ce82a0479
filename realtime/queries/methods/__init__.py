"""What the pages show of an activity beside its notes, by method; those without an entry show nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.room import Room

Show = Callable[[Room, Activity, int | None], dict[str, Any]]
SHOWS: dict[str, Show] = {}
