"""The city's census table as a file: what people may tell about themselves, and how many of the city have each answer.

A line for each answer: ``trait,value,people`` and, as wished, ``trait_<language>`` and ``value_<language>``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_LINES = 200
LONGEST = 120


class CensusUnreadable(ValueError):
    """The file cannot be taken; ``str()`` is a sentence that names the line."""


@dataclass(frozen=True)
class CensusLine:
    """One answer; ``trait_words`` and ``value_words`` map a language to words."""

    trait: str
    value: str
    people: int
    trait_words: dict[str, str] = field(default_factory=dict)
    value_words: dict[str, str] = field(default_factory=dict)


def read_census(text: str) -> list[CensusLine]:
    """The lines of a file with commas or semicolons. Raises CensusUnreadable."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";" if ";" in first else ",")
    if not {"trait", "value", "people"} <= set(reader.fieldnames or ()):
        raise CensusUnreadable(_("The first line must name the columns trait, value and people."))
    lines: list[CensusLine] = []
    for number, row in enumerate(reader, start=2):
        lines.append(_line(number, {name: (text or "").strip() for name, text in row.items() if isinstance(name, str)}))
    if not 1 <= len(lines) <= MOST_LINES:
        raise CensusUnreadable(_("The table must have 1 to %(n)s lines.") % {"n": MOST_LINES})
    if len({(line.trait, line.value) for line in lines}) != len(lines):
        raise CensusUnreadable(_("An answer stands twice in the table."))
    return lines


def _line(number: int, row: dict[str, str]) -> CensusLine:
    people = row["people"].replace(" ", "").replace("\u00a0", "")
    fits = all(0 < len(row[name]) <= LONGEST for name in ("trait", "value"))
    if not (fits and people.isascii() and people.isdigit() and len(people) < 10):
        raise CensusUnreadable(_("Line %(n)s: a trait, an answer and a number of people are needed.") % {"n": number})
    return CensusLine(row["trait"], row["value"], int(people), _words("trait_", row), _words("value_", row))


def _words(start: str, row: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix(start): text for name, text in row.items() if name.startswith(start) and text}


def traits_of(lines: Sequence[CensusLine]) -> dict[str, list[CensusLine]]:
    """The lines by trait, both in the order of the file."""
    found: dict[str, list[CensusLine]] = {}
    for line in lines:
        found.setdefault(line.trait, []).append(line)
    return found
