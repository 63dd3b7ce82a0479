"""Taking a seat in a room, taking it along to an account, and leaving it."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from realtime.domain.people import surplus
from realtime.domain.rules import Fact
from realtime.enums import Door, SeatRole, SeatState
from realtime.models import Listener, Seat, Session
from realtime.operations.commit import OpenLog, close_logs, open_logs
from realtime.operations.drafts import move_writings
from realtime.operations.floor import leave_floor
from realtime.permissions import may_facilitate, may_join, may_take_along, passes_the_door
from realtime.queries.session import token_hash


@transaction.atomic
def join(
    *, session: Session, actor: Participant | None, now: datetime, name: str = "", language: str = "en"
) -> tuple[Seat, str]:
    """The seat of ``actor``, or a new guest's; and the secret for a guest's cookie ("" for an account).

    A person with an account has one seat in a room, however often they join and from however many devices. Where the
    facilitator lets people in, whoever is new waits (SeatState.WAITING). Raises NotAllowed.
    """
    person = as_they_stand(actor)
    session = Session.objects.select_for_update().get(pk=session.pk)
    before = session.seats.filter(participant=person).first() if person else None
    may_join(person, session, before).require()
    if before is not None:
        return _come_back(before, name, language), ""
    token = "" if person else secrets.token_urlsafe(24)
    asks = session.door == Door.ASK and not passes_the_door(person)
    seat = Seat.objects.create(
        session=session,
        participant=person,
        token_hash=token_hash(token) if token else None,
        role=SeatRole.FACILITATOR if may_facilitate(person) else SeatRole.PARTICIPANT,
        state=SeatState.WAITING if asks else SeatState.SEATED,
        name=name,
        language=language,
        joined_at=now,
    )
    if asks:
        log = open_logs([seat.session_id])[seat.session_id]
        _write(log, seat, "seat.waits", now)
        close_logs([log], now)
    return seat, token


def _write(log: OpenLog, seat: Seat, type: str, now: datetime) -> None:
    log.write(Fact(type, {"seat": seat.pk}), op=f"{type}:{log.room.seq + 1}", seat=seat.pk, now=now)


def _come_back(seat: Seat, name: str, language: str) -> Seat:
    """Somebody who sat here before; a role that they were given for this session stays theirs."""
    if seat.state == SeatState.LEFT:
        seat.state = SeatState.SEATED
    if seat.role in (SeatRole.FACILITATOR, SeatRole.PARTICIPANT):
        seat.role = SeatRole.FACILITATOR if may_facilitate(seat.participant) else SeatRole.PARTICIPANT
    seat.name, seat.language = name or seat.name, language
    seat.save(update_fields=["state", "role", "name", "language"])
    return seat


@transaction.atomic
def take_along(*, actor: Participant, seat: Seat, now: datetime) -> Seat:
    """A guest has signed in: their ``seat`` is the account's from now on. Raises NotAllowed.

    Where the account has a seat in this room already, what the guest wrote and chose moves to it, so that it counts
    once; where both answered in one activity, the account's answer stands. What becomes of it is told to the account.
    """
    person = as_they_stand(actor)
    log = open_logs([seat.session_id])[seat.session_id]
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    may_take_along(person, seat).require()
    own = Seat.objects.filter(session=log.session, participant=person).first()
    seat.token_hash = None
    Listener.objects.filter(seat=seat).delete()
    if own is None:
        seat.participant = person
        seat.save(update_fields=["participant", "token_hash"])
        return seat
    if seat.state == SeatState.REMOVED and own.role != SeatRole.FACILITATOR:
        own.state = SeatState.REMOVED
    for note in surplus(log.room, seat.pk, own.pk):
        log.write(Fact("note.withdrawn", {"note": note}), op=f"moved:{seat.pk}:{note}", seat=None, now=now)
    log.write(Fact("seat.moved", {"seat": seat.pk, "into": own.pk}), op=f"moved:{seat.pk}", seat=own.pk, now=now)
    move_writings(seat.pk, own.pk)
    seat.into, seat.state = own, SeatState.LEFT
    seat.save(update_fields=["into", "state", "token_hash"])
    own.muted, own.reason = own.muted or seat.muted, own.reason or seat.reason
    own.save(update_fields=["state", "muted", "reason"])
    close_logs([log], now)
    return own


@transaction.atomic
def rename(*, seat: Seat, name: str, now: datetime) -> Seat:
    """What they like to be called from now on; what was signed before keeps the name that it has."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    seat.name = " ".join(name.split())[:40]
    seat.save(update_fields=["name"])
    return seat


@transaction.atomic
def leave(*, seat: Seat, now: datetime) -> Seat:
    """By the person's own choice. What they wrote and chose stays; a guest's cookie opens the seat no more."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.state in (SeatState.SEATED, SeatState.WAITING):
        log = open_logs([seat.session_id])[seat.session_id]
        waited = seat.state == SeatState.WAITING
        seat.state, seat.token_hash = SeatState.LEFT, None
        seat.save(update_fields=["state", "token_hash"])
        leave_floor(log, seat.pk, now)
        if waited:
            _write(log, seat, "seat.left", now)
        close_logs([log], now)
    return seat
