"""Rules of notes and themes. Whatever people write in a room is a note of the activity that asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.commands.board import (
    AddNote,
    AddTheme,
    HideNote,
    MergeNote,
    ParkNote,
    PlaceNote,
    RenameTheme,
    WithdrawNote,
)
from realtime.domain.activity import Activity
from realtime.domain.methods import METHODS
from realtime.domain.room import HIDDEN, MAX_NOTES, SHOWN, WITHDRAWN, Happening, Note, Room, Theme
from realtime.domain.rules import OTHER_METHOD, SAID, Fact, Refused, Rules, Sender, as_counted, running

MAX_THEMES = 60


def _add_note(room: Room, sender: Sender, command: AddNote, now: datetime) -> Fact:
    activity = running(room, command.activity)
    rule = METHODS[activity.method].notes(activity)
    if rule is None or rule.command != command.type:
        raise Refused("other_method", OTHER_METHOD)
    if len(command.text) > rule.length:
        raise Refused("long", _("This is too long. Make it shorter."))
    own = [note for note in room.notes_of(sender.seat) if note.activity == activity.id]
    if rule.answers and as_counted(command.text) in [as_counted(note.text) for note in own]:
        raise Refused("said", SAID)
    if rule.most and len(own) >= rule.most:
        raise Refused("enough_notes", _("You have used all your notes here. Take one back to write another."))
    if len(room.notes) >= MAX_NOTES:
        raise Refused("board_full", _("The board is full."))
    data = {"activity": activity.id, "text": command.text}
    name = _name(activity, sender, command)
    return Fact("note.added", {**data, "name": name} if name else data)


def _name(activity: Activity, sender: Sender, command: AddNote) -> str:
    """Whose name stands beside it: nobody's unless the step says otherwise."""
    names = activity.settings.get("names", "nobody")
    if names == "everybody" and not sender.name:
        raise Refused("no_name", _("Notes are signed in this step. Choose a name for yourself first."))
    return sender.name if names == "everybody" or (names == "who_wants" and command.named) else ""


def _withdraw_note(room: Room, sender: Sender, command: WithdrawNote, now: datetime) -> Fact:
    note = _note(room, command.note)
    if note.seat != sender.seat:
        raise Refused("not_yours", _("This note is not yours."))
    if METHODS[running(room, note.activity).method].notes(running(room, note.activity)) is None:
        raise Refused("part_of_an_answer", _("This belongs to your answer. Change the answer instead."))
    return Fact("note.withdrawn", {"note": note.id})


def _hide_note(room: Room, sender: Sender, command: HideNote, now: datetime) -> Fact:
    return Fact("note.hidden", {"note": _note(room, command.note).id, "reason": command.reason})


def _place_note(room: Room, sender: Sender, command: PlaceNote, now: datetime) -> Fact:
    _regrouping(room)
    if command.theme and command.theme not in room.themes:
        raise Refused("no_such_theme", _("This theme is not on the board."))
    return Fact("note.placed", {"note": _told(room, command.note).id, "theme": command.theme})


def _park_note(room: Room, sender: Sender, command: ParkNote, now: datetime) -> Fact:
    _regrouping(room)
    return Fact("note.parked", {"note": _told(room, command.note).id})


def _merge_note(room: Room, sender: Sender, command: MergeNote, now: datetime) -> Fact:
    _regrouping(room)
    note, into = _told(room, command.note), _told(room, command.into)
    if note.id == into.id or not into.stands:
        raise Refused("cannot_merge", _("Choose another note that stands on the board."))
    return Fact("note.merged", {"note": note.id, "into": into.id})


def _add_theme(room: Room, sender: Sender, command: AddTheme, now: datetime) -> Fact:
    _regrouping(room)
    if any(theme.title == command.title for theme in room.themes.values()):
        raise Refused("theme_exists", _("A theme has this name already."))
    if len(room.themes) >= MAX_THEMES:
        raise Refused("too_many_themes", _("There are too many themes."))
    return Fact("theme.added", {"title": command.title})


def _rename_theme(room: Room, sender: Sender, command: RenameTheme, now: datetime) -> Fact:
    if command.theme not in room.themes:
        raise Refused("no_such_theme", _("This theme is not on the board."))
    return Fact("theme.renamed", {"theme": command.theme, "title": command.title})


