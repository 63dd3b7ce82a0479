"""Preparing a live session, and saying when and where it will be."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from realtime.domain.activity import Activity
from realtime.domain.agenda import write_agenda
from realtime.domain.codes import fresh_code
from realtime.domain.plan import NO_PLAN, Plan
from realtime.models import Session
from realtime.permissions import may_plan, may_prepare


@transaction.atomic
def prepare_session(
    *,
    actor: Participant,
    consultation: Consultation,
    title: str,
    agenda: tuple[Activity, ...],
    language: str,
    now: datetime,
    plan: Plan = NO_PLAN,
) -> Session:
    """A session with a fresh code, not open yet. Raises Unfit for a plan that does not hold."""
    plan.check()
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    may_prepare(actor, consultation).require()
    while True:
        try:
            with transaction.atomic():
                return Session.objects.create(
                    consultation=consultation,
                    code=fresh_code(),
                    title=title,
                    language=language,
                    agenda=write_agenda(agenda),
                    created_by=actor,
                    created_at=now,
                    **asdict(plan),
                )
        except IntegrityError:
            continue  # the code is taken, one chance in millions: another is drawn


@transaction.atomic
def plan_session(*, actor: Participant, session: Session, plan: Plan, now: datetime) -> Session:
    """When, where and with which help it will be, until it opens. Raises NotAllowed, or Unfit naming the field."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    may_plan(actor, session).require()
    plan.check()
    for name, value in asdict(plan).items():
        setattr(session, name, value)
    session.save(update_fields=list(asdict(plan)))
    return session
