"""Write: the room writes one text, all at once or by suggestions.

Settings: ``mode`` write, suggest or read, which the facilitator may change while it runs; ``text`` to begin with, at
most 20,000 characters; ``accept``, whether the ``facilitator`` decides on suggestions or ``all`` by consent (one that
somebody objects to is not accepted).

The text itself is no part of the room's state but a Yjs document of its own (realtime.documents); the rules here say
who may change it when. Suggestions are notes whose ``about`` names the passage.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from realtime.commands.draft import Accept, Decline, Object, SaveDraft, SetMode, Suggest
from realtime.documents.frames import ChangeDraft
from realtime.documents.merge import paragraphs
from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.room import NOBODY, SHOWN, Happening, Note, Room
from realtime.domain.rules import SAID, Fact, Method, Refused, Result, Rules, Sender, one_of, running
from realtime.wire import DRAFT_LENGTH, UNSAFE

MODES = ("write", "suggest", "read")
CHANGED = "draft.changed"
MOST_SUGGESTIONS = 500
ACCEPTED, DECLINED = "accepted", "declined"


def _check(activity: Activity) -> None:
    one_of(activity, "mode", *MODES, default="write")
    one_of(activity, "accept", "facilitator", "all", default="facilitator")
    text = activity.settings.get("text", "")
    if not isinstance(text, str) or len(text) > DRAFT_LENGTH or "\r" in text or UNSAFE.search(text):
        raise AgendaDoesNotRead(f"{activity.id}: text is not at most {DRAFT_LENGTH} characters")


def _host(activity: Activity) -> dict[str, Any]:
    return {"mode": _prepared_mode(activity)}


def _prepared_mode(activity: Activity) -> str:
    return str(activity.settings.get("mode", "write"))


def mode_of(room: Room, activity: Activity) -> str:
    """How the text of ``activity`` is written now."""
    return room.modes.get(activity.id) or _prepared_mode(activity)


def by_consent(activity: Activity) -> bool:
    return activity.settings.get("accept") == "all"


def _set_mode(room: Room, sender: Sender, command: SetMode, now: datetime) -> Fact:
    activity = running(room, command.activity, "write")
    if command.mode not in MODES:
        raise Refused("no_such_mode", _("This is not among the things to choose from."))
    return Fact("draft.mode", {"activity": activity.id, "mode": command.mode})


def _change(room: Room, sender: Sender, command: ChangeDraft | SaveDraft, now: datetime) -> Fact:
    """A fact for the text's own log, not for the room's."""
    activity = running(room, command.activity, "write")
    if mode_of(room, activity) != "write" and not sender.facilitates:
        raise Refused("not_now", _("The text cannot be changed now."))
    return Fact(CHANGED, {"activity": activity.id})


def _suggest(room: Room, sender: Sender, command: Suggest, now: datetime) -> Fact:
    activity = running(room, command.activity, "write")
    if mode_of(room, activity) != "suggest":
        raise Refused("not_now", _("Changes cannot be suggested now."))
    if command.quote == command.text:
        raise Refused("empty", _("Write something first."))
    if any(_same(note, command) for note in room.notes_of(sender.seat) if note.activity == activity.id):
        raise Refused("said", SAID)
    if len(room.notes_in(activity.id)) >= MOST_SUGGESTIONS:
        raise Refused("board_full", _("The board is full."))
    about = {"passage": command.passage, "quote": command.quote, "state": "", "reason": "", "objections": []}
    return Fact("note.added", {"activity": activity.id, "text": command.text, "about": about})


def _same(note: Note, command: Suggest) -> bool:
    """Whether the suggestion, on which nobody has decided yet, is made once more."""
    return not note.about["state"] and (note.about["quote"], note.text) == (command.quote, command.text)


def open_suggestion(room: Room, id: int) -> tuple[Note, Activity]:
    """A suggestion that nobody has decided on, of the text that is written now; raises Refused."""
    note = room.notes.get(id)
    if note is None or note.state != SHOWN or not note.about or note.about["state"]:
        raise Refused("no_such_suggestion", _("This suggestion is not open."))
    return note, running(room, note.activity, "write")


def _object(room: Room, sender: Sender, command: Object, now: datetime) -> Fact:
    note, activity = open_suggestion(room, command.note)
    if not by_consent(activity):
        raise Refused("not_now", _("The facilitator decides on suggestions."))
    return Fact("suggestion.objected", {"note": note.id, "reason": command.reason.strip()})


def _accept(room: Room, sender: Sender, command: Accept, now: datetime) -> Fact:
    note, activity = open_suggestion(room, command.note)
    if by_consent(activity) and note.about["objections"]:
        raise Refused("objections", _("Somebody objects. Decline it, or ask them to take their objection back."))
    return Fact("suggestion.settled", {"note": note.id, "state": ACCEPTED, "reason": ""})


def _decline(room: Room, sender: Sender, command: Decline, now: datetime) -> Fact:
    note, _activity = open_suggestion(room, command.note)
    return Fact("suggestion.settled", {"note": note.id, "state": DECLINED, "reason": command.reason})


def _mode_set(room: Room, happening: Happening) -> None:
    room.modes[happening.data["activity"]] = happening.data["mode"]


def _objected(room: Room, happening: Happening) -> None:
    """One objection a person; it stands with the person's seat, which leaves the server nowhere."""
    note, seat = room.notes[happening.data["note"]], happening.seat or NOBODY
    kept = [each for each in note.about["objections"] if each[0] != seat]
    reason = happening.data["reason"]
    _tell(room, note, objections=[*kept, [seat, reason]] if reason else kept)


