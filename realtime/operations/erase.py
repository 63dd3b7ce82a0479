"""What live sessions hold about a person: told, and erased with their account."""

from __future__ import annotations

from datetime import datetime

from consultations.people.exports import Row
from consultations.people.models import Participant
from realtime.domain.room import SHOWN
from realtime.domain.rules import Fact
from realtime.models import RoomEvent, Seat
from realtime.operations.commit import close_logs, open_logs
from realtime.queries.board import steps
from realtime.queries.log import room_of

WORDS = ("note.added",)


def erase_seats(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Takes the person out of their seats; with ``texts`` their notes lose their words, in the log and on the boards.

    Runs inside the caller's transaction.
    """
    seats = list(Seat.objects.filter(participant=participant))
    if texts:
        _take_back_notes(seats, now)
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(participant=None, token_hash=None, name="")


def _take_back_notes(seats: list[Seat], now: datetime) -> None:
    logs = open_logs(seat.session_id for seat in seats)
    for seat in seats:
        log = logs[seat.session_id]
        for id in log.room.written.get(seat.pk, ()):
            if log.room.notes[id].state == SHOWN:
                log.write(Fact("note.withdrawn", {"note": id}), op=f"erased:{id}", seat=None, now=now)
        for event in RoomEvent.objects.filter(session=seat.session_id, seat=seat, type__in=WORDS):
            event.data = {**event.data, "text": ""}
            event.save(update_fields=["data"])
    close_logs(logs.values(), now)


def held_about(participant: Participant) -> list[Row]:
    """Each session the person sat in, with the notes, dots and answers they gave there."""
    rows = []
    for seat in Seat.objects.filter(participant=participant).select_related("session"):
        notes = RoomEvent.objects.filter(session=seat.session, seat=seat, type__in=WORDS).order_by("seq")
        all_steps = steps(room_of(seat.session), seat.pk)
        rows.append(
            {
                "session": seat.session.title,
                "joined": seat.joined_at.isoformat(),
                "name": seat.name,
                "notes": [note.data["text"] for note in notes if note.data["text"]],
                "dots": {item.title: item.own for step in all_steps for item in step.items if item.own},
                "answers": {
                    step.activity.purpose: [option.text for option in step.options if option.chosen]
                    for step in all_steps
                    if step.options and step.given
                },
            }
        )
    return rows
