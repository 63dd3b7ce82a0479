"""Opinions on statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import NUMBER, op, whole, word


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """Participant: one's opinion on a statement from now on (0 takes it back)."""

    type: ClassVar[str] = "opinion.give"
    op: str = op()
    activity: str = word("id in the agenda")
    item: int = whole(-100, NUMBER, "number of the note that makes the statement; -1, -2 … for those prepared")
    vote: int = whole(0, 3, "1 agree, 2 disagree, 3 pass, 0 none")


COMMANDS = (GiveOpinion,)
