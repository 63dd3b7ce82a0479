"""Keeping order in a room: its door, and who is let in, muted, removed, or given a role for this session.

Each is an event of the room's log. Who it concerns travels to nobody; the person reads the reason on their own page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.domain.rules import Fact
from realtime.enums import Door, SeatRole, SeatState
from realtime.models import Seat, Session
from realtime.operations.commit import OpenLog, close_logs, open_logs
from realtime.operations.floor import leave_floor
from realtime.permissions import may_give_roles, may_hold_back, may_keep_order

REASON = 500
GIVEN = (SeatRole.COFACILITATOR, SeatRole.NOTETAKER, SeatRole.PARTICIPANT)


@transaction.atomic
def set_door(*, by: Seat, door: Door, now: datetime) -> Session:
    """Who may come in from now on. Whoever waits goes on waiting."""
    log, by = _open(by)
    may_keep_order(by, log.session).require()
    if log.session.door != door:
        Session.objects.filter(pk=log.session.pk).update(door=door)
        log.session.door = door
        _write(log, by, "room.door_set", {"door": door.value}, now)
    return log.session


@transaction.atomic
def let_in(*, by: Seat, seats: Iterable[Seat] | None, now: datetime) -> int:
    """Those of ``seats`` who wait, or all who wait (None); returns how many came in."""
    log, by = _open(by)
    may_keep_order(by, log.session).require()
    waiting = log.session.seats.filter(state=SeatState.WAITING)
    if seats is not None:
        waiting = waiting.filter(pk__in=[seat.pk for seat in seats])
    numbers = sorted(waiting.values_list("pk", flat=True))
    if numbers:
        Seat.objects.filter(pk__in=numbers).update(state=SeatState.SEATED)
        _write(log, by, "seat.let_in", {"seats": numbers}, now)
    return len(numbers)


@transaction.atomic
def remove(*, by: Seat, seat: Seat, reason: str, now: datetime) -> Seat:
    """Out of the room, told why; neither the cookie nor the account comes back in. Their notes stay."""
    log, by = _open(by)
    seat = _held_back(by, seat, log)
    seat.state, seat.reason = SeatState.REMOVED, _reason(reason)
    seat.save(update_fields=["state", "reason"])
    leave_floor(log, seat.pk, now)
    _write(log, by, "seat.removed", {"seat": seat.pk}, now)
    return seat


@transaction.atomic
def mute(*, by: Seat, seat: Seat, reason: str, now: datetime) -> Seat:
    """They may read, and neither write nor vote, until they are unmuted; they are told why."""
    log, by = _open(by)
    seat = _held_back(by, seat, log)
    seat.muted, seat.reason = True, _reason(reason)
    seat.save(update_fields=["muted", "reason"])
    _write(log, by, "seat.muted", {"seat": seat.pk}, now)
    return seat


@transaction.atomic
def unmute(*, by: Seat, seat: Seat, now: datetime) -> Seat:
    log, by = _open(by)
    seat = _held_back(by, seat, log)
    if seat.muted:
        seat.muted, seat.reason = False, ""
        seat.save(update_fields=["muted", "reason"])
        _write(log, by, "seat.unmuted", {"seat": seat.pk}, now)
    return seat


@transaction.atomic
def give_role(*, by: Seat, seat: Seat, role: SeatRole, now: datetime) -> Seat:
    """Co-facilitator, note-taker or participant of this one session. Raises NotAllowed for any other role."""
    log, by = _open(by)
    may_give_roles(by, log.session).require()
    seat = _of_the_room(seat, log)
    if role not in GIVEN or seat.role == SeatRole.FACILITATOR or seat.state != SeatState.SEATED:
        raise NotAllowed(_("This role cannot be given to this person."))
    if seat.role != role:
        seat.role = role
        seat.save(update_fields=["role"])
        _write(log, by, "seat.given_role", {"seat": seat.pk, "role": role.value}, now)
    return seat


def _open(by: Seat) -> tuple[OpenLog, Seat]:
    """The log, locked, and the seat of whoever acts, read after that."""
    log = open_logs([by.session_id])[by.session_id]
    return log, Seat.objects.select_related("participant", "session").get(pk=by.pk)


def _held_back(by: Seat, seat: Seat, log: OpenLog) -> Seat:
    seat = _of_the_room(seat, log)
    may_hold_back(by, seat).require()
    return seat


def _of_the_room(seat: Seat, log: OpenLog) -> Seat:
    found = Seat.objects.select_related("participant", "session").filter(pk=seat.pk, session=log.session).first()
    if found is None:
        raise NotAllowed(_("This person has no seat in this room."))
    return found


def _reason(typed: str) -> str:
    reason = " ".join(typed.split())
    if not reason:
        raise Unfit("reason", _("Write the reason. The person reads it."))
    return reason[:REASON]


def _write(log: OpenLog, by: Seat, type: str, data: dict[str, object], now: datetime) -> None:
    number = log.room.seq + 1
    log.write(Fact(type, data), op=f"people:{number}", seat=by.pk, now=now)
    close_logs([log], now)
