"""The one door into a room's log: commands are decided, numbered and committed before anybody is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.record.operations import append
from realtime import bell
from realtime.commands import Command
from realtime.domain.decide import decide
from realtime.domain.room import Happening, Room, copy
from realtime.domain.rules import Fact, Refused, Sender
from realtime.domain.state import apply
from realtime.enums import RoomState, SeatState
from realtime.models import RoomEvent, Seat, Session
from realtime.permissions import role_of
from realtime.queries.log import HELD, catch_up, happening

NO_SEAT = _("You have no seat in this room. Join it first.")


@dataclass(frozen=True, slots=True)
class Submission:
    """A command of the person in ``seat``. ``op`` is the client's own name for it."""

    session: int
    seat: int
    command: Command

    @property
    def op(self) -> str:
        return f"{self.seat}:{self.command.op}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``seq`` of the event that the command made, now or when it was sent before; or why it was refused."""

    submission: Submission
    seq: int = 0
    refused: Refused | None = None


@dataclass(slots=True)
class OpenLog:
    """A room whose row is locked: its state, what was read to reach it and what has been added since."""

    session: Session
    room: Room
    read: list[Happening]
    fresh: list[RoomEvent] = field(default_factory=list)

    def happenings(self) -> list[Happening]:
        """Every event that this process did not hold before, in order."""
        return [*self.read, *(happening(event) for event in self.fresh)]

    def write(self, fact: Fact, *, op: str, seat: int | None, now: datetime) -> RoomEvent:
        """The next event; stored by ``close``."""
        event = RoomEvent(
            session=self.session, seq=self.room.seq + 1, op=op, type=fact.type, data=fact.data, seat_id=seat, at=now
        )
        apply(self.room, happening(event))
        self.fresh.append(event)
        return event


def open_logs(sessions: Iterable[int]) -> dict[int, OpenLog]:
    """The logs of ``sessions``, locked in order of number until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("consultation")
    logs = {}
    for session in rows.filter(pk__in=set(sessions)).order_by("pk"):
        room, read = catch_up(session)
        logs[session.pk] = OpenLog(session, copy(room), read)
    return logs


def close_logs(logs: Iterable[OpenLog], now: datetime) -> None:
    """Stores what was written; after the commit the rooms are held and their bells rung."""
    written = [log for log in logs if log.fresh]
    RoomEvent.objects.bulk_create([event for log in written for event in log.fresh])
    for log in written:
        changes: dict[str, Any] = {"seq": log.room.seq}
        for event in log.fresh:
            changes |= _consequences(log, event, now)
        Session.objects.filter(pk=log.session.pk).update(**changes)
        for name, value in changes.items():
            setattr(log.session, name, value)
    transaction.on_commit(lambda: _tell(written))


def _tell(written: Sequence[OpenLog]) -> None:
    for log in written:
        HELD.put(log.session, log.room)
        bell.ring(log.session.pk)


def _consequences(log: OpenLog, event: RoomEvent, now: datetime) -> dict[str, Any]:
    """Columns of the session that an event changes, after entering the record what belongs there."""
    session, process = log.session, log.session.consultation.slug
    if event.type == "room.opened":
        data: dict[str, Any] = {"title": session.title, "languages": [session.language]}
        append(type="session.opened", subject=session.subject, process=process, now=now, data=data)
        return {"state": RoomState.OPEN, "opened_at": now}
    if event.type == "note.hidden":
        data = {"number": event.data["note"], "reason": event.data["reason"]}
        append(type="session.note_hidden", subject=session.subject, process=process, now=now, data=data)
        return {}
    if event.type == "room.closed":
        people = {note.seat for note in log.room.notes.values()} | {
            seat for given in log.room.given.values() for seat in given
        }
        data = {"participants": len(people - {None}), "notes": len(log.room.notes)}
        append(type="session.closed", subject=session.subject, process=process, now=now, data=data)
        return {"state": RoomState.CLOSED, "closed_at": now}
    return {}


@dataclass(frozen=True, slots=True)
class Committed:
    """An outcome for each submission, in order; per session its room after them and the events read or made for it."""

    outcomes: list[Outcome]
    grown: dict[int, tuple[Room, list[Happening]]]


@transaction.atomic
def commit(submissions: Sequence[Submission], *, now: datetime) -> Committed:
    """Decides ``submissions`` in order, in one transaction for all their rooms.

    Each sender's rights are read again here, for every command. A command whose ``op`` is in the log already is
    answered with the number it has and not done again.
    """
    logs = open_logs(each.session for each in submissions)
    senders = _senders(submissions)
    known = _known(submissions)
    outcomes = []
    for each in submissions:
        if (each.session, each.op) in known:
            outcomes.append(Outcome(each, seq=known[each.session, each.op]))
            continue
        outcome = _decided(logs, senders, each, now)
        if outcome.seq:
            known[each.session, each.op] = outcome.seq
        outcomes.append(outcome)
    close_logs(logs.values(), now)
    return Committed(outcomes, {pk: (log.room, log.happenings()) for pk, log in logs.items()})


def _decided(
    logs: dict[int, OpenLog], senders: dict[tuple[int, int], Sender], each: Submission, now: datetime
) -> Outcome:
    log, sender = logs.get(each.session), senders.get((each.session, each.seat))
    if log is None or sender is None:
        return Outcome(each, refused=Refused("no_seat", NO_SEAT))
    try:
        fact = decide(log.room, sender, each.command, now)
    except Refused as refused:
        return Outcome(each, refused=refused)
    return Outcome(each, seq=log.write(fact, op=each.op, seat=each.seat, now=now).seq)


def _senders(submissions: Sequence[Submission]) -> dict[tuple[int, int], Sender]:
    seats = Seat.objects.filter(pk__in={each.seat for each in submissions}, state=SeatState.SEATED)
    found = {}
    for seat in seats.select_related("participant").prefetch_related("participant__grants"):
        found[seat.session_id, seat.pk] = Sender(seat.pk, role_of(seat), seat.muted, seat.shown_name)
    return found


def _known(submissions: Sequence[Submission]) -> dict[tuple[int, str], int]:
    wanted = {each.op for each in submissions}
    rows = RoomEvent.objects.filter(session__in={each.session for each in submissions}, op__in=wanted)
    return {(session, op): seq for session, op, seq in rows.values_list("session_id", "op", "seq")}
