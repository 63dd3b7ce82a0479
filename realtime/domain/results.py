"""What a room brought out: its themes and lone notes in order of dots."""

from __future__ import annotations

from dataclasses import dataclass

from realtime.domain.decide import things_to_rank
from realtime.domain.state import SHOWN, Note, Room


@dataclass(frozen=True, slots=True)
class Result:
    """``item`` is the number of a theme or of a note under no theme; ``notes`` what stands under it."""

    item: int
    title: str
    notes: tuple[Note, ...]
    dots: int
    activity: str
    contribution: int

    @property
    def said(self) -> int:
        """How many notes, merged ones included."""
        return len(self.notes)


def results(room: Room) -> list[Result]:
    """Most dots first, then more notes, then the lower number; dots of the last prioritising that was closed."""
    activity, tallies, items = _last_count(room)
    found = []
    for item in dict.fromkeys([*items, *things_to_rank(room)]):
        title, notes = _under(room, item)
        if notes:
            contribution = room.results.get(item, 0)
            found.append(Result(item, title, tuple(notes), tallies.get(item, 0), activity, contribution))
    return sorted(found, key=lambda result: (-result.dots, -result.said, result.item))


def _last_count(room: Room) -> tuple[str, dict[int, int], tuple[int, ...]]:
    for activity in reversed(room.agenda):
        stage = room.stage(activity.id)
        if activity.method == "prioritise" and stage.state == "done":
            return activity.id, dict(stage.tallies), stage.items
    collected = next((activity.id for activity in reversed(room.agenda) if activity.method == "collect"), "")
    return collected, {}, ()


def _under(room: Room, item: int) -> tuple[str, list[Note]]:
    if item in room.themes:
        standing = [note for note in room.board() if note.theme == item]
        return room.themes[item].title, [each for note in standing for each in (note, *room.merged(note.id))]
    note = room.notes.get(item)
    if note is None or note.state != SHOWN or not note.stands:
        return "", []
    return note.text, [note, *room.merged(note.id)]
