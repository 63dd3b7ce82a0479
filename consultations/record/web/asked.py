"""What the filter of the explorer asks for, read from an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.dateparse import parse_date

from consultations.record import naming
from consultations.record.queries import explorer
from consultations.record.web import words

FIELDS = ("type", "process", "subject", "words", "since", "until")
# The longest text of a filter that is read.
LONGEST = 200


@dataclass(frozen=True)
class Choice:
    """One line of the list of types: ``value`` stands in the address."""

    value: str
    words: str


@dataclass(frozen=True)
class ChoiceGroup:
    whole: Choice
    single: tuple[Choice, ...]


@dataclass(frozen=True)
class Asked:
    """``typed``: the fields as they stand in the address; ``wrong``: those that say nothing that can be looked for."""

    typed: Mapping[str, str]
    wish: explorer.Wish
    wrong: tuple[str, ...]

    @property
    def narrows(self) -> bool:
        return any(self.typed.values())


def read(address: Mapping[str, Any]) -> Asked:
    """A type, a day or a group that there is not is said, and finds nothing rather than everything."""
    typed = {name: str(address.get(name, "")).replace("\x00", "").strip()[:LONGEST] for name in FIELDS}
    types = words.types_of(typed["type"])
    days = {name: _day(typed[name]) for name in ("since", "until")}
    wrong = [name for name, day in days.items() if typed[name] and day is None]
    if typed["type"] and not types:
        wrong.append("type")
    found = tuple(naming.found_by_words(typed["words"])) if typed["words"] else None
    wish = explorer.Wish(
        process=typed["process"],
        types=types,
        subject=typed["subject"],
        subjects=() if wrong else found,
        since=days["since"],
        until=days["until"],
    )
    return Asked(typed, wish, tuple(wrong))


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    # The next day of the last one of the calendar cannot be told.
    return day if day and day < date.max else None


def index(text: str) -> int | None:
    """An index of an entry as it stands in an address, None where there is none; raises Http404 for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Http404("not an index")
    return int(text)


def type_choices() -> list[ChoiceGroup]:
    found = []
    for name, title, _beginnings in words.GROUPS:
        single = [Choice(type_, words.sentence(type_)) for type_ in words.types_of(name)]
        found.append(ChoiceGroup(Choice(name, str(title)), tuple(sorted(single, key=lambda each: each.words))))
    return found
