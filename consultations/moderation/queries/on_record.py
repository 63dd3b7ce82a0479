"""What the record must say about the decisions of moderation, for the record's check."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.moderation.enums import NoteStep
from consultations.moderation.models import NoteStatement, Statement
from consultations.record.registry import Expected


def expected_on_record() -> Iterator[Expected]:
    """What every statement must be on the record, about a case or a fact note."""
    yield from _cases()
    yield from _fact_notes()


def _cases() -> Iterator[Expected]:
    for made in Statement.objects.select_related("case__contribution").order_by("pk").iterator():
        facts: dict[str, object] = {
            "case": made.case.subject,
            "action": made.action,
            "ground": made.ground or "none",
            "statement": made.explanation,
        }
        if made.upheld is not None:
            facts["upheld"] = made.upheld
        yield Expected(
            row=f"moderation_statement {made.pk}",
            subject=made.case.contribution.subject,
            facts=facts,
            event=made.event,
        )


def _fact_notes() -> Iterator[Expected]:
    for made in NoteStatement.objects.select_related("note__contribution").order_by("pk").iterator():
        facts: dict[str, object] = {
            "case": made.note.subject,
            "action": NoteStep.WRITTEN.value if made.step == NoteStep.KEPT else made.step,
            "assessment": made.assessment,
            "sources": made.sources,
            "role": made.role,
            "statement": made.reason or made.text,
        }
        if made.step != NoteStep.WRITTEN:
            facts["upheld"] = made.step == NoteStep.KEPT
        yield Expected(
            row=f"moderation_notestatement {made.pk}",
            subject=made.note.contribution.subject,
            facts=facts,
            event=made.event,
        )
