"""Pabulib's ``.pb`` files: ballots of a participatory budget in three sections, cut at semicolons (pabulib.org/format).

Every column is kept by its name: there are over twenty layouts. Numbers of projects may be text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.tables import FIELD_LIMIT, read_text

NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{0,30})?")
SECTIONS = {"META": "key", "PROJECTS": "project_id", "VOTES": "voter_id"}
"""Name of each section → name of its first column."""


@dataclass(frozen=True)
class Row:
    """``line`` in the file, from 1 (the last line, where a cell spans several)."""

    line: int
    cells: dict[str, str]


@dataclass
class Section:
    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def place(self, row: Row, column: str) -> str:
        return f"line {row.line}, column {self.header.index(column) + 1} ({column})"


@dataclass(frozen=True)
class PbFile:
    """``about`` (section META), ``projects`` and ``votes`` with their columns as they stand; ``meta`` by key."""

    name: str
    meta: dict[str, str]
    about: Section
    projects: Section
    votes: Section

    @property
    def kind(self) -> str:
        """approval, ordinal, cumulative, scoring or choose-1; empty where the file does not say."""
        return self.meta.get("vote_type", "").strip().lower()

    def stated(self, key: str) -> Fraction | None:
        """A number of META; None where the file does not say it. Raises BrokenFileError."""
        row = next((row for row in self.about.rows if row.cells["key"] == key), None)
        if row is None or not row.cells.get("value"):
            return None
        return number(self.name, self.about, row, "value")

    def points(self, row: Row) -> tuple[Fraction, ...]:
        """What a vote gives the projects that it names, in its order. Raises BrokenFileError."""
        named, given = self.choices(row), row.cells.get("points", "")
        values = tuple(each.strip() for each in given.split(",")) if given else ()
        if len(values) != len(named):
            at = self.votes.place(row, "points") if "points" in self.votes.header else f"line {row.line}"
            counts = f"{len(values)} numbers of points for {len(named)} projects"
            raise BrokenFileError(f"{self.name}, {at}: {counts}.")
        return tuple(number(self.name, self.votes, row, "points", value) for value in values)

    def choices(self, row: Row) -> tuple[str, ...]:
        """The projects that a vote names, in its order. Raises BrokenFileError if one is unknown or named twice."""
        known = self.project_ids
        named = tuple(each.strip() for each in row.cells["vote"].split(",")) if row.cells["vote"].strip() else ()
        for position, project in enumerate(named):
            if project not in known or project in named[:position]:
                wrong = "named twice" if project in known else "none of the projects"
                at = self.votes.place(row, "vote")
                raise BrokenFileError(f"{self.name}, {at}: choice {position + 1}, {project[:40]!r}, is {wrong}.")
        return named

    @cached_property
    def project_ids(self) -> dict[str, Row]:
        return {row.cells["project_id"]: row for row in self.projects.rows}


def read_pabulib(path: Path) -> PbFile:
    """The file, whole: raises BrokenFileError where a section, a cell or a stated number of rows is missing."""
    sections = _sections(path)
    meta = {row.cells["key"]: row.cells.get("value", "") for row in sections["META"].rows}
    found = PbFile(path.name, meta, sections["META"], sections["PROJECTS"], sections["VOTES"])
    if "vote" not in found.votes.header:
        raise BrokenFileError(f"{path.name}: section VOTES has no column named vote.")
    for section, first in SECTIONS.items():
        _check_unique(path, section, sections[section], first)
    for key, rows in (("num_projects", found.projects.rows), ("num_votes", found.votes.rows)):
        stated = meta.get(key, "").strip()
        if stated.isdigit() and int(stated) != len(rows):
            raise BrokenFileError(
                f"{path.name}: {key} says {stated} and the file holds {len(rows)}. It may have been cut off."
            )
    return found


def number(name: str, section: Section, row: Row, column: str, part: str | None = None) -> Fraction:
    """The number in a cell, or in a ``part`` of it. Raises BrokenFileError naming line and column."""
    text = row.cells.get(column, "") if part is None else part
    if not NUMBER.fullmatch(text):
        raise BrokenFileError(f"{name}, {section.place(row, column)}: {text[:40]!r} is not a number.")
    return Fraction(text)


def _check_unique(path: Path, name: str, section: Section, column: str) -> None:
    first: dict[str, int] = {}
    for row in section.rows:
        key = row.cells[column]
        if not key:
            raise BrokenFileError(f"{path.name}, {section.place(row, column)}: it is empty.")
        if key in first:
            already = f"{key[:40]!r} stands in line {first[key]} of {name} already."
            raise BrokenFileError(f"{path.name}, {section.place(row, column)}: {already}")
        first[key] = row.line


def _sections(path: Path) -> dict[str, Section]:
    found: dict[str, Section] = {}
    section: Section | None = None
    for line, cells in _lines(path):
        if cells[0].upper() in SECTIONS and not any(cells[1:]):
            if cells[0].upper() in found:
                raise BrokenFileError(f"{path.name}, line {line}, column 1: section {cells[0].upper()} begins twice.")
            section = found[cells[0].upper()] = Section()
        elif section is None:
            raise BrokenFileError(
                f"{path.name}, line {line}, column 1: a .pb file begins with META, not {cells[0][:40]!r}."
            )
        elif not section.header:
            section.header = _header(path, line, cells, next(reversed(found)))
        else:
            section.rows.append(_row(path, line, cells, section.header))
    if missing := [name for name in SECTIONS if name not in found or not found[name].header]:
        raise BrokenFileError(f"{path.name} has no section {' or '.join(missing)}: it is not a whole .pb file.")
    return found


def _header(path: Path, line: int, cells: list[str], section: str) -> list[str]:
    if cells[0] != SECTIONS[section]:
        first = f"the first column of {section} is {SECTIONS[section]}, not {cells[0][:40]!r}."
        raise BrokenFileError(f"{path.name}, line {line}, column 1: {first}")
    for position, name in enumerate(cells):
        if name in cells[:position]:
            raise BrokenFileError(
                f"{path.name}, line {line}, column {position + 1}: two columns have the name {name!r}."
            )
    return cells


def _row(path: Path, line: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        column = min(len(cells), len(header)) + 1
        counts = f"the row has {len(cells)} cells where the header has {len(header)}."
        raise BrokenFileError(f"{path.name}, line {line}, column {column}: {counts}")
    return Row(line, dict(zip(header, cells, strict=True)))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=";", strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BrokenFileError(f"{path.name}, line {reader.line_num}: {error}.") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [cell.strip() for cell in cells]
