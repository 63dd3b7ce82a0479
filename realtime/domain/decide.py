"""What the room answers to a command: a fact for its log, or a refusal in words for the person. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from realtime import commands as c
from realtime.domain.state import RUNNING, SHOWN, Note, Room

MAX_NOTES, MAX_THEMES = 20_000, 60


class Refused(Exception):
    """The command is not carried out. ``code`` is for programs, ``reason`` for the person."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a command: the seat's number and whether its person may facilitate this room, at this moment."""

    seat: int
    facilitates: bool


@dataclass(frozen=True, slots=True)
class Fact:
    type: str
    data: dict[str, Any]


def decide(room: Room, sender: Sender, command: c.Command, now: datetime) -> Fact:
    """The one fact that ``command`` makes of ``room``; raises Refused."""
    for_facilitators = command.type not in PARTICIPANTS
    if for_facilitators and not sender.facilitates:
        raise Refused("not_facilitator", _("Only the facilitator can do this."))
    if room.state == "closed":
        raise Refused("room_closed", _("This session is over."))
    if room.state == "prepared" and not isinstance(command, c.OpenRoom):
        raise Refused("room_not_open", _("This session has not been opened yet."))
    return DECIDE[command.type](room, sender, command, now)


PARTICIPANTS = {"note.add", "note.withdraw", "dots.set", "answer.give"}


def _open_room(room: Room, sender: Sender, command: c.OpenRoom, now: datetime) -> Fact:
    if room.state != "prepared":
        raise Refused("room_open", _("This session is open already."))
    return Fact("room.opened", {})


def _close_room(room: Room, sender: Sender, command: c.CloseRoom, now: datetime) -> Fact:
    if room.current:
        raise Refused("activity_runs", _("Close the running activity first."))
    return Fact("room.closed", {})


def _open_activity(room: Room, sender: Sender, command: c.OpenActivity, now: datetime) -> Fact:
    activity = room.activity(command.activity)
    if activity is None:
        raise Refused("no_such_activity", _("This activity is not in the agenda."))
    if room.current:
        raise Refused("activity_runs", _("Close the running activity first."))
    items: list[int] = []
    if activity.method == "prioritise":
        items = things_to_rank(room)
        if not items:
            raise Refused("nothing_to_rank", _("There is nothing to put dots on yet. Collect notes first."))
    if activity.method == "poll":
        items = list(range(1, len(activity.settings["options"]) + 1))
    so_far = room.tallies(activity.id) if room.seen_at_once(activity.id) else {}
    return Fact(
        "activity.opened",
        {
            "activity": activity.id,
            "ends_at": _in(now, activity.seconds) if activity.seconds else "",
            "items": items,
            "tallies": [[item, count] for item, count in so_far.items()],
        },
    )


def things_to_rank(room: Room) -> list[int]:
    """Themes that hold a note, then notes under no theme that are not parked; by number."""
    board = room.board()
    used = {note.theme for note in board if note.theme}
    alone = [note.id for note in board if not note.theme and not note.parked]
    return [theme for theme in room.themes if theme in used] + alone


def _extend_activity(room: Room, sender: Sender, command: c.ExtendActivity, now: datetime) -> Fact:
    _running(room, command.activity)
    ends_at = room.stage(command.activity).ends_at
    start = max(now, datetime.fromisoformat(ends_at)) if ends_at else now
    return Fact("activity.extended", {"activity": command.activity, "ends_at": _in(start, command.seconds)})


def _close_activity(room: Room, sender: Sender, command: c.CloseActivity, now: datetime) -> Fact:
    _running(room, command.activity)
    voters = room.voters(command.activity)
    tallies = [[item, count] for item, count in room.tallies(command.activity).items()]
    return Fact("activity.closed", {"activity": command.activity, "tallies": tallies, "voters": voters})


def _add_note(room: Room, sender: Sender, command: c.AddNote, now: datetime) -> Fact:
    activity = _running(room, command.activity, "collect")
    most = int(activity.settings.get("notes", 0))
    mine = [note for note in room.notes_of(sender.seat) if note.activity == activity.id]
    if most and len(mine) >= most:
        raise Refused("enough_notes", _("You have used all your notes here. Take one back to write another."))
    if len(room.notes) >= MAX_NOTES:
        raise Refused("board_full", _("The board is full."))
    return Fact("note.added", {"activity": activity.id, "text": command.text})


