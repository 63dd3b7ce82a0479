"""Preparing a live session."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from realtime.domain.agenda import Activity, write_agenda
from realtime.domain.codes import fresh_code
from realtime.models import Session
from realtime.permissions import may_prepare


@transaction.atomic
def prepare_session(
    *,
    actor: Participant,
    consultation: Consultation,
    title: str,
    agenda: tuple[Activity, ...],
    language: str,
    now: datetime,
) -> Session:
    """A session with a fresh code, not open yet."""
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
                )
        except IntegrityError:
            continue  # the code is taken, one chance in millions: another is drawn
