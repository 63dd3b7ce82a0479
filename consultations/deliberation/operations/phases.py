"""The phases of a consultation: planned as a list, extended one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.enums import Act, ConsultationState, Offer, PhaseKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.operations.clock import span_of_phases, turn_phases
from consultations.deliberation.operations.consultations import locked
from consultations.deliberation.permissions import may_prepare
from consultations.people.enums import Level
from consultations.people.models import Participant


@dataclass(frozen=True)
class PhasePlan:
    """A phase as planned. ``may``: the acts open in it; ``title`` and ``outcome`` map a language to words.

    ``offers``: what those who write proposals are offered; ``levels``: the least that acts ask for, where that is more
    than an account; None leaves either as it stands.
    """

    kind: PhaseKind
    starts_at: datetime
    ends_at: datetime | None = None
    may: Sequence[Act] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    outcome: Mapping[str, str] = field(default_factory=dict)
    offers: Sequence[Offer] | None = None
    levels: Mapping[Act, Level] | None = None


@transaction.atomic
def set_phases(
    *,
    actor: Participant | None,
    consultation: Consultation,
    phases: Sequence[PhasePlan],
    now: datetime,
    reason: str = "",
) -> list[Phase]:
    """Makes the list of phases what ``phases`` says, in this order; the n-th plan changes the n-th phase.

    In an open consultation each changed date goes on the record with ``reason``, which must then be given, and a phase
    that has begun cannot be dropped. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    consultation = locked(consultation)
    _check_plans(phases)
    rows = list(consultation.phases.select_related("consultation"))
    for row in rows[len(phases) :]:
        if row.opened_at:
            raise Unfit("phases", _("A phase that has begun cannot be dropped. End it instead."))
        row.delete()
    for position, plan in enumerate(phases):
        row = rows[position] if position < len(rows) else Phase(consultation=consultation, position=position)
        _apply(row, plan, reason, now)
    span_of_phases(consultation)
    _stand_again(consultation, now)
    return list(consultation.phases.all())


def _check_plans(phases: Sequence[PhasePlan]) -> None:
    for plan in phases:
        if plan.ends_at and plan.ends_at <= plan.starts_at:
            raise Unfit("phases", _("A phase must end after it starts."))


def _apply(row: Phase, plan: PhasePlan, reason: str, now: datetime) -> None:
    before = (row.starts_at, row.ends_at) if row.pk else None
    row.kind = plan.kind
    row.title, row.outcome = dict(plan.title), dict(plan.outcome)
    # Forms know no seconds: what is the same to the minute has not been changed.
    row.starts_at = row.starts_at if before and _same_minute(before[0], plan.starts_at) else plan.starts_at
    row.ends_at = row.ends_at if before and _same_minute(before[1], plan.ends_at) else plan.ends_at
    row.settings = {**row.settings, "may": [act.value for act in plan.may]}
    levels = _levels(row)
    _set_own(row, plan)
    if row.closed_at and (row.ends_at is None or row.ends_at > now):
        row.closed_at = None
    row.save()
    if before and before != (row.starts_at, row.ends_at) and row.consultation.state != ConsultationState.DRAFT:
        later = before[1] is not None and (row.ends_at is None or row.ends_at > before[1])
        _check_reason(reason)
        change = "extended" if later and before[0] == row.starts_at else "rescheduled"
        events.phase_changed(row, change, reason=reason, now=now)
    if before and levels != _levels(row) and row.consultation.state != ConsultationState.DRAFT:
        _check_reason(reason)
        events.phase_changed(row, "eligibility", reason=reason, now=now)


def _set_own(row: Phase, plan: PhasePlan) -> None:
    """What this district keeps of a phase under its own label."""
    own = row.settings.get("deliberation", {})
    if plan.offers is not None:
        own = {**own, "offers": [offer.value for offer in plan.offers]}
    if plan.levels is not None:
        asked = {act.value: level.value for act, level in plan.levels.items() if level is not Level.ACCOUNT}
        own = {**own, "levels": asked}
    if own:
        row.settings = {**row.settings, "deliberation": own}


def _levels(row: Phase) -> dict[Act, Level]:
    """What each act that is open in it asks for."""
    return {act: row.level_for(act) for act in Act if row.lets(act) and row.level_for(act) is not Level.ACCOUNT}


def _same_minute(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Unfit("reason", _("People have planned with these dates. Say why they change; the reason is public."))


def _stand_again(consultation: Consultation, now: datetime) -> None:
    """An open consultation turns its phases; a closed one with time left opens again."""
    over = consultation.closes_at is not None and consultation.closes_at <= now
    if consultation.state == ConsultationState.CLOSED and not over:
        consultation.state = ConsultationState.OPEN
    consultation.save(update_fields=["opens_at", "closes_at", "state"])
    if consultation.state == ConsultationState.OPEN:
        turn_phases(consultation, now)


@transaction.atomic
def extend_phase(
    *, actor: Participant | None, phase: Phase, ends_at: datetime, now: datetime, reason: str = ""
) -> Phase:
    """Gives a phase a later end; in an open consultation with a reason. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    consultation = locked(phase.consultation)
    if consultation.state != ConsultationState.DRAFT:
        _check_reason(reason)
    phase = consultation.phases.select_related("consultation").get(pk=phase.pk)
    if phase.ends_at is None or ends_at <= phase.ends_at:
        raise Unfit("ends_at", _("Choose a date after the present end."))
    phase.ends_at = ends_at
    if phase.closed_at and ends_at > now:
        phase.closed_at = None
    phase.save(update_fields=["ends_at", "closed_at"])
    if consultation.state != ConsultationState.DRAFT:
        events.phase_changed(phase, "extended", reason=reason, now=now)
    span_of_phases(consultation)
    _stand_again(consultation, now)
    return phase
