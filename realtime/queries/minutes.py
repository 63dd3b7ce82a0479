"""Figures of a session for its minutes."""

from __future__ import annotations

from dataclasses import dataclass

from realtime.domain.room import SHOWN, Room
from realtime.models import Session


@dataclass(frozen=True, slots=True)
class Numbers:
    came: int
    wrote: int
    notes: int
    voted: int
    dots: int


def numbers_of(session: Session, room: Room) -> Numbers:
    """Participants who took a seat (facilitators too), who wrote, notes that can be read, who gave dots, dots given."""
    shown = [note for note in room.notes.values() if note.state == SHOWN]
    ranked = [room.given.get(activity.id, {}) for activity in room.agenda if activity.method == "prioritise"]
    given = [dots for seats in ranked for dots in seats.values() if dots]
    voters = {seat for seats in ranked for seat, dots in seats.items() if dots}
    return Numbers(
        came=session.seats.count(),
        wrote=len({note.seat for note in shown}),
        notes=len(shown),
        voted=len(voters),
        dots=sum(sum(dots.values()) for dots in given),
    )
