"""Finding sessions and seats."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db.models import Case, QuerySet, When

from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from realtime.enums import RoomState
from realtime.models import Seat, Session


def with_code(code: str) -> Session | None:
    return Session.objects.select_related("consultation", "created_by").filter(code=code).first()


def _listed(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Open ones first, then prepared, then closed; newest first within each. Rehearsals are in no list."""
    order = Case(When(state=RoomState.OPEN, then=0), When(state=RoomState.PREPARED, then=1), default=2)
    return sessions.filter(rehearsal_of=None).order_by(order, "-created_at", "-pk")


def announced(consultation: Consultation) -> list[Session]:
    """Sessions as the consultation page lists them: what one can join now before what is over."""
    return list(_listed(consultation.live_sessions.all()))


def prepared_by(person: Participant) -> QuerySet[Session]:
    """Sessions as their facilitator finds them."""
    return _listed(person.live_sessions.all())


def cookie_name(code: str) -> str:
    return f"seat_{code}"


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def seat_of(session: Session, person: Participant | None, cookies: Mapping[str, str]) -> Seat | None:
    """The seat of a signed-in person, or the one that a guest's cookie holds."""
    if person is not None:
        own = session.seats.filter(participant=person).first()
        if own is not None:
            own.participant = person
            return own
    return guest_seat_of(session, cookies)


def guest_seat_of(session: Session, cookies: Mapping[str, str]) -> Seat | None:
    """The seat that a guest's cookie holds; none where it has become an account's."""
    token = cookies.get(cookie_name(session.code), "")
    if not token:
        return None
    return session.seats.filter(token_hash=token_hash(token), participant__isnull=True, entered_by__isnull=True).first()
