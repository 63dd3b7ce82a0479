"""What a room's facts ask of its text: where a suggestion stands, what an accepted one changes, what closing leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.documents.merge import Change, Conflict, changes, merge
from realtime.domain.methods.write import ACCEPTED
from realtime.domain.room import Note
from realtime.domain.rules import Fact, Refused
from realtime.operations.drafts import OpenDraft

LINE = re.compile(r"[^\n]*[^\s][^\n]*")
MOVED = _("This passage has changed meanwhile. Look at it again.")


def located(fact: Fact, draft: OpenDraft) -> Fact:
    """A suggestion with its place, by characters that stay where they are while others write; raises Refused."""
    about = fact.data["about"]
    start, end = _span(draft.document.text, about["passage"], about["quote"])
    place = {"start": _anchor(draft, start), "end": _anchor(draft, end)}
    return replace(fact, data={**fact.data, "about": {**about, **place}})


def _span(text: str, passage: int, quote: str) -> tuple[int, int]:
    """Where the passage stands, or where a new one will; its number counts unless its words stand elsewhere alone."""
    lines = [found.span() for found in LINE.finditer(text)]
    if not quote:
        if passage > len(lines):
            raise Refused("moved", MOVED)
        at = lines[passage - 1][1] if passage else 0
        return at, at
    same = [number for number, (start, end) in enumerate(lines, 1) if text[start:end].strip() == quote.strip()]
    if passage not in same and len(same) != 1:
        raise Refused("moved", MOVED)
    return lines[(passage if passage in same else same[0]) - 1]


def settle(fact: Fact, note: Note, draft: OpenDraft, seat: int) -> None:
    """Changes the text as an accepted suggestion says, in the name of whoever made it; raises Refused."""
    if fact.data["state"] != ACCEPTED:
        return
    about, text = note.about, draft.document.text
    start, end = draft.document.place(_id(about["start"])), draft.document.place(_id(about["end"]))
    if not about["quote"]:
        new = f"\n{note.text}" if start else f"{note.text}\n"
        row = [Change(start, start, new)]
    else:
        row = _rewritten(text, start, max(start, end), about["quote"], note.text)
    draft.change(note.seat or seat, row)


def _anchor(draft: OpenDraft, place: int) -> list[int] | None:
    found = draft.document.anchor(place)
    return list(found) if found else None


def _id(anchor: list[int] | None) -> tuple[int, int] | None:
    return (anchor[0], anchor[1]) if anchor else None


def _rewritten(text: str, start: int, end: int, quote: str, wanted: str) -> list[Change]:
    now = text[start:end]
    try:
        new = wanted if now.strip() == quote.strip() else merge(quote, wanted, now)
    except Conflict as error:
        raise Refused(
            "conflict", _("The passage has changed since. Decline this, or change the text by hand.")
        ) from error
    if not new.strip():
        after = text[end : end + 1] == "\n"
        before = not after and text[max(0, start - 1) : start] == "\n"
        return [Change(start - before, end + after, "")]
    return [Change(start + change.start, start + change.end, change.text) for change in changes(now, new)]


def closed(fact: Fact, draft: OpenDraft, now: datetime) -> Fact:
    """The closing of an activity with the text as it stands, how many wrote, how often, and the digest of it all."""
    draft.store(now)
    people = len(draft.people())
    outcome: dict[str, Any] = {
        "text": draft.document.text,
        "people": people,
        "edits": draft.row.edits,
        "digest": draft.row.digest,
    }
    return replace(fact, data={**fact.data, "voters": people, "outcome": outcome})
