"""Notes and themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import NOTE_LENGTH, NUMBER, REASON_LENGTH, TITLE_LENGTH, op, text, whole, word


@dataclass(frozen=True, slots=True)
class AddNote:
    """Participant: put a note on the board."""

    type: ClassVar[str] = "note.add"
    op: str = op()
    activity: str = word("id in the agenda")
    text: str = text(NOTE_LENGTH, "what it says")
    named: int = whole(0, 1, "1 to show one's name with it, where the activity's setting names is who_wants", default=0)


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """Participant: take back one's own note while notes are collected."""

    type: ClassVar[str] = "note.withdraw"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the note")


@dataclass(frozen=True, slots=True)
class HideNote:
    """Facilitator: take a note off the board, with a reason that everyone can read."""

    type: ClassVar[str] = "note.hide"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the note")
    reason: str = text(REASON_LENGTH, "why")


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """Facilitator: put a note under a theme, or back among the ungrouped."""

    type: ClassVar[str] = "note.place"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the note")
    theme: int = whole(0, NUMBER, "number of the theme, 0 for none")


@dataclass(frozen=True, slots=True)
class ParkNote:
    """Facilitator: set a note aside for another day."""

    type: ClassVar[str] = "note.park"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the note")


@dataclass(frozen=True, slots=True)
class MergeNote:
    """Facilitator: a note says the same as another and stands under it from now on."""

    type: ClassVar[str] = "note.merge"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the note")
    into: int = whole(1, NUMBER, "number of the note that stays")


@dataclass(frozen=True, slots=True)
class AddTheme:
    """Facilitator: a new theme."""

    type: ClassVar[str] = "theme.add"
    op: str = op()
    title: str = text(TITLE_LENGTH, "its name")


@dataclass(frozen=True, slots=True)
class RenameTheme:
    """Facilitator: another name for a theme."""

    type: ClassVar[str] = "theme.rename"
    op: str = op()
    theme: int = whole(1, NUMBER, "number of the theme")
    title: str = text(TITLE_LENGTH, "its name")


COMMANDS = (AddNote, WithdrawNote, HideNote, PlaceNote, ParkNote, MergeNote, AddTheme, RenameTheme)
