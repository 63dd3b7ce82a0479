"""What a question must have before it can stand in a survey, and what may change once people have answered it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.surveys.domain.questions import WIDEST_SCALE, Item
from consultations.surveys.enums import Kind

NEEDS_OPTIONS = (Kind.ONE, Kind.SEVERAL, Kind.RANKING)
MOST_OPTIONS, MOST_RANKED = 40, 12
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fault_of(kind: Kind, words: Mapping[str, str], settings: Mapping[str, Any]) -> tuple[str, str | Promise] | None:
    """The name of the part that cannot stand, and why; None where all can."""
    options, rows = settings.get("options", ()), settings.get("rows", ())
    if kind != Kind.PAGE and not any(words.values()):
        return "words", _("Write the words of the question.")
    if kind in NEEDS_OPTIONS and len(options) < 2:
        return "options", _("Give two answers or more, each on a line.")
    if len(options) > (MOST_RANKED if kind == Kind.RANKING else MOST_OPTIONS):
        return "options", _("These are too many answers.")
    if kind == Kind.MATRIX and not 1 <= len(rows) <= MOST_OPTIONS:
        return "rows", _("Give the statements, each on a line.")
    return _fault_of_bounds(kind, settings)


def _fault_of_bounds(kind: Kind, settings: Mapping[str, Any]) -> tuple[str, str | Promise] | None:
    low, high = settings.get("min"), settings.get("max")
    if low is not None and high is not None and float(low) > float(high):
        return "max", _("The largest must not be below the smallest.")
    if kind in (Kind.SCALE, Kind.MATRIX) and low is not None and high is not None:
        steps = int(high) - int(low) + 1
        if not 2 <= steps <= WIDEST_SCALE:
            return "max", _("A scale has 2 to 11 steps.")
    if kind == Kind.SEVERAL and low is not None:
        offered = len(settings.get("options", ())) + bool(settings.get("other"))
        if int(low) > offered:
            return "min", _("These are more than there are answers.")
    return None


def is_same_question(before: Item, after: Item) -> bool:
    """Whether an answer to the one means the same under the other; the words are not looked at."""
    return before == after


def named(lines: Sequence[Mapping[str, str]], held: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options of words in several languages, with ids. One with the words of a ``held`` one keeps its id; where their
    number is the same, the others were only worded anew and keep theirs by place; else they get new letters."""
    left = list(held)
    ids: list[str] = []
    for words in lines:
        same = next((old for old in left if any(old["words"].get(code) == text for code, text in words.items())), None)
        if same is not None:
            left.remove(same)
        ids.append(same["id"] if same else "")
    taken = {old["id"] for old in held}
    again = iter([old["id"] for old in left] if len(lines) == len(held) else [])
    fresh = (letter for letter in _letters() if letter not in taken)
    return [
        {"id": id or next(again, "") or next(fresh), "words": dict(words)} for id, words in zip(ids, lines, strict=True)
    ]


def _letters() -> Sequence[str]:
    return [*LETTERS, *(f"{first}{second}" for first in LETTERS for second in LETTERS)]
