"""All that is public of a closed session, as data (docs/exports.md). Names of persons are in no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import override

from consultations.record.domain.spreadsheet import line
from realtime.domain.agenda import write_agenda
from realtime.domain.public import public_happening, public_room
from realtime.domain.results import results
from realtime.domain.room import Room
from realtime.domain.rules import Result
from realtime.models import Session
from realtime.queries.log import events_after
from realtime.queries.minutes import numbers_of

FORMAT = "participate-live-session/1"
NAMES = ("name", "names")
NOTES = ("number", "activity", "text", "theme", "parked", "merged_into", "state", "reason")
RESULTS = ("number", "activity", "title", "outcome", "contribution", "row", "figure", "value")


def session_told(session: Session, room: Room) -> dict[str, Any]:
    """Ready for JSON; sentences in the session's own language."""
    events = [public_happening(each, room) for each in events_after(session, 0) if each.seq <= room.seq]
    with override(session.language):
        found = [_result(each) for each in results(room)]
    return {
        "format": FORMAT,
        "code": session.code,
        "subject": session.subject,
        "consultation": session.consultation.slug,
        "title": session.title,
        "language": session.language,
        "place": session.place,
        "opened_at": session.opened_at,
        "closed_at": session.closed_at,
        "agenda": write_agenda(room.agenda),
        "numbers": asdict(numbers_of(session, room)),
        "results": found,
        "room": _without_names(public_room(room)),
        "events": _without_names(events),
    }


def _result(result: Result) -> dict[str, Any]:
    table = result.table
    return {
        "number": result.item,
        "activity": result.activity,
        "title": result.title,
        "notes": [note.id for note in result.notes],
        "dots": result.dots,
        "outcome": str(result.outcome),
        "paragraphs": list(result.paragraphs),
        "contribution": f"contribution/{result.contribution}" if result.contribution else "",
        "heads": [str(head) for head in table.heads] if table else [],
        "rows": [[text, *map(_figure, figures)] for text, figures in table.rows] if table else [],
    }


def _figure(value: Any) -> int | str:
    return value if isinstance(value, int) else str(value)


def _without_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_names(each) for key, each in value.items() if key not in NAMES}
    return [_without_names(each) for each in value] if isinstance(value, list | tuple) else value


def notes_lines(room: Room) -> Iterator[str]:
    """Every note in order; one taken back or hidden, or of a group that did not report, is a row without its words."""
    yield line(NOTES)
    for note in room.notes.values():
        theme = room.themes[note.theme].title if note.theme in room.themes else ""
        merged = note.merged_into or None
        text = "" if room.veiled(note.id) else note.text
        yield line((note.id, note.activity, text, theme, note.parked, merged, note.state, note.reason))


def results_lines(session: Session, room: Room) -> Iterator[str]:
    """One figure a row."""
    yield line(RESULTS)
    with override(session.language):
        found = [_result(each) for each in results(room)]
    for result in found:
        begin = [result[key] for key in RESULTS[:5]]
        if not result["rows"]:
            yield line([*begin, "", "notes", len(result["notes"])])
            yield line([*begin, "", "dots", result["dots"]])
        for text, *figures in result["rows"]:
            for head, figure in zip(result["heads"], figures, strict=True):
                yield line([*begin, text, head, figure])
