"""How far a revision is explained, and what is missing before it can be published."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.decisions.domain.publishing import Standing
from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.changes import ShownChange, changes_between
from consultations.decisions.queries.coverage import totals


@dataclass(frozen=True)
class WorkList:
    """``changes`` since the draft put to consultation; ``unexplained`` those without cause or own-initiative reason."""

    revision: DecisionRevision
    changes: tuple[ShownChange, ...]
    unexplained: tuple[ShownChange, ...]
    standing: Standing

    @property
    def all(self) -> int:
        """Changes and contributions in scope: what publishing asks about."""
        return len(self.changes) + self.standing.in_scope

    @property
    def done(self) -> int:
        return self.all - self.standing.unexplained - self.standing.unanswered

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nothing is missing."""
        return self.done * 100 // self.all if self.all else 100


def work_list(decision: Decision, revision: DecisionRevision | None = None) -> WorkList:
    """What stands between ``revision`` (the newest unless given) and publishing it; six queries at most.

    The contributions still waiting are ``queries.coverage.waiting(decision.consultation)``, paginated by the caller.
    """
    newest = revision or decision.revisions.order_by("-number")[0]
    first = newest if newest.number == 0 else decision.revisions.get(number=0)
    changes = tuple(changes_between(decision, first, newest))
    unexplained = tuple(change for change in changes if not change.is_explained)
    answered, in_scope = totals(decision.consultation)
    standing = Standing(unexplained=len(unexplained), answered=answered, in_scope=in_scope)
    return WorkList(newest, changes, unexplained, standing)
