"""How each contribution stands: its answer, or the one that it is answered with."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from consultations.decisions.domain.coverage import answered_with_others
from consultations.decisions.enums import Outcome
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.record.models import Event


def _events_of(outer: str, type_: str) -> QuerySet[Event]:
    subject = Concat(Value("contribution/"), Cast(OuterRef(outer), CharField()), output_field=CharField())
    return Event.objects.filter(subject=subject, type=type_)


def with_standing(contributions: QuerySet[Contribution]) -> QuerySet[Any]:
    """Adds ``outcome_now`` (an Outcome) and ``with_id``, the contribution that this one is answered with, if any."""
    withdrawn = Q(state=ContributionState.WITHDRAWN) | Q(
        Q(state=ContributionState.ERASED) & Exists(_events_of("pk", "contribution.withdrawn"))
    )
    return contributions.annotate(
        answer=FilteredRelation("dispositions", condition=Q(dispositions__latest=True)),
    ).annotate(
        outcome_now=Case(
            When(withdrawn, then=Value(Outcome.WITHDRAWN.value)),
            When(merged_into__isnull=False, then=Value(Outcome.MERGED.value)),
            When(answer__isnull=True, then=Value(Outcome.PENDING.value)),
            default=F("answer__outcome"),
            output_field=CharField(),
        ),
        with_id=Case(
            When(withdrawn, then=None),
            When(merged_into__isnull=False, then=F("merged_into_id")),
            When(answer__outcome=Outcome.MERGED, then=F("answer__into_id")),
            default=None,
            output_field=BigIntegerField(),
        ),
    )


OWN_ANSWER = ~Q(outcome_now__in=[Outcome.PENDING, Outcome.MERGED])
"""With ``with_standing``: has an answer of its own, or needs none."""


@dataclass
class Together:
    """Those answered with another. ``rows``: the asked ones; ``answered``: which of them have an answer that way."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    answered: set[int] = field(default_factory=set)


def answered_together(contributions: QuerySet[Contribution], *fields: str) -> Together:
    """Of ``contributions`` those that are answered with another, and whether that one has an answer.

    ``fields`` are read into the rows besides pk and with_id. Two queries, and one more a link of a longer chain.
    """
    rows = list(with_standing(contributions).filter(with_id__isnull=False).order_by().values("pk", "with_id", *fields))
    reached = leading_to_answer({row["with_id"] for row in rows})
    return Together(rows, {row["pk"] for row in rows if row["with_id"] in reached})


def leading_to_answer(targets: Set[int]) -> set[int]:
    """Which of the contributions with these numbers have an answer, of their own or with another in turn.

    One query a link of the longest chain, none for nothing.
    """
    into: dict[int, int] = {}
    answered: set[int] = set()
    known: set[int] = set()
    unknown = set(targets)
    while unknown:
        rows = with_standing(Contribution.objects.filter(pk__in=unknown)).order_by()
        known |= unknown
        for pk, outcome, further in rows.values_list("pk", "outcome_now", "with_id"):
            if further is not None:
                into[pk] = further
            elif outcome != Outcome.PENDING:
                answered.add(pk)
        unknown = set(into.values()) - known
    return (answered | answered_with_others(into, answered)) & targets
