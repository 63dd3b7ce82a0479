"""What a room brought out: its themes and lone notes in order of dots, and what its other activities found."""

from __future__ import annotations

from realtime.domain.methods import METHODS
from realtime.domain.methods.prioritise import things_to_rank
from realtime.domain.room import DONE, ON_BOARD, SHOWN, Note, Room
from realtime.domain.rules import Result


def results(room: Room) -> list[Result]:
    """The board first: most dots, then more notes, then the lower number. The rest in the order of the agenda."""
    done = [activity for activity in room.agenda if room.stage(activity.id).state == DONE]
    return [
        *_of_the_board(room),
        *(each for activity in done for each in METHODS[activity.method].results(room, activity)),
    ]


def _of_the_board(room: Room) -> list[Result]:
    """With the dots of the last prioritising that was closed."""
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
        if activity.method == "prioritise" and stage.state == DONE:
            return activity.id, dict(stage.tallies), stage.items
    collected = next((activity.id for activity in reversed(room.agenda) if activity.method in ON_BOARD), "")
    return collected, {}, ()


def _under(room: Room, item: int) -> tuple[str, list[Note]]:
    if item in room.themes:
        standing = [note for note in room.board() if note.theme == item]
        return room.themes[item].title, [each for note in standing for each in (note, *room.merged(note.id))]
    note = room.notes.get(item)
    if note is None or note.state != SHOWN or not note.stands:
        return "", []
    return note.text, [note, *room.merged(note.id)]
