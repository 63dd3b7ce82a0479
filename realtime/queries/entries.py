"""What was written for people without a phone, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from realtime.domain.groups import name_of
from realtime.domain.results import results
from realtime.domain.room import SHOWN, Note, Room
from realtime.models import Seat, Session
from realtime.queries.log import room_of


@dataclass(frozen=True)
class Entry:
    """A person without a phone and their note. ``contribution``: the number of what came of it, 0 so far.

    ``group``: the name of the group whose note it is; ``veiled``: only that group and those who lead read it so far.
    """

    seat: Seat
    note: Note
    contribution: int
    group: str | Promise = ""
    veiled: bool = False

    @property
    def stands(self) -> bool:
        return self.note.state == SHOWN


def entered_in(session: Session) -> QuerySet[Seat]:
    """The newest first."""
    return session.seats.filter(entered_by__isnull=False).order_by("-pk")


def entries_of(room: Room, seats: Collection[Seat]) -> list[Entry]:
    """Each note of ``seats``, in their order; notes taken back too."""
    found = []
    became = {note.id: result.contribution for result in results(room) for note in result.notes}
    for seat in seats:
        notes = [room.notes[id] for id in room.written.get(seat.pk, ())]
        found += [Entry(seat, note, became.get(note.id, 0), _group(room, note), room.veiled(note.id)) for note in notes]
    return found


def _group(room: Room, note: Note) -> str | Promise:
    groups, activity = room.groups.get(note.activity), room.activity(note.activity)
    number = groups.notes.get(note.id, 0) if groups else 0
    return name_of(activity, number) if activity is not None and number else ""


def under_codes(codes: Collection[int]) -> list[Entry]:
    """What stands under receipt codes (primary keys). Two queries, and one for each session not held."""
    seats = Seat.objects.filter(receipt__in=codes).select_related("session__consultation").order_by("pk")
    return [entry for seat in seats for entry in entries_of(room_of(seat.session), [seat])]
