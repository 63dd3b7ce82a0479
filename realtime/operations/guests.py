"""Guests are forgotten when the minutes of their session are final: what remains is what they said."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from realtime.enums import RoomState, SeatState
from realtime.models import Seat, Session


def forget_guests(*, now: datetime) -> int:
    """Names, cookies and reasons of seats without an account, and reasons of all; of how many sessions.

    A name that somebody wanted beside a note stays there, a receipt code goes on opening what it opened, and so does an
    address to which its guest wants to be written. Two queries when nothing is due.
    """
    kept = Q(token_hash__isnull=False) | Q(participant__isnull=True) & ~Q(name="")
    held = Seat.objects.filter(kept, session=OuterRef("pk"))
    closed = Session.objects.filter(Exists(held), state=RoomState.CLOSED, closed_at__lt=now - timedelta(days=1))
    due = [each.pk for each in closed if each.correct_until is not None and each.correct_until <= now]
    if due:
        _forget(due)
    return len(due)


@transaction.atomic
def _forget(sessions: list[int]) -> None:
    seats = Seat.objects.filter(session__in=sessions)
    seats.update(token_hash=None)
    seats.filter(participant__isnull=True).update(name="")
    seats.exclude(state=SeatState.REMOVED).update(reason="")
