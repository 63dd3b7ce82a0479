"""What the calendar does by itself: opening and closing consultations and their phases, once each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from consultations.deliberation import events
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation


def keep_time(*, now: datetime, consultation: Consultation | None = None) -> int:
    """Puts on the record what has fallen due by ``now``, in all consultations or one; returns how many were due.

    Doing it again changes nothing: each opening and closing is marked on its row in the same transaction.
    """
    due = Consultation.objects.due(now)
    if consultation is not None:
        due = due.filter(pk=consultation.pk)
    return sum(_keep(pk, now) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _keep(pk: int, now: datetime) -> bool:
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=pk)
    if consultation.state == ConsultationState.DRAFT:
        due = consultation.scheduled and consultation.opens_at is not None and consultation.opens_at <= now
        if not due or not consultation.texts.filter(language=consultation.language).exists():
            return False
        open_now(consultation, now)
        return True
    if consultation.state == ConsultationState.OPEN:
        turn_phases(consultation, now)
        close_when_over(consultation, now)
        return True
    return False


def open_now(consultation: Consultation, now: datetime) -> Consultation:
    """Opens a locked consultation and the phases whose time has come."""
    consultation.state = ConsultationState.OPEN
    consultation.scheduled = False
    consultation.opened_at = now
    consultation.save(update_fields=["state", "scheduled", "opened_at"])
    events.consultation_opened(consultation, consultation.texts.get(language=consultation.language), now=now)
    turn_phases(consultation, now)
    close_when_over(consultation, now)
    return consultation


def turn_phases(consultation: Consultation, now: datetime) -> None:
    """Marks and records phases of a locked, open consultation that have begun or ended by ``now``."""
    for phase in consultation.phases.select_related("consultation"):
        if phase.opened_at is None and phase.starts_at <= now:
            phase.opened_at = now
            phase.save(update_fields=["opened_at"])
            events.phase_changed(phase, "opened", now=now)
        if phase.opened_at and phase.closed_at is None and phase.ends_at and phase.ends_at <= now:
            phase.closed_at = now
            phase.save(update_fields=["closed_at"])
            events.phase_changed(phase, "closed", now=now)


def close_when_over(consultation: Consultation, now: datetime) -> None:
    """Closes a locked, open consultation whose last phase has ended."""
    if consultation.closes_at and consultation.closes_at <= now:
        consultation.state = ConsultationState.CLOSED
        consultation.save(update_fields=["state"])


def span_of_phases(consultation: Consultation) -> None:
    """Sets ``opens_at`` and ``closes_at`` from the phases: no closing date while one of them has no end."""
    phases = consultation.phases.order_by("starts_at", "pk")
    first = phases.first()
    endless = phases.filter(ends_at=None).exists()
    consultation.opens_at = first.starts_at if first else None
    consultation.closes_at = None if endless else phases.aggregate(last=Max("ends_at"))["last"]
