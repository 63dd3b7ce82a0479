"""Inform: slides that everyone follows, and a box for questions, which people can support.

Settings: ``slides``, each with ``title`` and ``text``; with ``picture`` its words in ``alt``; with ``video`` a
``transcript`` and perhaps ``captions``. Pictures and videos are of the site itself: no other host hears who looks at
them. ``questions``: whether people can ask. ``visible`` is at_once: what supports a question is seen by everyone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.commands.inform import MarkQuestion, ShowSlide, SupportQuestion
from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.room import NOBODY, SHOWN, Happening, Note, Room
from realtime.domain.rules import Fact, Method, NoteRule, Refused, Result, Rules, Sender, Table, one_of, running
from realtime.wire import MOST_SLIDES

OPEN, NOW, ANSWERED = "open", "now", "answered"
ORDER = {NOW: 0, OPEN: 1, ANSWERED: 2}
QUESTION_LENGTH = 300
LENGTHS = {"title": 120, "text": 4000, "picture": 300, "alt": 500, "video": 300, "captions": 300, "transcript": 20_000}
# A page or file of this site: a path, which no browser reads as the address of another host.
HERE = re.compile(r"/(?![/\\])[^\s\\<>\"'\x00-\x20\x7f]*")


def is_here(address: str) -> bool:
    return HERE.fullmatch(address) is not None


def _check(activity: Activity) -> None:
    one_of(activity, "visible", "at_once")
    slides = activity.settings.get("slides")
    if not isinstance(slides, list) or not 1 <= len(slides) <= MOST_SLIDES:
        raise AgendaDoesNotRead(f"{activity.id}: slides are not 1 to {MOST_SLIDES}")
    for number, slide in enumerate(slides, 1):
        fault = fault_of(slide)
        if fault:
            raise AgendaDoesNotRead(f"{activity.id}: slide {number}: {fault}")


def fault_of(slide: Any) -> str:
    """The key that does not fit, or what is missing beside it; empty where all is well."""
    if not isinstance(slide, dict) or not set(slide) <= set(LENGTHS):
        return "keys"
    for key, value in slide.items():
        if not isinstance(value, str) or len(value) > LENGTHS[key]:
            return key
    for key in ("picture", "video", "captions"):
        if slide.get(key) and not is_here(slide[key]):
            return key
    needed = {"title": True, "alt": slide.get("picture"), "transcript": slide.get("video")}
    return next((key for key, asked in needed.items() if asked and not slide.get(key, "").strip()), "")


def questions_in(room: Room, activity: str) -> list[Note]:
    """The one being answered, then the open ones, then the answered; each by upvotes, then by who asked earlier."""
    votes = room.stage(activity).tallies
    return sorted(
        room.notes_in(activity), key=lambda note: (ORDER[mark_of(room, note.id)], -votes.get(note.id, 0), note.id)
    )


def mark_of(room: Room, note: int) -> str:
    return room.marks.get(note, OPEN)


def _show(room: Room, sender: Sender, command: ShowSlide, now: datetime) -> Fact:
    activity = running(room, command.activity, "inform")
    if command.slide > len(activity.settings["slides"]):
        raise Refused("no_such_slide", _("There is no such slide."))
    return Fact("slide.shown", {"activity": activity.id, "slide": command.slide})


def _support(room: Room, sender: Sender, command: SupportQuestion, now: datetime) -> Fact:
    note = _question(room, command.activity, command.note)
    if note.seat == sender.seat:
        raise Refused("own_question", _("This is your own question."))
    return Fact("question.supported", {"activity": note.activity, "note": note.id, "count": command.count})


def _mark(room: Room, sender: Sender, command: MarkQuestion, now: datetime) -> Fact:
    note = _question(room, command.activity, command.note)
    if command.state not in ORDER:
        raise Refused("no_such_state", _("A question is open, being answered or answered."))
    before = next((each.id for each in room.notes_in(note.activity) if mark_of(room, each.id) == NOW), 0)
    before = before if command.state == NOW and before != note.id else 0
    return Fact("question.marked", {"note": note.id, "state": command.state, "before": before})


def _question(room: Room, activity: str, id: int) -> Note:
    running(room, activity, "inform")
    note = room.notes.get(id)
    if note is None or note.activity != activity or note.state != SHOWN:
        raise Refused("no_such_question", _("This question is not here any more."))
    return note


def _shown(room: Room, happening: Happening) -> None:
    id, slide = happening.data["activity"], happening.data["slide"]
    room.slides[id] = (slide, max(slide, room.slides.get(id, (1, 1))[1]))


def _supported(room: Room, happening: Happening) -> None:
    id, note, count = happening.data["activity"], happening.data["note"], happening.data["count"]
    seat = NOBODY if happening.seat is None else happening.seat
    given = dict(room.given_by(id, seat))
    more = count - given.pop(note, 0)
    room.given.setdefault(id, {})[seat] = {**given, note: 1} if count else given
    stage = room.stage(id)
    room.stages[id] = replace(stage, tallies={**stage.tallies, note: stage.tallies.get(note, 0) + more})


def _marked(room: Room, happening: Happening) -> None:
    room.marks[happening.data["note"]] = happening.data["state"]
    if happening.data["before"]:
        room.marks[happening.data["before"]] = ANSWERED


def _public_support(after: Room, happening: Happening) -> dict[str, Any]:
    """How many support it, never who."""
    data = happening.data
    return {**data, "count": after.stage(data["activity"]).tallies.get(data["note"], 0)}


def _whole(room: Room) -> dict[str, Any]:
    return {
        "slides": {id: list(place) for id, place in room.slides.items()},
        "marks": {str(note): state for note, state in room.marks.items()},
    }


def _results(room: Room, activity: Activity) -> list[Result]:
    """All questions in a table; then each that nobody answered."""
    stage, asked = room.stage(activity.id), questions_in(room, activity.id)
    if not asked:
        return []
    open_ones = [note for note in asked if mark_of(room, note.id) == OPEN]
    votes = stage.tallies
    rows = tuple(
        (note.text, (votes.get(note.id, 0), _("no") if note in open_ones else _("yes")))
        for note in sorted(asked, key=lambda note: (-votes.get(note.id, 0), note.id))
    )
    table = Table((_("Upvotes"), _("Answered")), rows, _("Question"))
    figures = (
        format_lazy(_("Questions: {n}"), n=len(asked)),
        format_lazy(_("Answered: {n}"), n=len(asked) - len(open_ones)),
    )
    title, contribution = activity.purpose or activity.title, room.results.get(stage.number, 0)
    whole = Result(stage.number, title, (), stage.voters, activity.id, contribution, table, figures=figures)
    return [whole, *(_open(room, activity, note) for note in open_ones)]


def _open(room: Room, activity: Activity, note: Note) -> Result:
    votes = room.stage(activity.id).tallies.get(note.id, 0)
    figures = (format_lazy(_("Upvotes: {n}"), n=votes), _("A question without an answer yet"))
    contribution = room.results.get(note.id, 0)
    return Result(note.id, note.text, (note,), votes, activity.id, contribution, figures=figures)


METHOD = Method(
    "inform",
    _("Inform and answer questions"),
    check=_check,
    notes=lambda activity: NoteRule(QUESTION_LENGTH) if activity.settings.get("questions") else None,
    results=_results,
    host=lambda activity: {"slides": len(activity.settings["slides"])},
    rules=Rules(
        decide={"slide.show": _show, "question.support": _support, "question.mark": _mark},
        participants=frozenset({"question.support"}),
        apply={"slide.shown": _shown, "question.supported": _supported, "question.marked": _marked},
        public={"question.supported": _public_support},
        private=frozenset({"question.supported"}),
        whole=_whole,
    ),
)
