"""Passages of a text: its paragraphs with their places, and other words put in the place of one."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """``text`` stands from character ``start`` on."""

    start: int
    text: str


def paragraphs(text: str) -> list[Passage]:
    """Stretches with an empty line between, without white space at either end."""
    return [Passage(found.start(), found.group()) for found in PARAGRAPH.finditer(text)]


def place_of(passage: Passage, text: str) -> int | None:
    """Where ``passage`` stands in ``text`` now: its own place, else the only other one; None when it is gone."""
    if text.startswith(passage.text, passage.start):
        return passage.start
    return text.index(passage.text) if passage.text and text.count(passage.text) == 1 else None


def replaced(passage: Passage, text: str, replacement: str) -> str | None:
    """``text`` with ``replacement`` for the passage, without the gap that leaving it out would make."""
    place = place_of(passage, text)
    if place is None:
        return None
    before, after = text[:place], text[place + len(passage.text) :]
    if not replacement:
        return f"{before.rstrip()}\n\n{after.lstrip()}".strip()
    return f"{before}{replacement}{after}"
