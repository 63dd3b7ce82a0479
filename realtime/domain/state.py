"""What a room is after the events of its log: a pure reducer that server, minutes and tests share.

The browser holds the same reducer (frontend/live/state.js); tests/realtime/test_browser_state.py compares the two.
Notes and themes are named by the number of the event that made them, so no other id is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from realtime.domain.agenda import Activity

WAITING, RUNNING, DONE = "waiting", "running", "done"
NOBODY = 0
SHOWN, HIDDEN, WITHDRAWN = "shown", "hidden", "withdrawn"


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
    id: int
    activity: str
    text: str
    seat: int | None
    theme: int = 0
    parked: bool = False
    merged_into: int = 0
    state: str = SHOWN
    reason: str = ""

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
    are filled when they may be seen, ``voters`` as soon as anybody answers a poll. ``number`` is that of the event that
    first opened it."""

    state: str = WAITING
    number: int = 0
    ends_at: str = ""
    items: tuple[int, ...] = ()
    tallies: Mapping[int, int] = field(default_factory=dict)
    voters: int = 0


@dataclass(slots=True)
class Room:
    """The state after event ``seq``. Treated as a value: ``reduce`` never changes the one it is given.

    ``given``: activity → seat → item → dots, or 1 for each option of a poll that the seat chose. ``last``: the activity
    that was closed last, while none runs.
    """

    title: str
    agenda: tuple[Activity, ...]
    seq: int = 0
    state: str = "prepared"
    current: str = ""
    last: str = ""
    stages: dict[str, Stage] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    written: dict[int | None, tuple[int, ...]] = field(default_factory=dict)
    themes: dict[int, Theme] = field(default_factory=dict)
    given: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    results: dict[int, int] = field(default_factory=dict)

    def activity(self, id: str) -> Activity | None:
        return next((activity for activity in self.agenda if activity.id == id), None)

    def stage(self, id: str) -> Stage:
        return self.stages.get(id, Stage())

    def board(self) -> list[Note]:
        """The notes that stand, oldest first."""
        return [note for note in self.notes.values() if note.stands]

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
        results=dict(room.results),
    )


def reduce(room: Room, happenings: Iterable[Happening]) -> Room:
    """The room after ``happenings``. One seen before changes nothing; raises HoleInTheLog when one is missing."""
    after = copy(room)
    for happening in happenings:
        apply(after, happening)
    return after


class HoleInTheLog(ValueError):
    """An event came whose predecessor has not been applied; the caller reads the missing ones from the table."""


def apply(room: Room, happening: Happening) -> None:
    """Changes ``room`` in place; for a caller that holds its own copy."""
    if happening.seq <= room.seq:
        return
    if happening.seq != room.seq + 1:
        raise HoleInTheLog(f"event {happening.seq} after {room.seq}")
    APPLY[happening.type](room, happening)
    room.seq = happening.seq


def _opened(room: Room, _: Happening) -> None:
    room.state = "open"


def _closed(room: Room, _: Happening) -> None:
    room.state = "closed"
    room.current = ""


