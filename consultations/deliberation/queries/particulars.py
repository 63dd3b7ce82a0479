"""What stands beside a contribution: its costs, the organisations behind it, the parts that it was split into."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from consultations.deliberation.models import Contribution, CostCheck, Endorsement, Organisation, Split
from consultations.deliberation.models.querysets import Visitor
from consultations.people.models import Participant


@dataclass(frozen=True)
class Beside:
    """``checks``: the newest first; ``split``: the act, with ``parts`` in order."""

    checks: list[CostCheck]
    endorsements: list[Endorsement]
    split: Split | None
    parts: list[Contribution]


def beside(contribution: Contribution) -> Beside:
    """A query for each kind that there is something of; none where there is nothing."""
    parts = parts_of(contribution) if contribution.was_split else []
    return Beside(
        list(contribution.cost_checks.all()) if contribution.checked_cost is not None else [],
        list(contribution.endorsements.select_related("organisation")) if contribution.endorsement_count else [],
        parts[0].part_of if parts else None,
        parts,
    )


def parts_of(contribution: Contribution) -> list[Contribution]:
    found = Contribution.objects.filter(part_of__contribution=contribution).select_related("part_of")
    return list(found.order_by("pk"))


def organisations_of(visitor: Visitor) -> QuerySet[Organisation]:
    """Those for which this person speaks."""
    if not isinstance(visitor, Participant):
        return Organisation.objects.none()
    return Organisation.objects.filter(contacts__participant=visitor).order_by("name", "pk")
