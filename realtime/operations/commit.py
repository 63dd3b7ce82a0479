"""The one door into a room's log: commands are decided, numbered and committed before anybody is told."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.people.models import Participant
from consultations.record.operations import append
from realtime import bell
from realtime.commands import Command
from realtime.domain import kept
from realtime.domain.decide import decide
from realtime.domain.methods.write import CHANGED
from realtime.domain.room import Happening, Room, copy
from realtime.domain.rules import Fact, Refused, Sender
from realtime.domain.state import apply
from realtime.enums import RoomState
from realtime.models import RoomSnapshot, Session
from realtime.operations.called import forget_names
from realtime.operations.drafts import Grown, OpenDraft, change_text, close_drafts, open_draft
from realtime.operations.suggestions import closed, located, settle
from realtime.permissions import role_of
from realtime.queries import rows
from realtime.queries.log import HELD, catch_up, last_kept

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

    pk: int
    public_id: uuid.UUID
    room: Room
    read: list[Happening]
    fresh: list[tuple[Happening, str]] = field(default_factory=list)
    drafts: dict[str, OpenDraft] = field(default_factory=dict)
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """Read when it is asked for: most commands change nothing but the log."""
        if self._session is None:
            self._session = Session.objects.select_related("consultation").get(pk=self.pk)
        return self._session

    def draft(self, activity: str) -> OpenDraft:
        """The text of an activity that writes one; stored by ``close_logs``."""
        if activity not in self.drafts:
            found = self.room.activity(activity)
            assert found is not None
            self.drafts[activity] = open_draft(self.pk, self.public_id, found)
        return self.drafts[activity]

    def happenings(self) -> list[Happening]:
        """Every event that this process did not hold before, in order."""
        return [*self.read, *(each for each, _op in self.fresh)]

    def write(self, fact: Fact, *, op: str, seat: int | None, now: datetime) -> Happening:
        """The next event; stored by ``close_logs``."""
        at = now.isoformat(timespec="seconds")
        happening = Happening(self.room.seq + 1, fact.type, fact.data, at, seat)
        apply(self.room, happening)
        self.fresh.append((happening, op))
        return happening


def open_logs(sessions: Iterable[int]) -> dict[int, OpenLog]:
    """The logs of ``sessions``, locked in order of number until the transaction ends."""
    logs = {}
    for row in rows.lock(set(sessions)):
        held = HELD.get(row)
        if held is not None and held.seq == row.seq:
            logs[row.pk] = OpenLog(row.pk, row.public_id, copy(held), [])
        else:
            session = Session.objects.select_related("consultation").get(pk=row.pk)
            room, read = catch_up(session)
            logs[row.pk] = OpenLog(row.pk, row.public_id, copy(room), read, _session=session)
    return logs


def close_logs(logs: Iterable[OpenLog], now: datetime) -> list[Grown]:
    """Stores what was written; after the commit the rooms are held and their bells rung. The texts' new changes."""
    every = list(logs)
    grown = close_drafts((draft for log in every for draft in log.drafts.values()), now)
    written = [log for log in every if log.fresh]
    for log in written:
        rows.add_events(log.pk, log.fresh, now)
        rows.advance(log.pk, log.room.seq)
        changes: dict[str, Any] = {}
        for event, _op in log.fresh:
            changes |= _consequences(log, event, now)
        if changes:
            Session.objects.filter(pk=log.pk).update(**changes)
            for name, value in changes.items():
                setattr(log.session, name, value)
        if log._session is not None:
            log._session.seq = log.room.seq
        if last_kept(log.room.seq) > log.room.seq - len(log.fresh):
            _keep(log)
    rung = {log.pk for log in written} | {change.session for change in grown}
    transaction.on_commit(lambda: _tell(written, rung))
    return grown


def _keep(log: OpenLog) -> None:
    """Beside the log, so that nobody reads it from its first event again."""
    state = {"seq": log.room.seq, "shape": kept.SHAPE, "state": kept.write(log.room)}
    RoomSnapshot.objects.update_or_create(session_id=log.pk, defaults=state)


def _tell(written: Sequence[OpenLog], rung: Iterable[int]) -> None:
    for log in written:
        HELD.put(log, log.room)
    for session in rung:
        bell.ring(session)


def _consequences(log: OpenLog, event: Happening, now: datetime) -> dict[str, Any]:
    """Columns of the session that an event changes, after entering the record what belongs there."""
    rule = CONSEQUENCES.get(event.type)
    return rule(log, event, now) if rule else {}


