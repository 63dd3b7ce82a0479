"""What a room brought out: its themes and lone notes in order of dots, and the answers to its polls."""

from __future__ import annotations

from dataclasses import dataclass

from realtime.domain.decide import things_to_rank
from realtime.domain.state import SHOWN, Note, Room


@dataclass(frozen=True, slots=True)
class Result:
    """``item`` is the number of a theme, of a note under no theme, or of the event that first opened a poll.

    ``notes``: what stands under it. ``dots``: on it, or how many answered the poll. ``answers``: of a poll, each with
    how many chose it.
    """

    item: int
    title: str
    notes: tuple[Note, ...]
    dots: int
    activity: str
    contribution: int
    answers: tuple[tuple[str, int], ...] = ()

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
    found.sort(key=lambda result: (-result.dots, -result.said, result.item))
    return [*found, *_polls(room)]


def _polls(room: Room) -> list[Result]:
    """The closed polls that anybody answered, in the order of the agenda."""
    found = []
    for activity in room.agenda:
        stage = room.stage(activity.id)
        if activity.method == "poll" and stage.state == "done" and stage.voters:
            options = enumerate(activity.settings["options"], 1)
            answers = tuple((text, stage.tallies.get(number, 0)) for number, text in options)
            contribution = room.results.get(stage.number, 0)
            found.append(Result(stage.number, activity.purpose, (), stage.voters, activity.id, contribution, answers))
    return found


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
