"""Publishing on a date, by the clock (participate/clock.py), if the publishing rule is met then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.decisions.enums import PlanState
from consultations.decisions.models import Decision, PublishingPlan
from consultations.decisions.operations.publishing import check_publishable, publish_decision
from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant

Tell = Callable[[PublishingPlan, datetime], None]


@transaction.atomic
def plan_publication(
    *, actor: Participant, decision: Decision, number: int, at: datetime, now: datetime, missing: str = ""
) -> PublishingPlan:
    """Has revision ``number`` published at ``at``; what would hinder publishing it today hinders planning it.

    At ``at`` the rule is asked again: a newer text, or more missing than ``missing`` was written for, stops it, and
    ``actor`` is told. Raises NotAllowed, Unfit (field ``at``, ``number`` or ``missing``), NotYetExplained, NotYetRead.
    """
    if at <= now:
        raise Unfit("at", _("Choose a time to come."))
    found = check_publishable(actor=actor, decision=decision, number=number, missing=missing)
    revision, standing = found.revision, found.standing
    if revision.plans.filter(state=PlanState.WAITING).exists():
        raise Unfit("at", _("A date is set for this version already."))
    return PublishingPlan.objects.create(
        revision=revision,
        at=at,
        missing=missing.strip(),
        unexplained=standing.unexplained,
        unanswered=standing.unanswered,
        by=actor,
        made_at=now,
    )


@transaction.atomic
def drop_plan(*, actor: Participant, plan: PublishingPlan, now: datetime) -> PublishingPlan:
    """Calls off a plan that has not been carried out. Raises NotAllowed, Unfit (field ``at``)."""
    plan = _locked(plan.pk)
    may_decide(actor).require()
    if plan.state != PlanState.WAITING:
        raise Unfit("at", _("This plan is settled already."))
    return _settle(plan, PlanState.DROPPED, "", now)


def publish_due(*, now: datetime, tell: Tell) -> int:
    """Publishes what was planned for ``now`` or earlier, each in a transaction of its own; returns how many were due.

    Doing it again changes nothing: each plan is settled in the same transaction as what it did. ``tell(plan, now)``,
    called in that transaction, tells whoever planned it that it was stopped and why.
    """
    due = PublishingPlan.objects.filter(state=PlanState.WAITING, at__lte=now).order_by("at", "pk")
    return sum(_carry_out(pk, now, tell) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _carry_out(pk: int, now: datetime, tell: Tell) -> bool:
    plan = _locked(pk)
    if plan.state != PlanState.WAITING:
        return False
    with translation.override(plan.by.language if plan.by else plan.revision.decision.language):
        try:
            with transaction.atomic():
                _publish(plan, now)
        except (Unfit, NotAllowed) as refusal:
            tell(_settle(plan, PlanState.STOPPED, str(refusal), now), now)
        else:
            _settle(plan, PlanState.DONE, "", now)
    return True


def _publish(plan: PublishingPlan, now: datetime) -> None:
    if plan.by is None:
        raise Unfit("at", _("Whoever planned this has no account any more."))
    decision, number = plan.revision.decision, plan.revision.number
    standing = check_publishable(actor=plan.by, decision=decision, number=number, missing=plan.missing).standing
    if standing.unexplained > plan.unexplained or standing.unanswered > plan.unanswered:
        raise Unfit("missing", _("More is missing now than when the date was set."))
    publish_decision(actor=plan.by, decision=decision, number=number, now=now, missing=plan.missing)


def _settle(plan: PublishingPlan, state: PlanState, outcome: str, now: datetime) -> PublishingPlan:
    plan.state, plan.outcome, plan.settled_at = state, outcome, now
    plan.save(update_fields=["state", "outcome", "settled_at"])
    return plan


def _locked(pk: int) -> PublishingPlan:
    plans = PublishingPlan.objects.select_for_update(of=("self",), no_key=True)
    return plans.select_related("revision__decision__consultation", "by").get(pk=pk)
