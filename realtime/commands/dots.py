"""Dots on what matters most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import NUMBER, op, whole, word


@dataclass(frozen=True, slots=True)
class SetDots:
    """Participant: how many of one's dots stand on an item (0 takes them back)."""

    type: ClassVar[str] = "dots.set"
    op: str = op()
    activity: str = word("id in the agenda")
    item: int = whole(1, NUMBER, "number of the theme or note")
    count: int = whole(0, 50, "dots on it from now on")


COMMANDS = (SetDots,)
