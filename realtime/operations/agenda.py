"""Changing the agenda of a session: an event of its log, so that every screen and the minutes agree."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from consultations.people.models import Participant
from realtime.domain.agenda import read_agenda, write_agenda
from realtime.domain.revise import Change, revised
from realtime.domain.rules import Fact
from realtime.models import Seat, Session
from realtime.operations.commit import close_logs, open_logs
from realtime.permissions import may_change_agenda


@transaction.atomic
def revise_agenda(
    *, actor: Participant | None, session: Session, change: Change, now: datetime, seat: Seat | None = None
) -> Session:
    """The session with its agenda changed by a facilitator, or from the ``seat`` of somebody who helps to lead it.

    Raises Refused for a step that has been opened, and NotAllowed.
    """
    log = open_logs([session.pk])[session.pk]
    seat = Seat.objects.select_related("participant").filter(pk=seat.pk).first() if seat is not None else None
    may_change_agenda(actor, log.session, seat).require()
    agenda = write_agenda(revised(log.room, change))
    read_agenda(agenda)
    if agenda != write_agenda(log.room.agenda):
        log.write(Fact("agenda.revised", {"agenda": agenda}), op=f"revise:{uuid.uuid4()}", seat=None, now=now)
    close_logs([log], now)
    return log.session
