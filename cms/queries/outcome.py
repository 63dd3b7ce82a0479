"""What an outcome page tells, read from the districts at the moment it is read. No figure is stored with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from consultations.decisions.enums import RevisionState
from consultations.decisions.models import Decision, DecisionRevision, Promise
from consultations.decisions.queries.changes import ShownChange
from consultations.decisions.queries.coverage import Coverage, coverage_of
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.models import Consultation, Contribution, Support
from consultations.deliberation.queries.quoting import quotable


@dataclass(frozen=True)
class DuePromise:
    """A promise and whether it is late on the day the page is read."""

    promise: Promise
    late: bool


class OutcomeFacts:
    """The facts behind one page; each is read once, when a block asks for it."""

    def __init__(self, consultation: Consultation, decision: Decision | None, now: datetime) -> None:
        self.consultation = consultation
        self.decision = decision
        self.now = now

    @cached_property
    def revision(self) -> DecisionRevision | None:
        """The published text in force; None before publication or without a decision."""
        if self.decision is None:
            return None
        return self.decision.revisions.filter(state=RevisionState.PUBLISHED).order_by("-number").first()

    @cached_property
    def is_being_revised(self) -> bool:
        """Whether a newer text than the published one is in preparation."""
        return (
            self.revision is not None
            and self.decision is not None
            and self.decision.revisions.filter(number__gt=self.revision.number).exists()
        )

    @cached_property
    def span(self) -> tuple[DecisionRevision, DecisionRevision] | None:
        """The draft put to consultation and the published text; None before publication."""
        if self.revision is None or self.decision is None:
            return None
        return self.decision.revisions.defer("body").get(number=0), self.revision

    @cached_property
    def changes(self) -> Sequence[ShownChange]:
        """From the draft put to consultation to the published text; empty before publication."""
        if self.revision is None or self.decision is None:
            return ()
        return work_list(self.decision, self.revision).changes

    @cached_property
    def changes_by_people(self) -> list[ShownChange]:
        return [change for change in self.changes if change.causes]

    @cached_property
    def coverage(self) -> Coverage:
        return coverage_of(self.consultation)

    @cached_property
    def promises(self) -> list[DuePromise]:
        if self.decision is None:
            return []
        found = self.decision.promises.prefetch_related("updates").order_by("due", "pk")
        return [DuePromise(promise, late=promise.is_late(self.now.date())) for promise in found]

    def figure(self, name: str) -> int:
        """One of FIGURES, counted now. Raises KeyError for another name."""
        return {
            "contributions": self._contributions,
            "people": self._people,
            "supports": self._supports,
            "answered": lambda: self.coverage.overall.answered,
            "changes": lambda: len(self.changes),
            "changes_by_people": lambda: len(self.changes_by_people),
            "promises": lambda: len(self.promises),
        }[name]()

    def _public(self) -> Any:
        return Contribution.objects.public().filter(consultation=self.consultation)

    def _contributions(self) -> int:
        return int(self._public().count())

    def _people(self) -> int:
        return int(self._public().filter(author__isnull=False).order_by().values("author").distinct().count())

    def _supports(self) -> int:
        return Support.objects.filter(contribution__consultation=self.consultation).count()


FIGURES = ("contributions", "people", "supports", "answered", "changes", "changes_by_people", "promises")


def quoted(numbers: Sequence[int], consultation: Consultation) -> dict[int, Contribution]:
    """The contributions of ``consultation`` among ``numbers`` that may be quoted now; one query."""
    found = quotable().filter(consultation=consultation, pk__in=numbers)
    return {one.pk: one for one in found.select_related("author")}
