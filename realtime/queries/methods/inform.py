"""Slides and questions as pages show them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consultations.deliberation.domain.richtext import render
from realtime.domain.activity import Activity
from realtime.domain.methods.inform import ANSWERED, NOW, mark_of, questions_in
from realtime.domain.room import Note, Room

PLAYED = (".mp4", ".webm", ".ogv", ".m4v")
MOST_ON_THE_WALL = 4


def of_the_slides() -> dict[str, str]:
    """``{n}`` and ``{total}`` are filled in."""
    return {"slide": _("Slide {n} of {total}"), "upvotes": _("Upvotes: {n}")}


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """``slides`` with ``back`` for those shown before, ``questions`` in order; ``now`` is the one being answered."""
    now, furthest = room.slides.get(activity.id, (1, 1))
    slides = activity.settings["slides"]
    asked = [question(room, note, seat) for note in questions_in(room, activity.id)]
    return {
        "slides": [_slide(slide, number, now, furthest) for number, slide in enumerate(slides, 1)],
        "slide": of_the_slides()["slide"].format(n=now, total=len(slides)),
        "previous": now - 1,
        "next": now + 1 if now < len(slides) else 0,
        "furthest": furthest,
        "asks": bool(activity.settings.get("questions")),
        "questions": asked,
        "most": MOST_ON_THE_WALL,
        "on_the_wall": [each for each in asked if each["state"] != ANSWERED][:MOST_ON_THE_WALL],
        "blank": question(room, Note(0, activity.id, "", None), None),
    }


def _slide(slide: dict[str, str], number: int, now: int, furthest: int) -> dict[str, Any]:
    video = slide.get("video", "")
    plays = PurePosixPath(video).suffix.lower() in PLAYED
    return {
        **slide,
        "number": number,
        "current": number == now,
        "back": number <= furthest and number != now,
        "html": _html(slide.get("text", "")),
        "plays": plays,
        "track": slide.get("captions", "") if slide.get("captions", "").endswith(".vtt") else "",
        "transcript_html": _html(slide.get("transcript", "")),
    }


def _html(source: str) -> SafeString:
    return mark_safe(render(source))  # noqa: S308 - escaped by render


def question(room: Room, note: Note, seat: int | None) -> dict[str, Any]:
    votes = room.stage(note.activity).tallies.get(note.id, 0)
    state = mark_of(room, note.id)
    return {
        "id": note.id,
        "text": note.text,
        "name": note.name,
        "votes": of_the_slides()["upvotes"].format(n=votes),
        "state": state,
        "now": state == NOW,
        "answered": state == ANSWERED,
        "own": seat is not None and note.seat == seat,
        "supports": bool(room.given_by(note.activity, seat).get(note.id)),
    }
