"""Usual courses of a consultation, from which the form starts; every date and choice can be changed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import Act, PhaseKind


@dataclass(frozen=True)
class Stretch:
    """A phase of ``days`` length (None: no end) in which ``may`` is open."""

    kind: PhaseKind
    days: int | None
    may: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Course:
    words: str | Promise
    stretches: tuple[Stretch, ...]

    def course(self) -> dict[str, Any]:
        """As cms.queries.courses reads a course off a consultation."""
        phases, after = [], 0.0
        for stretch in self.stretches:
            lasts = timedelta(days=stretch.days).total_seconds() if stretch.days else None
            told = {"kind": stretch.kind.value, "title": {}, "outcome": {}, "may": [act.value for act in stretch.may]}
            phases.append({**told, "after": after, "lasts": lasts, "offers": None})
            after += lasts or 0
        return {"phases": phases}


COURSES: dict[str, Course] = {
    "ideas": Course(
        _("Collect ideas, then decide"),
        (
            Stretch(PhaseKind.PROPOSE, 28, (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)),
            Stretch(PhaseKind.DISCUSS, 21, (Act.COMMENT, Act.SUPPORT)),
            Stretch(PhaseKind.DECISION, 28),
            Stretch(PhaseKind.FOLLOW_UP, None),
        ),
    ),
    "draft": Course(
        _("Put a draft up for comments"),
        (
            Stretch(PhaseKind.INFORM, 7),
            Stretch(PhaseKind.DISCUSS, 28, (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)),
            Stretch(PhaseKind.DECISION, 28),
        ),
    ),
    "opinions": Course(
        _("Ask for opinions on statements"),
        (
            Stretch(PhaseKind.STATEMENTS, 28, (Act.OPINE, Act.PROPOSE)),
            Stretch(PhaseKind.DISCUSS, 14, (Act.COMMENT, Act.SUPPORT)),
            Stretch(PhaseKind.DECISION, 28),
        ),
    ),
    "survey": Course(
        _("Ask in a survey"),
        (Stretch(PhaseKind.SURVEY, 21, (Act.ANSWER,)), Stretch(PhaseKind.DECISION, 28)),
    ),
    "budget": Course(
        _("Share out a budget"),
        (
            Stretch(PhaseKind.PROPOSE, 28, (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)),
            Stretch(PhaseKind.INFORM, 21),
            Stretch(PhaseKind.BUDGET, 14, (Act.VOTE,)),
            Stretch(PhaseKind.FOLLOW_UP, None, (Act.COMMENT,)),
        ),
    ),
    "text": Course(
        _("Discuss a draft sentence by sentence"),
        (Stretch(PhaseKind.DRAFT_TEXT, 28, (Act.COMMENT, Act.SUPPORT)), Stretch(PhaseKind.DECISION, 28)),
    ),
    "short": Course(
        _("One open phase"),
        (Stretch(PhaseKind.PROPOSE, 28, (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)),),
    ),
}
FIRST_COURSE = "ideas"