def _opened(log: OpenLog, event: Happening, now: datetime) -> dict[str, Any]:
    _record(log, "session.opened", now, {"title": log.session.title, "languages": [log.session.language]})
    return {"state": RoomState.OPEN, "opened_at": now}


def _note_hidden(log: OpenLog, event: Happening, now: datetime) -> dict[str, Any]:
    _record(log, "session.note_hidden", now, {"number": event.data["note"], "reason": event.data["reason"]})
    return {}


def _closed(log: OpenLog, event: Happening, now: datetime) -> dict[str, Any]:
    people = {note.seat for note in log.room.notes.values()} | {
        seat for given in log.room.given.values() for seat in given
    }
    _record(log, "session.closed", now, {"participants": len(people - {None}), "notes": len(log.room.notes)})
    forget_names(log.session)
    return {"state": RoomState.CLOSED, "closed_at": now}


def _record(log: OpenLog, type: str, now: datetime, data: dict[str, Any]) -> None:
    """A rehearsal is on no record."""
    if log.session.rehearsal_of_id is not None:
        return
    append(type=type, subject=log.session.subject, process=log.session.consultation.slug, now=now, data=data)


CONSEQUENCES: dict[str, Callable[[OpenLog, Happening, datetime], dict[str, Any]]] = {
    "room.opened": _opened,
    "note.hidden": _note_hidden,
    "room.closed": _closed,
}


@dataclass(frozen=True, slots=True)
class Committed:
    """An outcome for each submission, in order; per session its room after them and the events read or made for it;
    the changes of texts."""

    outcomes: list[Outcome]
    grown: dict[int, tuple[Room, list[Happening]]]
    drafts: list[Grown] = field(default_factory=list)


@transaction.atomic
def commit(submissions: Sequence[Submission], *, now: datetime) -> Committed:
    """Decides ``submissions`` in order, in one transaction for all their rooms.

    Each sender's rights are read again here, for every command. A command whose ``op`` is in the log already is
    answered with the number it has and not done again.
    """
    logs = open_logs(each.session for each in submissions)
    senders = _senders(submissions)
    known = rows.known({each.session for each in submissions}, {each.op for each in submissions})
    outcomes = []
    for each in submissions:
        op = (each.session, each.op)
        if op in known:
            outcomes.append(Outcome(each, seq=known[op]))
            continue
        outcome = _decided(logs, senders, each, now)
        if outcome.seq:
            known[op] = outcome.seq
        outcomes.append(outcome)
    drafts = close_logs(logs.values(), now)
    return Committed(outcomes, {pk: (log.room, log.happenings()) for pk, log in logs.items()}, drafts)


def _decided(
    logs: dict[int, OpenLog], senders: dict[tuple[int, int], Sender], each: Submission, now: datetime
) -> Outcome:
    log, sender = logs.get(each.session), senders.get((each.session, each.seat))
    if log is None or sender is None:
        return Outcome(each, refused=Refused("no_seat", NO_SEAT))
    try:
        fact = decide(log.room, sender, each.command, now)
        if fact.type == CHANGED:
            return Outcome(each, seq=change_text(log.draft(fact.data["activity"]), each.seat, each.command))
        fact = _with_text(log, fact, each.seat, now)
    except Refused as refused:
        return Outcome(each, refused=refused)
    return Outcome(each, seq=log.write(fact, op=each.op, seat=each.seat, now=now).seq)


def _with_text(log: OpenLog, fact: Fact, seat: int, now: datetime) -> Fact:
    """``fact``, where it is about a text, after what it asks of the text is done; raises Refused."""
    if fact.type == "suggestion.settled":
        note = log.room.notes[fact.data["note"]]
        settle(fact, note, log.draft(note.activity), seat)
    elif fact.type == "note.added" and "about" in fact.data:
        return located(fact, log.draft(fact.data["activity"]))
    elif fact.type == "activity.closed" and _writes(log, fact):
        return closed(fact, log.draft(fact.data["activity"]), now)
    return fact


def _writes(log: OpenLog, fact: Fact) -> bool:
    activity = log.room.activity(fact.data["activity"])
    return activity is not None and activity.method == "write"


def _senders(submissions: Sequence[Submission]) -> dict[tuple[int, int], Sender]:
    seats = rows.seated({each.seat for each in submissions})
    wanted = {seat.participant_id for seat in seats} - {None}
    people = Participant.objects.prefetch_related("grants").in_bulk(wanted) if wanted else {}
    found = {}
    for seat in seats:
        seat.participant = people.get(seat.participant_id)
        found[seat.session_id, seat.pk] = Sender(
            seat.pk, role_of(seat), seat.muted, seat.shown_name, entered=seat.entered_by_id is not None
        )
    return found
