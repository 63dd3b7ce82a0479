"""How a revision stands on its way into force: the second person's reading and the date set for it."""

from __future__ import annotations

from typing import Any

from consultations.decisions.enums import PlanState
from consultations.decisions.models import PublishingPlan
from consultations.decisions.permissions import may_review
from consultations.decisions.queries.readers import last_review, needs_second_reader
from consultations.decisions.queries.standing import WorkList
from consultations.people.models import Participant


def way_into_force(work: WorkList, person: Participant) -> dict[str, Any]:
    """For the desk's page: ``review`` and whether ``person`` may give it, ``plan`` and the last one ``stopped``."""
    revision = work.revision
    review = last_review(revision)
    plans = PublishingPlan.objects.filter(revision__decision=revision.decision).select_related("revision")
    return {
        "second_reader": needs_second_reader(revision.decision.consultation),
        "review": review,
        "may_review": may_review(person, review) if review else None,
        "plan": plans.filter(state=PlanState.WAITING).order_by("at", "pk").first(),
        "stopped": plans.filter(state=PlanState.STOPPED, revision=revision).order_by("-at", "-pk").first(),
    }
