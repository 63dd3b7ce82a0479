"""Slides, and the questions that people ask about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import MOST_SLIDES, NUMBER, op, whole, word


@dataclass(frozen=True, slots=True)
class ShowSlide:
    """Facilitator: what everyone sees from now on."""

    type: ClassVar[str] = "slide.show"
    op: str = op()
    activity: str = word("id in the agenda")
    slide: int = whole(1, MOST_SLIDES, "its place in the agenda's step, from 1")


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """Participant: that one would like to know, too."""

    type: ClassVar[str] = "question.support"
    op: str = op()
    activity: str = word("id in the agenda")
    note: int = whole(1, NUMBER, "number of the question's note")
    count: int = whole(0, 1, "0 takes it back")


@dataclass(frozen=True, slots=True)
class MarkQuestion:
    """Facilitator: how far a question is; one that was being answered is answered when another one is."""

    type: ClassVar[str] = "question.mark"
    op: str = op()
    activity: str = word("id in the agenda")
    note: int = whole(1, NUMBER, "number of the question's note")
    state: str = word("open, now or answered")


COMMANDS = (ShowSlide, SupportQuestion, MarkQuestion)
