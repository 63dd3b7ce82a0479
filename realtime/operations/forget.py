"""A person's words leave the texts that they wrote with others, and what was kept of those."""

from __future__ import annotations

from datetime import datetime

from realtime.domain.rules import Fact
from realtime.models import DraftWriter, RoomEvent, Seat
from realtime.operations.commit import OpenLog

SHORTEST = 3


def forget_writings(log: OpenLog, seat: Seat, now: datetime) -> None:
    """Takes out what ``seat`` wrote: from the texts and their stored changes, from the text as it was closed, from the
    quotes of suggestions, and its objections."""
    for activity in DraftWriter.objects.filter(seat=seat).values_list("draft__activity", flat=True).distinct():
        draft = log.draft(activity)
        clients = {client for client, each in draft.writers.items() if each == seat.pk}
        words = [passage.text.strip() for passage in draft.document.passages() if passage.client in clients]
        text = draft.forget(seat.pk, now)
        quoting = [
            note.id for note in log.room.notes_in(activity) if note.about and _quotes(note.about["quote"], words)
        ]
        log.write(
            Fact("draft.erased", {"activity": activity, "text": text, "notes": quoting}),
            op=f"erased:{seat.pk}:{activity}",
            seat=None,
            now=now,
        )
        _rewrite_events(log, activity, text, quoting)
    _take_back_objections(log, seat, now)


def _quotes(quote: str, words: list[str]) -> bool:
    return any(len(each) >= SHORTEST and each in quote for each in words)


def _rewrite_events(log: OpenLog, activity: str, text: str, quoting: list[int]) -> None:
    events = RoomEvent.objects.filter(session=log.session)
    for event in events.filter(type="activity.closed"):
        if event.data["activity"] == activity and event.data.get("outcome"):
            event.data = {**event.data, "outcome": {**event.data["outcome"], "text": text}}
            event.save(update_fields=["data"])
    for event in events.filter(type="note.added", seq__in=quoting):
        event.data = {**event.data, "about": {**event.data["about"], "quote": ""}}
        event.save(update_fields=["data"])


def _take_back_objections(log: OpenLog, seat: Seat, now: datetime) -> None:
    for note in list(log.room.notes.values()):
        if any(each[0] == seat.pk for each in note.about.get("objections", ())):
            fact = Fact("suggestion.objected", {"note": note.id, "reason": ""})
            log.write(fact, op=f"erased:{seat.pk}:{note.id}", seat=seat.pk, now=now)
    for event in RoomEvent.objects.filter(session=log.session, seat=seat, type="suggestion.objected"):
        event.data = {**event.data, "reason": ""}
        event.save(update_fields=["data"])
