"""How imported opinions on statements add up; nothing is told of fewer than ten people (methods.md).

Those given here are told by the map, when the round says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from consultations.deliberation.models import Consultation
from consultations.opinions.domain.picture import SMALLEST_SHOWN
from consultations.opinions.models import Choice, Opinion, Respondent


@dataclass(frozen=True)
class Totals:
    """Current choices on one statement; all None when fewer than ten people chose."""

    people: int | None
    agree: int | None = None
    disagree: int | None = None
    passed: int | None = None


def totals_of(statements: Iterable[int]) -> dict[int, Totals]:
    """Totals by primary key, of those statements that imported people have an opinion on; one query."""
    rows = (
        Opinion.objects.filter(statement_id__in=list(statements), current=True)
        .exclude(person__key="")
        .order_by()
        .values("statement_id")
        .annotate(
            agree=Count("pk", filter=Q(choice=Choice.AGREE)),
            disagree=Count("pk", filter=Q(choice=Choice.DISAGREE)),
            passed=Count("pk", filter=Q(choice=Choice.PASS)),
        )
    )
    return {row["statement_id"]: _shown(row["agree"], row["disagree"], row["passed"]) for row in rows}


def _shown(agree: int, disagree: int, passed: int) -> Totals:
    people = agree + disagree + passed
    return Totals(people, agree, disagree, passed) if people >= SMALLEST_SHOWN else Totals(None)


def turnout(consultation: Consultation) -> tuple[int, int]:
    """(imported people who hold an opinion, their current opinions)."""
    current = Opinion.objects.filter(person__consultation=consultation, current=True).exclude(person__key="").order_by()
    people = Respondent.objects.filter(consultation=consultation, opinions__current=True).exclude(key="")
    return people.distinct().count(), current.count()
