"""Taking a seat in a room."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from realtime.enums import SeatRole
from realtime.models import Seat, Session
from realtime.permissions import may_facilitate, may_join
from realtime.queries.session import token_hash


@transaction.atomic
def join(
    *, session: Session, actor: Participant | None, now: datetime, name: str = "", language: str = "en"
) -> tuple[Seat, str]:
    """The seat of ``actor``, or a new guest's; and the secret for a guest's cookie ("" for an account).

    A person with an account has one seat in a room, however often they join and from however many devices.
    """
    person = as_they_stand(actor)
    session = Session.objects.select_for_update().get(pk=session.pk)
    may_join(person, session).require()
    if person is None:
        token = secrets.token_urlsafe(24)
        seat = Seat.objects.create(
            session=session, token_hash=token_hash(token), name=name, language=language, joined_at=now
        )
        return seat, token
    role = SeatRole.FACILITATOR if may_facilitate(person) else SeatRole.PARTICIPANT
    seat, _ = Seat.objects.update_or_create(
        session=session,
        participant=person,
        defaults={"role": role, "language": language},
        create_defaults={"role": role, "language": language, "joined_at": now, "name": name},
    )
    return seat, ""
