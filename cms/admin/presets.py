"""Usual courses of a consultation, from which the form starts; every date and choice can be changed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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

    def initial(self, now: datetime) -> list[dict[str, Any]]:
        """Initial values for the phases of the form, one after another from ``now`` on."""
        rows, starts = [], now.replace(second=0, microsecond=0)
        for stretch in self.stretches:
            ends = starts + timedelta(days=stretch.days) if stretch.days else None
            rows.append({"kind": stretch.kind, "starts_at": starts, "ends_at": ends, "may": [*stretch.may]})
            starts = ends or starts
        return rows


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
    "short": Course(
        _("One open phase"),
        (Stretch(PhaseKind.PROPOSE, 28, (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)),),
    ),
}
FIRST_COURSE = "ideas"