def _regrouping(room: Room) -> None:
    """While dots are given, what they stand on stays as it is."""
    running = room.activity(room.current)
    if running is not None and running.method == "prioritise":
        raise Refused("dots_running", _("Notes stay where they are while dots are given."))


def _note(room: Room, id: int) -> Note:
    note = room.notes.get(id)
    if note is None or note.state != SHOWN:
        raise Refused("no_such_note", _("This note is not on the board."))
    return note


def _told(room: Room, id: int) -> Note:
    """A note that everyone may read."""
    if room.veiled(id):
        raise Refused("no_such_note", _("This note is not on the board."))
    return _note(room, id)


def _note_added(room: Room, happening: Happening) -> None:
    data = happening.data
    room.notes[happening.seq] = Note(
        happening.seq,
        data["activity"],
        data["text"],
        happening.seat,
        name=data.get("name", ""),
        about=data.get("about", {}),
    )
    room.written[happening.seat] = (*room.written.get(happening.seat, ()), happening.seq)


def _note_withdrawn(room: Room, happening: Happening) -> None:
    _release_merged(room, happening.data["note"])
    _change_note(room, happening, state=WITHDRAWN, text="", name="")


def _note_unnamed(room: Room, happening: Happening) -> None:
    """By the site alone, when its author's account is deleted."""
    _change_note(room, happening, name="")


def _note_hidden(room: Room, happening: Happening) -> None:
    _release_merged(room, happening.data["note"])
    _change_note(room, happening, state=HIDDEN, reason=happening.data["reason"], text="", name="")


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


def _public_addition(after: Room, happening: Happening) -> dict[str, Any]:
    """As it is now: words of a note that was hidden or taken back since are left out, and a name that was."""
    note = after.notes[happening.seq]
    told: dict[str, Any] = {"activity": note.activity, "text": note.text}
    if note.name:
        told["name"] = note.name
    if note.about:
        told["about"] = _public_about(note)
    return told


def _whole(room: Room) -> dict[str, Any]:
    return {
        "notes": {str(note.id): _public_note(note, veiled=room.veiled(note.id)) for note in room.notes.values()},
        "themes": {str(theme.id): theme.title for theme in room.themes.values()},
    }


def _public_note(note: Note, *, veiled: bool) -> dict[str, Any]:
    return {
        "activity": note.activity,
        "text": "" if veiled else note.text,
        "theme": note.theme,
        "parked": note.parked,
        "merged_into": note.merged_into,
        "state": note.state,
        "reason": note.reason,
        "name": note.name,
        **({"veiled": True} if veiled else {}),
        **({"about": _public_about(note)} if note.about else {}),
    }


def _public_about(note: Note) -> dict[str, Any]:
    """Without the places in the text, which only the server uses, and without whose the objections are."""
    about = note.about
    return {
        "passage": about["passage"],
        "quote": about["quote"] if note.state == SHOWN else "",
        "state": about["state"],
        "reason": about["reason"],
        "objections": [reason for _seat, reason in about["objections"]],
    }


def _mine(room: Room, seat: int) -> dict[str, Any]:
    return {"notes": [note.id for note in room.notes_of(seat)]}


RULES = Rules(
    decide={
        "note.add": _add_note,
        "note.withdraw": _withdraw_note,
        "note.hide": _hide_note,
        "note.place": _place_note,
        "note.park": _park_note,
        "note.merge": _merge_note,
        "theme.add": _add_theme,
        "theme.rename": _rename_theme,
    },
    participants=frozenset({"note.add", "note.withdraw"}),
    apply={
        "note.added": _note_added,
        "note.withdrawn": _note_withdrawn,
        "note.hidden": _note_hidden,
        "note.unnamed": _note_unnamed,
        "note.placed": _note_placed,
        "note.parked": _note_parked,
        "note.merged": _note_merged,
        "theme.added": _theme_added,
        "theme.renamed": _theme_renamed,
    },
    private=frozenset({"note.withdrawn", "note.hidden"}),
    yours=frozenset({"note.added"}),
    words={"note.added": "text"},
    whole=_whole,
    mine=_mine,
)
