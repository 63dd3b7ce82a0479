"""On which page of the changes a change stands, for whatever leads there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.changes import CHANGES_ON_A_PAGE


@dataclass(frozen=True)
class ChangePages:
    """The pages of all changes between two revisions; ``base``: the address of the first."""

    base: str
    older: int
    newer: int

    def address(self, number: int) -> str:
        """Of the change with this number, in reading order."""
        page = (number - 1) // CHANGES_ON_A_PAGE + 1
        return f"{self.base}?from={self.older}&to={self.newer}&page={page}#change-{number}"


def change_pages(decision: Decision, older: DecisionRevision, newer: DecisionRevision) -> ChangePages:
    base = reverse("decisions:changes", args=[decision.consultation.slug, decision.slug])
    return ChangePages(base, older.number, newer.number)
