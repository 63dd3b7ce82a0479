"""Groups as pages show them, in the same words as the browser's program."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from realtime.domain.activity import Activity
from realtime.domain.groups import Groups, name_of, text_of
from realtime.domain.room import SHOWN, Note, Room

TEXTS = ("name", "place", "question", "size", "written", "numbers")
BLANK: dict[str, Any] = {
    **dict.fromkeys(TEXTS, ""),
    "number": 0,
    "told": False,
    "now": False,
    "led_notes": [],
    "names": [],
}


def of_the_groups() -> dict[str, str]:
    """``{n}`` is filled in."""
    return {
        "group": _("Group {n}"),
        "people": _("People: {n}"),
        "mynumber": _("Your number: {n}"),
        "numbers": _("Their numbers: {n}"),
        "seed": _("Drawn by chance. The draw’s seed: {n}"),
    }


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """``groups`` hold ``led_notes`` and ``numbers``, for those who lead only; ``own_notes`` are for the reader."""
    words, groups = of_the_groups(), room.groups.get(activity.id)
    own = groups.group_of(seat) if groups else 0
    reporting = groups.reporting if groups else 0
    return {
        "formed": groups is not None,
        "chance": activity.settings["how"] == "chance",
        "seed": words["seed"].format(n=groups.seed if groups else ""),
        "count": groups.count if groups else activity.settings.get("count", 4),
        "size": activity.settings.get("size", 0),
        "own": own,
        "group": _group(room, activity, groups, own) if groups and own else BLANK,
        "number": words["mynumber"].format(n=groups.members[seat or 0]) if groups and own else "",
        "own_notes": _notes(room, groups, own, seat) if groups and own else [],
        "reported": groups is not None and own in groups.reported,
        "reporting": name_of(activity, reporting) if reporting else "",
        "reported_notes": _notes(room, groups, reporting, seat) if groups and reporting else [],
        "groups": [_group(room, activity, groups, n) for n in range(1, groups.count + 1)] if groups else [],
        "reform": groups is None or not groups.notes,
        "blank": BLANK,
    }


def _group(room: Room, activity: Activity, groups: Groups, number: int) -> dict[str, Any]:
    words, notes = of_the_groups(), _notes(room, groups, number, None)
    theirs = [str(each) for each, group in groups.numbers.items() if group == number]
    return {
        "number": number,
        "name": name_of(activity, number),
        "place": text_of(activity, number, "place"),
        "question": text_of(activity, number, "question"),
        "people": groups.sizes[number - 1],
        "size": words["people"].format(n=groups.sizes[number - 1]),
        "written": _("Notes: {n}").format(n=len(notes)),
        "numbers": words["numbers"].format(n=", ".join(theirs)) if theirs else "",
        "told": number in groups.reported,
        "now": number == groups.reporting,
        "led_notes": notes,
        "names": [],
        "all_named": False,
    }


def _notes(room: Room, groups: Groups, group: int, seat: int | None) -> list[dict[str, Any]]:
    """Newest first, as the notes' templates take them."""
    shown = [room.notes[id] for id, by in groups.notes.items() if by == group and room.notes[id].state == SHOWN]
    return [{"note": note, "merged": room.merged(note.id), "own": _is_own(note, seat)} for note in reversed(shown)]


def _is_own(note: Note, seat: int | None) -> bool:
    return seat is not None and note.seat == seat
