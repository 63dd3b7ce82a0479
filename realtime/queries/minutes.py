"""Figures of a session for its minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from realtime.domain.room import SHOWN, Room
from realtime.enums import SeatRole, SeatState
from realtime.models import Session


@dataclass(frozen=True, slots=True)
class Numbers:
    came: int
    removed: int
    entered: int
    wrote: int
    notes: int
    voted: int
    dots: int


def leaders_of(session: Session) -> list[str]:
    """What those were called who led it, as facilitator or co-facilitator; whoever prepared it where nobody sat."""
    seats = session.seats.filter(role__in=(SeatRole.FACILITATOR, SeatRole.COFACILITATOR)).order_by("joined_at", "pk")
    names = [seat.shown_name for seat in seats.select_related("participant")]
    return [name for name in names if name] or [session.created_by.pseudonym]


def numbers_of(session: Session, room: Room) -> Numbers:
    """Participants who took a seat (facilitators too), who wrote, notes that can be read, who gave dots, dots given.

    ``came`` holds the ``entered``, for whom a note-taker wrote, and the ``removed``; not those who were never let in.
    """
    seats = session.seats.filter(into__isnull=True).exclude(state=SeatState.WAITING)
    figures = seats.aggregate(
        came=Count("pk"),
        removed=Count("pk", filter=Q(state=SeatState.REMOVED)),
        entered=Count("pk", filter=Q(entered_by__isnull=False)),
    )
    shown = [note for note in room.notes.values() if note.state == SHOWN]
    ranked = [room.given.get(activity.id, {}) for activity in room.agenda if activity.method == "prioritise"]
    given = [dots for seats in ranked for dots in seats.values() if dots]
    voters = {seat for seats in ranked for seat, dots in seats.items() if dots}
    return Numbers(
        **figures,
        wrote=len({note.seat for note in shown}),
        notes=len(shown),
        voted=len(voters),
        dots=sum(sum(dots.values()) for dots in given),
    )
