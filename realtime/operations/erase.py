"""What live sessions hold about a person: told, and erased with their account."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from consultations.people.exports import Row
from consultations.people.models import Participant
from realtime.domain.families import WORDS
from realtime.domain.room import SHOWN
from realtime.domain.rules import Fact
from realtime.enums import SeatState
from realtime.models import Correction, RoomEvent, RoomSnapshot, Seat
from realtime.operations.commit import close_logs, open_logs
from realtime.operations.floor import leave_floor
from realtime.operations.forget import forget_writings
from realtime.queries.board import steps
from realtime.queries.log import room_of
from realtime.queries.writings import passages_of


def erase_seats(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Takes the person out of their seats; with ``texts`` their notes lose their words, in the log and on the boards,
    and what they wrote leaves the texts written together.

    Runs inside the caller's transaction.
    """
    seats = list(Seat.objects.filter(Q(participant=participant) | Q(into__participant=participant)))
    _take_back(seats, now, texts=texts)
    rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
    if texts:
        Correction.objects.filter(seat__in=rows).update(text="")
    Correction.objects.filter(seat__in=rows).update(seat=None)
    rows.filter(state=SeatState.REMOVED).update(state=SeatState.LEFT)
    rows.update(participant=None, token_hash=None, name="", reason="")


def _take_back(seats: list[Seat], now: datetime, *, texts: bool) -> None:
    """Names leave the notes in any case, words where the person wishes it; in the log and on the boards."""
    logs = open_logs(seat.session_id for seat in seats)
    RoomSnapshot.objects.filter(session__in=logs).delete()
    for seat in seats:
        log = logs[seat.session_id]
        for note in [log.room.notes[id] for id in log.room.written.get(seat.pk, ())]:
            if texts and note.state == SHOWN:
                log.write(Fact("note.withdrawn", {"note": note.id}), op=f"erased:{note.id}", seat=None, now=now)
            elif note.name:
                log.write(Fact("note.unnamed", {"note": note.id}), op=f"unnamed:{note.id}", seat=None, now=now)
        leave_floor(log, seat.pk, now)
        for event in RoomEvent.objects.filter(session=seat.session_id, seat=seat, type__in=WORDS):
            kept = {key: value for key, value in event.data.items() if key != "name"}
            event.data = {**kept, WORDS[event.type]: ""} if texts else kept
            event.save(update_fields=["data"])
        if texts:
            forget_writings(log, seat, now)
    close_logs(logs.values(), now)


def held_about(participant: Participant) -> list[Row]:
    """Each session the person sat in, with the notes, passages, dots and answers they gave there."""
    rows = []
    seats = Seat.objects.filter(participant=participant).select_related("session").prefetch_related("corrections")
    for seat in seats:
        by_them = Q(seat=seat) | Q(seat__into=seat)
        notes = RoomEvent.objects.filter(by_them, session=seat.session, type__in=WORDS).order_by("seq")
        all_steps = steps(room_of(seat.session), seat.pk)
        rows.append(
            {
                "session": seat.session.title,
                "joined": seat.joined_at.isoformat(),
                "name": seat.name,
                "notes": [words for note in notes if (words := note.data[WORDS[note.type]])],
                "passages": passages_of(seat),
                "corrections": [correction.text for correction in seat.corrections.all()],
                "dots": {item.title: item.own for step in all_steps for item in step.items if item.own},
                "answers": {
                    step.activity.purpose: [str(option.text) for option in step.options if option.chosen]
                    for step in all_steps
                    if step.options and step.given
                },
            }
        )
    return rows
