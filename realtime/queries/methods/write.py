"""What the pages show of a text that the room writes; its words are added where the session is at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.documents.merge import paragraphs
from realtime.domain.activity import Activity
from realtime.domain.methods.write import MODES, by_consent, mode_of
from realtime.domain.room import DONE, RUNNING, Note, Room

MODE_WORDS = {"write": _("write"), "suggest": _("suggest changes"), "read": _("only read")}


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the text that is not empty, counted from 1; 0 stands before the first."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``own`` where the reader made it, ``objecting`` where they object."""

    id: int
    quote: str
    text: str
    state: str
    reason: str
    objections: tuple[str, ...]
    own: bool
    objecting: bool


BLANK = Suggestion(0, "", "", "", "", (), own=True, objecting=False)


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """``text`` and ``passages`` are those of a closed step until ``with_text`` gives it the text as it stands."""
    stage = room.stage(activity.id)
    closed = str(stage.outcome.get("text", "")) if stage.state == DONE else ""
    return {
        "mode": mode_of(room, activity),
        "modes": [(mode, MODE_WORDS[mode]) for mode in MODES],
        "consent": by_consent(activity),
        "suggestions": [_suggestion(note, seat) for note in room.notes_in(activity.id) if note.about],
        "running": stage.state == RUNNING,
        **with_text(closed),
    }


def with_text(text: str) -> dict[str, Any]:
    lines = [Passage(number, line) for number, line in enumerate(paragraphs(text), 1)]
    return {"text": text, "passages": lines or [Passage(0, "")]}


def _suggestion(note: Note, seat: int | None) -> Suggestion:
    about = note.about
    reasons = tuple(reason for _seat, reason in about["objections"])
    objecting = seat is not None and any(each == seat for each, _reason in about["objections"])
    own = seat is not None and note.seat == seat
    return Suggestion(note.id, about["quote"], note.text, about["state"], about["reason"], reasons, own, objecting)
