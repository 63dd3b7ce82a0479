"""The people in a room, for those who keep order in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from realtime.domain.roles import ROOM_ROLE_WORDS, RoomRole
from realtime.enums import SeatState
from realtime.models import Seat, Session
from realtime.permissions import may_give_roles, may_hold_back, role_of


def people_in(session: Session) -> QuerySet[Seat]:
    """Who is in the room or was removed, in the order in which they came; not people without a phone."""
    seats = session.seats.filter(state__in=(SeatState.SEATED, SeatState.REMOVED), entered_by__isnull=True)
    return seats.select_related("participant", "session").prefetch_related("participant__grants")


def waiting_in(session: Session) -> QuerySet[Seat]:
    return session.seats.filter(state=SeatState.WAITING).select_related("participant")


@dataclass(frozen=True)
class Person:
    """A seat as one who keeps order sees it: who it is and what they may do with it."""

    seat: Seat
    words: str | Promise
    myself: bool
    may_hold_back: bool
    may_give_role: bool

    @classmethod
    def of(cls, seat: Seat, *, by: Seat) -> Person:
        role = role_of(seat)
        seated = seat.state == SeatState.SEATED
        gives = seated and role != RoomRole.FACILITATOR and bool(may_give_roles(by, seat.session))
        held = seated and bool(may_hold_back(by, seat))
        return cls(seat, ROOM_ROLE_WORDS[role], seat.pk == by.pk, held, gives)

    @property
    def removed(self) -> bool:
        return self.seat.state == SeatState.REMOVED
