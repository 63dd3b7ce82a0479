"""What people may ask of a room: a closed set, each with the sender's own name for it (``op``). No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from realtime.wire import MOST_OPTIONS, NOTE_LENGTH, NUMBER, REASON_LENGTH, TITLE_LENGTH, op, text, whole, wholes, word


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Facilitator: people may come in."""

    type: ClassVar[str] = "room.open"
    op: str = op()


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """Facilitator: the session is over."""

    type: ClassVar[str] = "room.close"
    op: str = op()


@dataclass(frozen=True, slots=True)
class OpenActivity:
    """Facilitator: start an activity; one that runs is closed by ``activity.close`` before."""

    type: ClassVar[str] = "activity.open"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class ExtendActivity:
    """Facilitator: give the running activity more time."""

    type: ClassVar[str] = "activity.extend"
    op: str = op()
    activity: str = word("id in the agenda")
    seconds: int = whole(10, 3600, "added to what is left")


@dataclass(frozen=True, slots=True)
class CloseActivity:
    """Facilitator: end the running activity; hidden tallies become visible."""

    type: ClassVar[str] = "activity.close"
    op: str = op()
    activity: str = word("id in the agenda")


@dataclass(frozen=True, slots=True)
class AddNote:
    """Participant: put a note on the board."""

    type: ClassVar[str] = "note.add"
    op: str = op()
    activity: str = word("id in the agenda")
    text: str = text(NOTE_LENGTH, "what it says")


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


@dataclass(frozen=True, slots=True)
class SetDots:
    """Participant: how many of one's dots stand on an item (0 takes them back)."""

    type: ClassVar[str] = "dots.set"
    op: str = op()
    activity: str = word("id in the agenda")
    item: int = whole(1, NUMBER, "number of the theme or note")
    count: int = whole(0, 50, "dots on it from now on")


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """Participant: one's answer to a poll from now on (none takes it back)."""

    type: ClassVar[str] = "answer.give"
    op: str = op()
    activity: str = word("id in the agenda")
    choices: tuple[int, ...] = wholes(1, MOST_OPTIONS, MOST_OPTIONS, "numbers of the options chosen, from 1")


Command = (
    OpenRoom | CloseRoom | OpenActivity | ExtendActivity | CloseActivity | AddNote | WithdrawNote | HideNote
    | PlaceNote | ParkNote | MergeNote | AddTheme | RenameTheme | SetDots | GiveAnswer
)  # fmt: skip
COMMANDS: dict[str, type[Any]] = {cls.type: cls for cls in Command.__args__}