def _activity_opened(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    room.current, room.last = id, ""
    before = room.stage(id)
    room.stages[id] = replace(
        before,
        state=RUNNING,
        number=before.number or happening.seq,
        ends_at=happening.data["ends_at"],
        items=tuple(happening.data["items"]),
        tallies={int(item): count for item, count in happening.data.get("tallies", ())},
    )


def _activity_extended(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    room.stages[id] = replace(room.stage(id), ends_at=happening.data["ends_at"])


def _activity_closed(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    tallies = {int(item): count for item, count in happening.data["tallies"]}
    room.stages[id] = replace(room.stage(id), state=DONE, ends_at="", tallies=tallies, voters=happening.data["voters"])
    if room.current == id:
        room.current, room.last = "", id


def _note_added(room: Room, happening: Happening) -> None:
    data = happening.data
    room.notes[happening.seq] = Note(happening.seq, data["activity"], data["text"], happening.seat)
    room.written[happening.seat] = (*room.written.get(happening.seat, ()), happening.seq)


def _note_withdrawn(room: Room, happening: Happening) -> None:
    _release_merged(room, happening.data["note"])
    _change_note(room, happening, state=WITHDRAWN, text="")


def _note_hidden(room: Room, happening: Happening) -> None:
    _release_merged(room, happening.data["note"])
    _change_note(room, happening, state=HIDDEN, reason=happening.data["reason"], text="")


def _release_merged(room: Room, id: int) -> None:
    """Notes merged into one that goes away stand on their own again, where it stood."""
    gone = room.notes[id]
    for note in room.merged(id):
        room.notes[note.id] = replace(note, merged_into=0, theme=gone.theme, parked=gone.parked)


def _note_placed(room: Room, happening: Happening) -> None:
    _change_note(room, happening, theme=happening.data["theme"], parked=False, merged_into=0)


def _note_parked(room: Room, happening: Happening) -> None:
    _change_note(room, happening, theme=0, parked=True)


def _note_merged(room: Room, happening: Happening) -> None:
    into = happening.data["into"]
    for note in room.merged(happening.data["note"]):
        room.notes[note.id] = replace(note, merged_into=into)
    _change_note(room, happening, merged_into=into, theme=0, parked=False)


def _change_note(room: Room, happening: Happening, **changes: Any) -> None:
    id = happening.data["note"]
    room.notes[id] = replace(room.notes[id], **changes)


def _theme_added(room: Room, happening: Happening) -> None:
    room.themes[happening.seq] = Theme(happening.seq, happening.data["title"])


def _theme_renamed(room: Room, happening: Happening) -> None:
    room.themes[happening.data["theme"]] = Theme(happening.data["theme"], happening.data["title"])


def _dots_set(room: Room, happening: Happening) -> None:
    data = happening.data
    activity, item, count = data["activity"], data["item"], data["count"]
    seat = NOBODY if happening.seat is None else happening.seat
    given = dict(room.given_by(activity, seat))
    more = count - given.get(item, 0)
    given[item] = count
    room.given.setdefault(activity, {})[seat] = {id: dots for id, dots in given.items() if dots}
    if room.seen_at_once(activity):
        stage = room.stage(activity)
        room.stages[activity] = replace(stage, tallies={**stage.tallies, item: stage.tallies.get(item, 0) + more})


def _answer_given(room: Room, happening: Happening) -> None:
    activity = happening.data["activity"]
    seat = NOBODY if happening.seat is None else happening.seat
    before, chosen = room.given_by(activity, seat), dict.fromkeys(happening.data["choices"], 1)
    room.given.setdefault(activity, {})[seat] = chosen
    stage = room.stage(activity)
    tallies = dict(stage.tallies)
    if room.seen_at_once(activity):
        for item in stage.items:
            tallies[item] = tallies.get(item, 0) + chosen.get(item, 0) - before.get(item, 0)
    voters = stage.voters + bool(chosen) - bool(before)
    room.stages[activity] = replace(stage, tallies=tallies, voters=voters)


def _handed_over(room: Room, happening: Happening) -> None:
    room.results[happening.data["item"]] = happening.data["contribution"]


APPLY: dict[str, Callable[[Room, Happening], None]] = {
    "room.opened": _opened,
    "room.closed": _closed,
    "activity.opened": _activity_opened,
    "activity.extended": _activity_extended,
    "activity.closed": _activity_closed,
    "note.added": _note_added,
    "note.withdrawn": _note_withdrawn,
    "note.hidden": _note_hidden,
    "note.placed": _note_placed,
    "note.parked": _note_parked,
    "note.merged": _note_merged,
    "theme.added": _theme_added,
    "theme.renamed": _theme_renamed,
    "dots.set": _dots_set,
    "answer.given": _answer_given,
    "result.handed_over": _handed_over,
}
