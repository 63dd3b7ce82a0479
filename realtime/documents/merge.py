"""Changes between two versions of a text, word by word, and three versions made one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARED = 60_000
PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")
WORD = re.compile(r"\n|[^\S\n]+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start`` to ``end`` of the older text become ``text``."""

    start: int
    end: int
    text: str


class Conflict(ValueError):
    """Both changed the same words, each in another way."""


def changes(old: str, new: str) -> list[Change]:
    """The words that differ, paragraph by paragraph first.

    The work is bounded: a stretch that is too large to compare word by word counts as changed whole.
    """
    found: list[Change] = []
    for a, b, c, d in _differing(PARAGRAPH.findall(old), PARAGRAPH.findall(new)):
        before, after = old[a:b], new[c:d]
        for start, end, left, right in _differing(WORD.findall(before), WORD.findall(after)):
            found.append(Change(a + start, a + end, after[left:right]))
    return found


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two rows of tokens differ, in characters of both."""
    at_old, at_new = _places(old), _places(new)
    first = last = 0
    most = min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left, right = old[first : len(old) - last], new[first : len(new) - last]
    if len(left) * len(right) > MOST_COMPARED:
        yield at_old[first], at_old[first + len(left)], at_new[first], at_new[first + len(right)]
        return
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield at_old[first + a], at_old[first + b], at_new[first + c], at_new[first + d]


def _places(tokens: list[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def apply(text: str, row: list[Change]) -> str:
    for change in reversed(row):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def merge(base: str, mine: str, theirs: str) -> str:
    """``theirs`` with what ``mine`` changed since ``base``; raises Conflict where both changed the same words.

    What both put into one place stays, theirs first.
    """
    ours, others = changes(base, mine), changes(base, theirs)
    more = [change for change in ours if change not in others]
    if any(_meet(change, other) for change in more for other in others):
        raise Conflict
    return apply(base, sorted([*others, *more], key=lambda change: (change.start, change.end)))


def _meet(one: Change, other: Change) -> bool:
    """Whether two changes are about the same words. Two that only put something in never are."""
    return one.start < other.end and other.start < one.end


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its lines that are not empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]