def _withdraw_note(room: Room, sender: Sender, command: c.WithdrawNote, now: datetime) -> Fact:
    note = _note(room, command.note)
    if note.seat != sender.seat:
        raise Refused("not_yours", _("This note is not yours."))
    _running(room, note.activity, "collect")
    return Fact("note.withdrawn", {"note": note.id})


def _hide_note(room: Room, sender: Sender, command: c.HideNote, now: datetime) -> Fact:
    return Fact("note.hidden", {"note": _note(room, command.note).id, "reason": command.reason})


def _place_note(room: Room, sender: Sender, command: c.PlaceNote, now: datetime) -> Fact:
    _regrouping(room)
    if command.theme and command.theme not in room.themes:
        raise Refused("no_such_theme", _("This theme is not on the board."))
    return Fact("note.placed", {"note": _note(room, command.note).id, "theme": command.theme})


def _park_note(room: Room, sender: Sender, command: c.ParkNote, now: datetime) -> Fact:
    _regrouping(room)
    return Fact("note.parked", {"note": _note(room, command.note).id})


def _merge_note(room: Room, sender: Sender, command: c.MergeNote, now: datetime) -> Fact:
    _regrouping(room)
    note, into = _note(room, command.note), _note(room, command.into)
    if note.id == into.id or not into.stands:
        raise Refused("cannot_merge", _("Choose another note that stands on the board."))
    return Fact("note.merged", {"note": note.id, "into": into.id})


def _add_theme(room: Room, sender: Sender, command: c.AddTheme, now: datetime) -> Fact:
    _regrouping(room)
    if any(theme.title == command.title for theme in room.themes.values()):
        raise Refused("theme_exists", _("A theme has this name already."))
    if len(room.themes) >= MAX_THEMES:
        raise Refused("too_many_themes", _("There are too many themes."))
    return Fact("theme.added", {"title": command.title})


def _rename_theme(room: Room, sender: Sender, command: c.RenameTheme, now: datetime) -> Fact:
    if command.theme not in room.themes:
        raise Refused("no_such_theme", _("This theme is not on the board."))
    return Fact("theme.renamed", {"theme": command.theme, "title": command.title})


def _set_dots(room: Room, sender: Sender, command: c.SetDots, now: datetime) -> Fact:
    activity = _running(room, command.activity, "prioritise")
    if command.item not in room.stage(activity.id).items:
        raise Refused("no_such_item", _("This is not among the things to choose from."))
    most = int(activity.settings.get("dots", 3))
    given = {**room.given_by(activity.id, sender.seat), command.item: command.count}
    if sum(given.values()) > most:
        raise Refused("no_dots_left", _("You have no dots left. Take one back to use it elsewhere."))
    return Fact("dots.set", {"activity": activity.id, "item": command.item, "count": command.count})


def _give_answer(room: Room, sender: Sender, command: c.GiveAnswer, now: datetime) -> Fact:
    activity = _running(room, command.activity, "poll")
    if not set(command.choices) <= set(room.stage(activity.id).items):
        raise Refused("no_such_item", _("This is not among the things to choose from."))
    if not command.choices and not room.given_by(activity.id, sender.seat):
        raise Refused("nothing_chosen", _("Choose an answer first."))
    if activity.settings["kind"] != "multiple" and len(command.choices) > 1:
        raise Refused("one_only", _("Choose one answer only."))
    return Fact("answer.given", {"activity": activity.id, "choices": sorted(command.choices)})


def _running(room: Room, id: str, method: str = "") -> Any:
    activity = room.activity(id)
    if activity is None or room.current != id or room.stage(id).state != RUNNING:
        raise Refused("activity_not_open", _("This activity is not open now."))
    if method and activity.method != method:
        raise Refused("other_method", _("This is not what the running activity is for."))
    return activity


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


def _in(start: datetime, seconds: int) -> str:
    return (start + timedelta(seconds=seconds)).isoformat(timespec="seconds")


DECIDE: dict[str, Callable[[Room, Sender, Any, datetime], Fact]] = {
    "room.open": _open_room,
    "room.close": _close_room,
    "activity.open": _open_activity,
    "activity.extend": _extend_activity,
    "activity.close": _close_activity,
    "note.add": _add_note,
    "note.withdraw": _withdraw_note,
    "note.hide": _hide_note,
    "note.place": _place_note,
    "note.park": _park_note,
    "note.merge": _merge_note,
    "theme.add": _add_theme,
    "theme.rename": _rename_theme,
    "dots.set": _set_dots,
    "answer.give": _give_answer,
}
