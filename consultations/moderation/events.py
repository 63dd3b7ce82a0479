"""What this district writes on the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from consultations.moderation.models import Case, FactNote
from consultations.record.models import Event
from consultations.record.operations import append


def decided(case: Case, facts: dict[str, Any], *, now: datetime) -> Event:
    """``facts``: action, ground, rule where there is one, statement."""
    return _about(case, "moderation.decided", {**facts, "automated": False}, now)


def appeal_decided(case: Case, facts: dict[str, Any], *, upheld: bool, now: datetime) -> Event:
    return _about(case, "moderation.appeal_decided", {**facts, "automated": False, "upheld": upheld}, now)


def appealed(case: Case, by: str, text: str, *, now: datetime) -> Event:
    return append(
        type="moderation.appealed",
        subject=case.contribution.subject,
        process=case.contribution.consultation.slug,
        now=now,
        data={"case": case.subject, "by": by},
        personal={"reason": text},
    )


def _about(case: Case, type_: str, facts: dict[str, Any], now: datetime) -> Event:
    contribution = case.contribution
    data = {"case": case.subject, **facts}
    return append(type=type_, subject=contribution.subject, process=contribution.consultation.slug, now=now, data=data)


def note_decided(note: FactNote, action: str, statement: str, role: str, *, now: datetime) -> Event:
    return _of_note(note, "moderation.decided", _note_facts(note, action, statement, role), now)


def note_objection_answered(note: FactNote, answer: str, statement: str, role: str, *, now: datetime) -> Event:
    """``upheld``: the note stands as it is."""
    kept = answer == "kept"
    facts = _note_facts(note, "note" if kept else answer, statement, role)
    return _of_note(note, "moderation.appeal_decided", {**facts, "upheld": kept}, now)


def note_objected(note: FactNote, text: str, *, now: datetime) -> Event:
    return append(
        type="moderation.appealed",
        subject=note.contribution.subject,
        process=note.contribution.consultation.slug,
        now=now,
        data={"case": note.subject, "by": "reader"},
        personal={"reason": text},
    )


def _note_facts(note: FactNote, action: str, statement: str, role: str) -> dict[str, Any]:
    return {
        "case": note.subject,
        "action": action,
        "ground": "none",
        "automated": False,
        "assessment": note.assessment,
        "sources": note.sources,
        "role": role,
        "statement": statement,
    }


def _of_note(note: FactNote, type_: str, facts: dict[str, Any], now: datetime) -> Event:
    contribution = note.contribution
    return append(type=type_, subject=contribution.subject, process=contribution.consultation.slug, now=now, data=facts)