def _settled(room: Room, happening: Happening) -> None:
    data = happening.data
    _tell(room, room.notes[data["note"]], state=data["state"], reason=data["reason"])


def _erased(room: Room, happening: Happening) -> None:
    """Somebody's words are gone: from the text as it was closed and from what suggestions quote."""
    data = happening.data
    stage = room.stage(data["activity"])
    if stage.outcome:
        room.stages[data["activity"]] = replace(stage, outcome={**stage.outcome, "text": data["text"]})
    for id in data["notes"]:
        _tell(room, room.notes[id], quote="")


def _tell(room: Room, note: Note, **changes: Any) -> None:
    room.notes[note.id] = replace(note, about={**note.about, **changes})


def _moved(room: Room, happening: Happening) -> None:
    """A guest's objections go along to their account."""
    seat, into = happening.data["seat"], happening.data["into"]
    for note in list(room.notes.values()):
        whose = dict(note.about.get("objections", ()))
        if seat in whose:
            reason = whose.pop(seat)
            whose.setdefault(into, reason)
            _tell(room, note, objections=[[each, reason] for each, reason in whose.items()])


def _public_objection(after: Room, happening: Happening) -> dict[str, Any]:
    """All reasons that stand, never whose."""
    note = after.notes[happening.data["note"]]
    return {"note": note.id, "objections": [reason for _seat, reason in note.about.get("objections", ())]}


def _whole(room: Room) -> dict[str, Any]:
    return {"modes": dict(room.modes)}


def _mine(room: Room, seat: int) -> dict[str, Any]:
    """Suggestions to which this person objects; where no draft was opened yet, no board is looked through for them."""
    drafts = {each.id for each in room.agenda if each.method == "write" and each.id in room.stages}
    if not drafts:
        return {"objecting": []}
    suggestions = [note for note in room.notes.values() if note.activity in drafts]
    objecting = [note.id for note in suggestions if any(each[0] == seat for each in note.about.get("objections", ()))]
    return {"objecting": objecting}


def _results(room: Room, activity: Activity) -> list[Result]:
    """The text, as it was when it was closed."""
    stage = room.stage(activity.id)
    texts = paragraphs(stage.outcome.get("text", ""))
    if not texts:
        return []
    people = stage.outcome["people"]
    words = ngettext("%(count)d person wrote this text together.", "%(count)d people wrote this text together.", people)
    contribution = room.results.get(stage.number, 0)
    return [
        Result(
            stage.number,
            activity.purpose,
            (),
            people,
            activity.id,
            contribution,
            outcome=words % {"count": people},
            paragraphs=tuple(texts),
        )
    ]


METHOD = Method(
    "write",
    _("Write a text together"),
    check=_check,
    counts=True,
    results=_results,
    host=_host,
    rules=Rules(
        decide={
            "draft.mode": _set_mode,
            "draft.change": _change,
            "draft.save": _change,
            "draft.suggest": _suggest,
            "suggestion.object": _object,
            "suggestion.accept": _accept,
            "suggestion.decline": _decline,
        },
        participants=frozenset({"draft.change", "draft.save", "draft.suggest", "suggestion.object"}),
        apply={
            "draft.mode": _mode_set,
            "draft.erased": _erased,
            "seat.moved": _moved,
            "suggestion.objected": _objected,
            "suggestion.settled": _settled,
        },
        public={"suggestion.objected": _public_objection},
        private=frozenset({"suggestion.objected"}),
        whole=_whole,
        mine=_mine,
    ),
)
