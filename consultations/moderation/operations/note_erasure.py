"""What is erased of a person in fact notes, and what is held about them there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from consultations.moderation.models import FactNote, NoteObjection
from consultations.moderation.operations.erasure import GROUND
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

OF_WORDS = ("contribution.published", "contribution.revised")


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Objections, which were never public, lose person and words; notes lose the name under which they were signed."""
    objections = NoteObjection.objects.filter(person=participant)
    events = list(objections.values_list("event", flat=True))
    erase(events=Event.objects.filter(public_id__in=events), ground=GROUND, now=now)
    objections.update(person=None, text="")
    FactNote.objects.filter(author=participant).update(signed="")


def erase_copies(events: Sequence[Event], fields: Collection[str] | None) -> None:
    """A quotation goes with the words that it quotes, an objection with its disclosure on the record."""
    if fields is None or "reason" in fields:
        NoteObjection.objects.filter(event__in=[event.public_id for event in events]).update(text="")
    if fields is None or {"title", "body"} & set(fields):
        quoted = [int(event.subject.removeprefix("contribution/")) for event in events if event.type in OF_WORDS]
        if quoted:
            FactNote.objects.filter(contribution__in=quoted).update(claim="")


def notes_of(participant: Participant) -> list[dict[str, Any]]:
    return [
        {
            "about": note.contribution.subject,
            "signed": note.signed,
            "claim": note.claim,
            "assessment": note.get_assessment_display(),
            "text": note.text,
            "sources": note.sources,
            "at": note.made_at.isoformat(),
        }
        for note in FactNote.objects.filter(author=participant).select_related("contribution")
    ]


def objections_of(participant: Participant) -> list[dict[str, Any]]:
    return [
        {"about": objection.note.subject, "text": objection.text, "at": objection.made_at.isoformat()}
        for objection in NoteObjection.objects.filter(person=participant).select_related("note")
    ]
