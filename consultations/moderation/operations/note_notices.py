"""Telling those whom a fact note concerns."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consultations.moderation.models import FactNote, NoteObjection
from consultations.people.operations.notices import notify


def tell_written(note: FactNote, now: datetime) -> None:
    """The author of the text."""
    author = note.contribution.author
    if author is None or not author.is_active:
        return

    def words() -> tuple[str, str, str]:
        text = _("Your text stays as it is. You can object to the note, with your reasons.")
        return _("A fact note stands beside your text"), f"{note.get_assessment_display()}.\n{text}", where(note)

    notify(participant=author, words=words, now=now)


def tell_objected(objection: NoteObjection, now: datetime) -> None:
    """Whoever wrote the note."""
    note = objection.note
    if note.author.is_active:
        notify(
            participant=note.author,
            words=lambda: (
                _("Somebody objects to your fact note"),
                _("Another moderator answers the objection."),
                where(note),
            ),
            now=now,
        )


def tell_answered(objection: NoteObjection, reason: str, now: datetime) -> None:
    """Whoever objected, whoever wrote the note, and the author of the text; each once."""
    note = objection.note
    people = {each.pk: each for each in (objection.person, note.author, note.contribution.author) if each is not None}

    def words() -> tuple[str, str, str]:
        reasons = _("Reasons: %(reasons)s") % {"reasons": reason}
        return _("An objection to a fact note is answered"), f"{_DONE[objection.answer]()}\n{reasons}", where(note)

    for person in people.values():
        if person.is_active:
            notify(participant=person, words=words, now=now)


_DONE = {
    "kept": lambda: _("The note stays as it is."),
    "note_changed": lambda: _("The note is changed."),
    "note_withdrawn": lambda: _("The note is taken away."),
}


def where(note: FactNote) -> str:
    return note.get_absolute_url()
