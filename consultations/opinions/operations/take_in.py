"""Taking in the opinions of people who took part on another platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from consultations.deliberation.models import Consultation
from consultations.opinions.enums import Choice, Look
from consultations.opinions.models import Opinion, Respondent, Statement

Pair = tuple[int, int]
BATCH = 2000


@dataclass(frozen=True)
class OpinionEvent:
    """``statement`` is the primary key of a contribution, ``person`` the source's key, ``choice`` 1, -1 or 0."""

    statement: int
    person: str
    choice: int
    at: datetime


@transaction.atomic
def take_in_opinions(*, consultation: Consultation, events: Sequence[OpinionEvent]) -> list[bool]:
    """Stores ``events``, given in the order of time; for each, True if it is new and False if it stood already.

    Of several events of one person on one statement the last one counts; all are kept.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    people = _people(consultation, {event.person for event in events})
    stored, current = _stored(consultation)
    fresh: list[Opinion] = []
    is_new: list[bool] = []
    for event in events:
        person = people[event.person]
        key = (event.statement, person, event.choice, event.at)
        is_new.append(stored[key] == 0)
        if stored[key]:
            stored[key] -= 1
        else:
            fresh.append(Opinion(statement_id=event.statement, person_id=person, choice=event.choice, at=event.at))
    superseded = _mark_current(fresh, current)
    for start in range(0, len(superseded), BATCH):
        Opinion.objects.filter(pk__in=superseded[start : start + BATCH]).update(current=False)
    Opinion.objects.bulk_create(fresh, batch_size=BATCH)
    count_anew(consultation=consultation)
    return is_new


def _people(consultation: Consultation, keys: Iterable[str]) -> dict[str, int]:
    imported = Respondent.objects.filter(consultation=consultation).exclude(key="")
    known = dict(imported.values_list("key", "pk"))
    missing = [Respondent(consultation=consultation, key=key) for key in sorted(set(keys) - known.keys())]
    Respondent.objects.bulk_create(missing, batch_size=BATCH)
    return known | {person.key: person.pk for person in missing}


def _stored(
    consultation: Consultation,
) -> tuple[Counter[tuple[int, int, int | None, datetime]], dict[Pair, tuple[int, datetime]]]:
    """The events that stand, counted, and of each pair the current one's primary key and time."""
    counts: Counter[tuple[int, int, int | None, datetime]] = Counter()
    current: dict[Pair, tuple[int, datetime]] = {}
    rows = (
        Opinion.objects.filter(person__consultation=consultation)
        .exclude(choice=None)
        .values_list("pk", "statement_id", "person_id", "choice", "at", "current")
    )
    for pk, statement, person, choice, at, is_current in rows.iterator(chunk_size=BATCH):
        counts[statement, person, choice, at] += 1
        if is_current:
            current[statement, person] = (pk, at)
    return counts, current


def _mark_current(fresh: list[Opinion], current: dict[Pair, tuple[int, datetime]]) -> list[int]:
    """Marks the last new event of each pair unless a later one stands; returns the primary keys that it supersedes."""
    last: dict[Pair, Opinion] = {}
    for opinion in fresh:
        last[opinion.statement_id, opinion.person_id] = opinion
    superseded = []
    for pair, opinion in last.items():
        standing = current.get(pair)
        if standing and standing[1] > opinion.at:
            continue
        opinion.current = True
        if standing:
            superseded.append(standing[0])
    return superseded


@dataclass(frozen=True)
class IncomingStatement:
    """``statement``: the primary key of its contribution, given at ``at``; ``look``: of the source's moderators."""

    statement: int
    look: Look
    meta: bool
    seed: bool
    language: str
    at: datetime


@transaction.atomic
def take_in_statements(*, consultation: Consultation, statements: Sequence[IncomingStatement]) -> None:
    """What the source says about statements beside their words; of those that stand already nothing changes."""
    standing = set(
        Statement.objects.filter(consultation=consultation, contribution__isnull=False).values_list(
            "contribution_id", flat=True
        )
    )
    Statement.objects.bulk_create(
        (
            Statement(
                consultation=consultation,
                contribution_id=each.statement,
                language=each.language,
                seed=each.seed,
                meta=each.meta,
                look=each.look,
                handed_in_at=each.at,
            )
            for each in statements
            if each.statement not in standing
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def count_anew(*, consultation: Consultation) -> None:
    """The counters of every statement, from its current opinions."""
    current = Opinion.objects.filter(statement__consultation=consultation, current=True).order_by()
    counted = {
        row["statement_id"]: row
        for row in current.values("statement_id").annotate(
            agree=Count("pk", filter=Q(choice=Choice.AGREE)),
            disagree=Count("pk", filter=Q(choice=Choice.DISAGREE)),
            passed=Count("pk", filter=Q(choice=Choice.PASS)),
        )
    }
    rows = list(Statement.objects.select_for_update().filter(consultation=consultation, contribution__isnull=False))
    for row in rows:
        found = counted.get(row.contribution_id or 0)
        row.agree, row.disagree, row.passed = (
            (found["agree"], found["disagree"], found["passed"]) if found else (0, 0, 0)
        )
    Statement.objects.bulk_update(rows, ["agree", "disagree", "passed"], batch_size=BATCH)


def people_without_opinions(*, consultation: Consultation, keys: Iterable[str]) -> None:
    """Keeps people of whom the source holds no choice, so that the number of participants is right."""
    _people(consultation, keys)
