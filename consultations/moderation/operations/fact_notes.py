"""Writing a fact note, objecting to it, answering the objection: always told, always on the record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.models import Contribution
from consultations.moderation import events
from consultations.moderation.domain.notes import (
    LONGEST_CLAIM,
    LONGEST_SIGNED,
    LONGEST_TEXT,
    check_words,
    is_quoted,
    sources_in,
)
from consultations.moderation.enums import NoteAnswer, NoteStep
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import FactNote, NoteObjection, NoteStatement
from consultations.moderation.operations.note_notices import tell_answered, tell_objected, tell_written
from consultations.moderation.permissions_notes import (
    may_answer_objection,
    may_object_to_note,
    may_write_note,
    role_of,
)
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@dataclass(frozen=True)
class Finding:
    """What a note says; ``sources``: addresses as typed, one on a line."""

    assessment: str
    text: str
    sources: str


@transaction.atomic
def write_note(
    *, actor: Participant | None, contribution: Contribution, claim: str, finding: Finding, signed: str, now: datetime
) -> FactNote:
    """Sets a note beside ``contribution``; nothing else about it changes. Raises NotAllowed, or Incomplete."""
    contribution = _locked(contribution)
    may_write_note(actor, contribution).require()
    assert actor is not None
    claim, signed = " ".join(claim.split()), " ".join(signed.split())
    if not claim or len(claim) > LONGEST_CLAIM or not is_quoted(claim, [contribution.title, contribution.body]):
        raise Incomplete("claim", _("Copy the words of the claim as they stand in the text, 500 letters at most."))
    if not signed or len(signed) > LONGEST_SIGNED:
        raise Incomplete("signed", _("Say under which name the note is shown."))
    check_words(finding.assessment, finding.text)
    note = FactNote.objects.create(
        contribution=contribution,
        author=actor,
        signed=signed,
        role=role_of(actor).value,
        claim=claim,
        assessment=finding.assessment,
        text=finding.text.strip(),
        sources=sources_in(finding.sources),
        made_at=now,
    )
    event = events.note_decided(note, NoteStep.WRITTEN.value, note.text, note.role, now=now)
    _state(note, NoteStep.WRITTEN, note.role, event.public_id, now)
    tell_written(note, now)
    return note


@transaction.atomic
def object_to_note(*, actor: Participant | None, note: FactNote, text: str, now: datetime) -> NoteObjection:
    """One person's reason against it; another moderator answers. Raises NotAllowed, or Incomplete."""
    person = as_they_stand(actor)
    note = FactNote.objects.select_for_update(of=("self",)).select_related("contribution__consultation").get(pk=note.pk)
    may_object_to_note(person, note).require()
    words = text.strip()
    if not words:
        raise Incomplete("text", _("Say why the note is wrong."))
    if len(words) > LONGEST_TEXT:
        raise Incomplete("text", _("Use at most %(longest)d letters.") % {"longest": LONGEST_TEXT})
    event = events.note_objected(note, words, now=now)
    made = NoteObjection.objects.create(
        note=note, against_id=note.author_id, person=person, text=words, made_at=now, event=event.public_id
    )
    tell_objected(made, now)
    return made


@transaction.atomic
def answer_objection(
    *,
    actor: Participant | None,
    objection: NoteObjection,
    answer: NoteAnswer,
    reason: str,
    finding: Finding | None = None,
    now: datetime,
) -> NoteObjection:
    """Keeps the note, gives it what ``finding`` says, or takes it away. Raises NotAllowed, or Incomplete."""
    note = (
        FactNote.objects.select_for_update(of=("self",))
        .select_related("contribution__consultation")
        .get(pk=objection.note_id)
    )
    objection = NoteObjection.objects.select_for_update(of=("self",)).select_related("person").get(pk=objection.pk)
    objection.note = note
    may_answer_objection(actor, objection).require()
    assert actor is not None
    words = reason.strip()
    if not words or len(words) > LONGEST_TEXT:
        raise Incomplete("reason", _("Say why. Everyone can read it in the log."))
    if answer == NoteAnswer.CHANGE:
        _change(note, finding, now)
    elif answer == NoteAnswer.WITHDRAW:
        note.withdrawn, note.changed_at = True, now
    note.save()
    objection.answer, objection.answered_by, objection.answered_at = answer, actor, now
    objection.save()
    role = role_of(actor).value
    event = events.note_objection_answered(note, answer.value, words, role, now=now)
    _state(note, NoteStep(answer.value), role, event.public_id, now, reason=words, objection=objection)
    tell_answered(objection, words, now)
    return objection


def _change(note: FactNote, finding: Finding | None, now: datetime) -> None:
    if finding is None:
        raise Incomplete("assessment", _("Choose what the sources say."))
    check_words(finding.assessment, finding.text)
    note.sources = sources_in(finding.sources)
    note.assessment, note.text, note.changed_at = finding.assessment, finding.text.strip(), now


def _locked(contribution: Contribution) -> Contribution:
    found = Contribution.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("consultation", "author").get(pk=contribution.pk)


def _state(
    note: FactNote,
    step: NoteStep,
    role: str,
    event: uuid.UUID,
    now: datetime,
    *,
    reason: str = "",
    objection: NoteObjection | None = None,
) -> None:
    NoteStatement.objects.create(
        note=note,
        step=step,
        objection=objection,
        assessment=note.assessment,
        text=note.text,
        sources=note.sources,
        reason=reason,
        role=role,
        event=event,
        at=now,
    )
