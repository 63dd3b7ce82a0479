"""Answers to what is put before the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import MOST_OPTIONS, op, wholes, word


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """Participant: one's answer to a poll from now on (none takes it back)."""

    type: ClassVar[str] = "answer.give"
    op: str = op()
    activity: str = word("id in the agenda")
    choices: tuple[int, ...] = wholes(1, MOST_OPTIONS, MOST_OPTIONS, "numbers of the options chosen, from 1")


COMMANDS = (GiveAnswer,)
