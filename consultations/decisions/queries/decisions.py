"""The decisions of a consultation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.reading import in_force
from consultations.deliberation.models import Consultation


@dataclass(frozen=True)
class Listed:
    """``revision``: the one in force, else the newest; ``changes``: how many changes were stored up to the newest."""

    decision: Decision
    revision: DecisionRevision
    newest: DecisionRevision
    changes: int


def decisions_of(consultation: Consultation) -> list[Listed]:
    """In the order in which they were begun; two queries."""
    revisions = DecisionRevision.objects.defer("body").order_by("number")
    found = (
        consultation.decisions.annotate(changes=Count("revisions__changes", filter=Q(revisions__number__gt=0)))
        .prefetch_related(Prefetch("revisions", revisions))
        .order_by("created_at", "pk")
    )
    return [
        Listed(decision, in_force(every := list(decision.revisions.all())), every[-1], decision.changes)
        for decision in found
    ]
