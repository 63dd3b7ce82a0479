"""Fact notes beside texts, on their own pages, for the desk and for the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from consultations.moderation.models import FactNote, NoteObjection, NoteStatement, Statement

OPEN = Q(objections__answer="", objections__pk__isnull=False)


def _with_open() -> QuerySet[FactNote]:
    return FactNote.objects.annotate(open_objections=Count("objections", filter=OPEN))


def notes_beside(numbers: Sequence[int]) -> dict[int, list[FactNote]]:
    """By the number of the contribution, oldest first; one query."""
    found: dict[int, list[FactNote]] = defaultdict(list)
    standing = _with_open().filter(contribution__in=numbers, withdrawn=False)
    for note in standing.order_by("made_at", "pk"):
        found[note.contribution_id].append(note)
    return found


def note_by_number(pk: int) -> FactNote | None:
    return _with_open().select_related("contribution__consultation", "author").filter(pk=pk).first()


def objections_waiting() -> QuerySet[NoteObjection]:
    """Longest waiting first."""
    waiting = NoteObjection.objects.filter(answer="", note__withdrawn=False)
    return waiting.select_related("note__contribution").order_by("made_at", "pk")


def log_rows() -> Any:
    """Kind, number and time of every statement of cases and notes, newest first."""
    about_cases = Statement.objects.order_by().values("pk", "at", kind=Value("case", output_field=CharField()))
    about_notes = NoteStatement.objects.order_by().values("pk", "at", kind=Value("note", output_field=CharField()))
    return about_cases.union(about_notes, all=True).order_by("-at", "kind", "-pk")


def statements_in(rows: Sequence[dict[str, Any]]) -> list[Statement | NoteStatement]:
    """What stands behind rows of the log, in their order."""
    cases = Statement.objects.select_related("case__contribution__consultation")
    notes = NoteStatement.objects.select_related("note__contribution")
    held: dict[str, dict[Any, Any]] = {
        "case": cases.in_bulk([row["pk"] for row in rows if row["kind"] == "case"]),
        "note": notes.in_bulk([row["pk"] for row in rows if row["kind"] == "note"]),
    }
    return [held[row["kind"]][row["pk"]] for row in rows]
