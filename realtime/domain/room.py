"""What a room is: data only, with what can be read off it. What changes it stands in the rules.

Notes and themes are named by the number of the event that made them, so no other id is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from realtime.domain.activity import Activity
from realtime.domain.floor import Floor
from realtime.domain.groups import Groups

WAITING, RUNNING, DONE = "waiting", "running", "done"
NOBODY = 0
SHOWN, HIDDEN, WITHDRAWN = "shown", "hidden", "withdrawn"
# Methods whose notes are grouped and prioritised; those of the others belong to their own step.
ON_BOARD = ("collect", "breakouts")
MAX_NOTES = 20_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One numbered event of a room. ``seat`` is who caused it and never leaves the server; ``at`` is ISO 8601 UTC."""

    seq: int
    type: str
    data: Mapping[str, Any]
    at: str
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """``name``: of its author, where they wanted it shown or the step asks for it. ``about``: what else its method
    keeps with it, such as the passage that a suggestion is about."""

    id: int
    activity: str
    text: str
    seat: int | None
    theme: int = 0
    parked: bool = False
    merged_into: int = 0
    state: str = SHOWN
    reason: str = ""
    name: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether it is on the board as a note of its own."""
        return self.state == SHOWN and not self.merged_into


@dataclass(frozen=True, slots=True)
class Theme:
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an activity is. ``items`` are what dots may be put on, or the numbers of a poll's options; ``tallies``
    are filled when they may be seen, ``voters`` as soon as anybody answers. ``number`` is that of the event that first
    opened it. ``left``: seconds on its timer while that is paused. ``outcome``: what its method found at its end."""

    state: str = WAITING
    number: int = 0
    ends_at: str = ""
    left: int = 0
    items: tuple[int, ...] = ()
    tallies: Mapping[int, int] = field(default_factory=dict)
    voters: int = 0
    outcome: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Room:
    """The state after event ``seq``. Treated as a value: ``reduce`` never changes the one it is given.

    ``given``: activity → seat → item → dots, 1 for each option that the seat chose, the place in a ranking, or the vote
    on a statement. ``heard``: activity → statement → how often it was answered. ``last``: the activity that was closed
    last, while none runs. ``door``: who may come in, as realtime.enums.Door; ``waiting``: the seats that wait to be let
    in. ``revised``: number of the event that last changed the agenda, 0 for none. ``planned``: seconds that all steps
    were to take when it opened. ``floor``: who speaks, waits to speak and has spoken in this session. ``slides``:
    activity → the slide shown now and the furthest that was. ``marks``: question → open, now or answered. ``modes``:
    activity → how its text is written now, where that was changed. ``wall``: live, frozen or blank, since event
    ``wall_since``. ``groups``: activity → its groups.
    """

    title: str
    agenda: tuple[Activity, ...]
    revised: int = 0
    planned: int = 0
    wall: str = "live"
    wall_since: int = 0
    seq: int = 0
    state: str = "prepared"
    current: str = ""
    last: str = ""
    stages: dict[str, Stage] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    written: dict[int | None, tuple[int, ...]] = field(default_factory=dict)
    themes: dict[int, Theme] = field(default_factory=dict)
    given: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    heard: dict[str, dict[int, int]] = field(default_factory=dict)
    results: dict[int, int] = field(default_factory=dict)
    floor: Floor = Floor()
    slides: dict[str, tuple[int, int]] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    groups: dict[str, Groups] = field(default_factory=dict)
    door: str = "open"
    waiting: frozenset[int] = frozenset()
    modes: dict[str, str] = field(default_factory=dict)

    def activity(self, id: str) -> Activity | None:
        return next((activity for activity in self.agenda if activity.id == id), None)

    def stage(self, id: str) -> Stage:
        return self.stages.get(id, Stage())

    def board(self) -> list[Note]:
        """The notes that stand on the board, oldest first."""
        collected = {activity.id for activity in self.agenda if activity.method in ON_BOARD}
        shown = [note for note in self.notes.values() if note.stands and note.activity in collected]
        return [note for note in shown if not self.veiled(note.id)] if self.groups else shown

    def notes_in(self, activity: str) -> list[Note]:
        """The notes that stand in one activity, oldest first."""
        shown = [note for note in self.notes.values() if note.stands and note.activity == activity]
        return [note for note in shown if not self.veiled(note.id)] if activity in self.groups else shown

    def veiled(self, note: int) -> bool:
        """Whether it is one group's alone, until that group reports."""
        return any(groups.veils(note) for groups in self.groups.values())

    def merged(self, id: int) -> list[Note]:
        """The notes that were merged into note ``id`` and may be read."""
        return [note for note in self.notes.values() if note.merged_into == id and note.state == SHOWN]

    def notes_of(self, seat: int | None) -> list[Note]:
        """The notes of one seat that may be read, oldest first."""
        return [self.notes[id] for id in self.written.get(seat, ()) if self.notes[id].state == SHOWN]

    def given_by(self, activity: str, seat: int | None) -> dict[int, int]:
        """Item → dots of one seat, or 1 for each option that it chose."""
        return {} if seat is None else self.given.get(activity, {}).get(seat, {})

    def voters(self, activity: str) -> int:
        """How many gave dots or an answer and did not take them back."""
        return sum(1 for given in self.given.get(activity, {}).values() if given)

    def tallies(self, activity: str) -> dict[int, int]:
        """Item → dots or answers of everyone, whether or not they may be seen yet."""
        sums = dict.fromkeys(self.stage(activity).items, 0)
        for given in self.given.get(activity, {}).values():
            for item, count in given.items():
                sums[item] = sums.get(item, 0) + count
        return sums

    def seen_at_once(self, activity: str) -> bool:
        found = self.activity(activity)
        return found is not None and found.settings.get("visible") == "at_once"


def copy(room: Room) -> Room:
    """A room that may be changed without changing ``room``: containers are new, the frozen things in them shared."""
    return replace(
        room,
        stages=dict(room.stages),
        notes=dict(room.notes),
        written=dict(room.written),
        themes=dict(room.themes),
        given={activity: dict(seats) for activity, seats in room.given.items()},
        heard={activity: dict(items) for activity, items in room.heard.items()},
        results=dict(room.results),
        modes=dict(room.modes),
        slides=dict(room.slides),
        marks=dict(room.marks),
        groups=dict(room.groups),
    )
