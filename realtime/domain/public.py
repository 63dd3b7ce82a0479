"""What of a room and its events everyone may see: no seats, no dots before their time, no words of hidden notes."""

from __future__ import annotations

from typing import Any

from realtime.domain.state import SHOWN, Happening, Note, Room


def public_happening(happening: Happening, after: Room) -> dict[str, Any]:
    """The event as it travels; ``after`` is the room at this event or later."""
    data = dict(happening.data)
    if happening.type == "note.added" and after.notes[happening.seq].state != SHOWN:
        data["text"] = ""
    if happening.type == "dots.set":
        if after.seen_at_once(data["activity"]):
            data = {**data, "count": after.stage(data["activity"]).tallies.get(data["item"], 0)}
        else:
            data = {}
    if happening.type == "answer.given":
        data = _public_answer(data["activity"], after)
    return {"seq": happening.seq, "type": happening.type, "data": data}


def _public_answer(activity: str, after: Room) -> dict[str, Any]:
    """That somebody answered, never what; with the tallies where they are seen at once."""
    stage = after.stage(activity)
    told: dict[str, Any] = {"activity": activity, "voters": stage.voters}
    if after.seen_at_once(activity):
        told["tallies"] = [[item, count] for item, count in stage.tallies.items()]
    return told


def public_room(room: Room) -> dict[str, Any]:
    """The whole room as JSON, as of ``room.seq``; what the browser's reducer works on."""
    return {
        "seq": room.seq,
        "state": room.state,
        "current": room.current,
        "last": room.last,
        "stages": {
            id: {
                "state": stage.state,
                "number": stage.number,
                "ends_at": stage.ends_at,
                "items": list(stage.items),
                "tallies": {str(item): count for item, count in stage.tallies.items()},
                "voters": stage.voters,
            }
            for id, stage in room.stages.items()
        },
        "notes": {str(note.id): _public_note(note) for note in room.notes.values()},
        "themes": {str(theme.id): theme.title for theme in room.themes.values()},
        "results": {str(item): contribution for item, contribution in room.results.items()},
    }


def _public_note(note: Note) -> dict[str, Any]:
    return {
        "activity": note.activity,
        "text": note.text,
        "theme": note.theme,
        "parked": note.parked,
        "merged_into": note.merged_into,
        "state": note.state,
        "reason": note.reason,
    }


def mine(room: Room, seat: int) -> dict[str, Any]:
    """What only the person of ``seat`` may see: their notes' numbers, their dots and answers by activity."""
    return {
        "notes": [note.id for note in room.notes_of(seat)],
        "given": {
            id: {str(item): count for item, count in given.get(seat, {}).items()} for id, given in room.given.items()
        },
    }
