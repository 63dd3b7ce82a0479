"""Rehearsing a session: a copy of it with ghosts, which leaves nothing behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from consultations.people.models import Participant
from realtime.domain.agenda import write_agenda
from realtime.domain.codes import fresh_code
from realtime.models import Seat, Session
from realtime.permissions import may_facilitate, may_rehearse
from realtime.queries.log import room_of

FEWEST, MOST = 5, 50
FORGOTTEN = timedelta(hours=2)


@transaction.atomic
def begin_rehearsal(*, actor: Participant, session: Session, ghosts: int, now: datetime) -> Session:
    """A copy of ``session`` with its agenda of this moment and ``ghosts`` seats; an earlier copy is deleted."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    may_rehearse(actor, session).require()
    session.rehearsals.all().delete()
    copy = _copy(actor, session, now)
    seats = [
        Seat(session=copy, language=session.language, joined_at=now) for _ in range(min(max(ghosts, FEWEST), MOST))
    ]
    Seat.objects.bulk_create(seats)
    return copy


def _copy(actor: Participant, session: Session, now: datetime) -> Session:
    while True:
        try:
            with transaction.atomic():
                return Session.objects.create(
                    consultation_id=session.consultation_id,
                    code=fresh_code(),
                    title=session.title,
                    language=session.language,
                    agenda=write_agenda(room_of(session).agenda),
                    rehearsal_of=session,
                    created_by=actor,
                    created_at=now,
                )
        except IntegrityError:
            continue  # the code is taken, one chance in millions: another is drawn


@transaction.atomic
def end_rehearsal(*, actor: Participant, session: Session, now: datetime) -> Session:
    """Deletes the copy and all that happened in it; returns the session that was rehearsed."""
    may_facilitate(actor).require()
    copy = Session.objects.select_for_update(of=("self",)).select_related("rehearsal_of").get(pk=session.pk)
    if copy.rehearsal_of is None:
        raise ValueError("this session is no rehearsal")
    copy.delete()
    return copy.rehearsal_of


@transaction.atomic
def forget_rehearsals(*, now: datetime) -> int:
    """Deletes those that nobody ended; returns how many."""
    left = Session.objects.exclude(rehearsal_of=None).filter(created_at__lt=now - FORGOTTEN)
    count = left.count()
    left.delete()
    return count
