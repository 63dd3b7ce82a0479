"""Working in groups, and their reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import MOST_GROUPS, NOTE_LENGTH, NUMBER, op, text, whole, word


@dataclass(frozen=True, slots=True)
class FormGroups:
    """Facilitator: make so many groups, as long as none has written."""

    type: ClassVar[str] = "groups.form"
    op: str = op()
    activity: str = word("id in the agenda")
    count: int = whole(2, MOST_GROUPS, "how many")


@dataclass(frozen=True, slots=True)
class JoinGroup:
    """Participant: come into a group; where groups are drawn by chance, the smallest."""

    type: ClassVar[str] = "group.join"
    op: str = op()
    activity: str = word("id in the agenda")
    group: int = whole(0, MOST_GROUPS, "its number, 0 for one of the smallest")


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Facilitator: somebody goes to another group."""

    type: ClassVar[str] = "group.move"
    op: str = op()
    activity: str = word("id in the agenda")
    number: int = whole(1, NUMBER, "the person's number, as their phone shows it")
    group: int = whole(1, MOST_GROUPS, "number of the group")


@dataclass(frozen=True, slots=True)
class WriteForGroup:
    """Participant: a note of one's own group. Only the group and those who lead read it until the group reports."""

    type: ClassVar[str] = "group.write"
    op: str = op()
    activity: str = word("id in the agenda")
    text: str = text(NOTE_LENGTH, "what it says")
    group: int = whole(0, MOST_GROUPS, "0; a note-taker's page names the group of whoever has no phone", default=0)


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Facilitator: everyone sees a group's notes; they stand on the board from now on."""

    type: ClassVar[str] = "group.report"
    op: str = op()
    activity: str = word("id in the agenda")
    group: int = whole(0, MOST_GROUPS, "its number, 0 when the report is over")


COMMANDS = (FormGroups, JoinGroup, MovePerson, WriteForGroup, ReportGroup)
