"""A ``.pb`` file as a question put to the vote, and back.

What a question has no place for is kept in its text and in the texts of its options (kept_columns.py), so that a file
written from it holds it again. Numbers and other columns of voters are left out: they tell of persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.kept_columns import joined
from consultations.exchange.domain.pabulib import PbFile, Row, Section
from consultations.exchange.domain.pabulib_budget import Election, election

Kind = Literal["approval", "ranking", "points"]
KINDS: Mapping[str, Kind] = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ranking",
    "cumulative": "points",
    "scoring": "points",
}
TEXT = "question_text"
"""The key of META for the words below a question; Pabulib has none."""
TOLD = {"description", "num_projects", "num_votes", "budget", "currency", "language", TEXT}
"""Keys of META that have a place of their own in a question, as have dates that can be read."""
OWN = {"project_id", "name", "cost", "description", "votes", "score", "selected"}
"""Columns of PROJECTS that have a place in an option, or are counted anew."""
LEAST = "min_project_score_threshold"
SPAN = ("date_begin", "date_end")
DATES = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y.%m.%d", "%Y")
LONGEST_KEY = 80


@dataclass(frozen=True)
class PbOption:
    key: str
    title: str
    text: str
    cost: Decimal


@dataclass(frozen=True)
class PbQuestion:
    """``choices``: by place of the option from 1, as consultations/voting/domain/choices.py writes them."""

    title: str
    text: str
    kind: Kind
    equal_shares: bool
    options: tuple[PbOption, ...]
    choices: tuple[list[Any], ...]
    limit: int | None
    total: Decimal
    currency: str
    threshold: int | None
    starts_at: datetime | None
    ends_at: datetime | None


def question(file: PbFile) -> PbQuestion:
    """Raises BrokenFileError where the file holds what a question cannot say; it names line and column."""
    given = election(file)
    if file.kind not in KINDS:
        raise BrokenFileError(f"{file.name}: vote_type is {file.kind or 'not said'}; it is none of {', '.join(KINDS)}.")
    if given.budget <= 0:
        raise BrokenFileError(f"{file.name}: the budget is nothing, so that nothing can be shared out.")
    kind = KINDS[file.kind]
    if kind == "points" and not given.has_points:
        raise BrokenFileError(f"{file.name}: section VOTES has no column named points.")
    places = {project.id: place for place, project in enumerate(given.projects, 1)}
    choices = tuple(_choice(file, row, kind, places) for row in file.votes.rows)
    return PbQuestion(
        title=file.meta.get("description", "").strip() or file.name.removesuffix(".pb"),
        text=joined(file.meta.get(TEXT, ""), {key: value for key, value in file.meta.items() if _is_kept(key, value)}),
        kind=kind,
        equal_shares=file.meta.get("rule", "").startswith("equalshares"),
        options=tuple(_option(file, row) for row in file.projects.rows),
        choices=choices,
        limit=_limit(file, kind, choices),
        total=_money(file.name, file.about, _meta_row(file, "budget"), "value", given.budget),
        currency=file.meta.get("currency", "")[:10],
        threshold=_threshold(file, given),
        starts_at=_day(file.meta.get("date_begin", "")),
        ends_at=_day(file.meta.get("date_end", ""), last=True),
    )


def _is_kept(key: str, value: str) -> bool:
    return key not in (*TOLD, LEAST) and not (key in SPAN and _day(value))


def _option(file: PbFile, row: Row) -> PbOption:
    key, cells = row.cells["project_id"], row.cells
    if len(key) > LONGEST_KEY:
        raise BrokenFileError(
            f"{file.name}, {file.projects.place(row, 'project_id')}: it is longer than {LONGEST_KEY}."
        )
    cost = _money(file.name, file.projects, row, "cost", Fraction(cells["cost"]))
    if cost <= 0:
        raise BrokenFileError(
            f"{file.name}, {file.projects.place(row, 'cost')}: a project of a question costs something."
        )
    more = {column: value for column, value in cells.items() if column not in OWN}
    text = joined(cells.get("description", ""), more)
    return PbOption(key, cells.get("name", "")[:300] or key, text, cost)


def _choice(file: PbFile, row: Row, kind: Kind, places: Mapping[str, int]) -> list[Any]:
    named = [places[project] for project in file.choices(row)]
    if kind == "ranking":
        return named
    if kind == "approval":
        return sorted(named)
    given = file.points(row)
    if wrong := [each for each in given if each.denominator != 1 or each < 0]:
        at = file.votes.place(row, "points")
        raise BrokenFileError(f"{file.name}, {at}: {wrong[0]} is no whole number of points from 0 on.")
    return [[place, int(points)] for place, points in sorted(zip(named, given, strict=True)) if points]


def _limit(file: PbFile, kind: Kind, choices: Sequence[list[Any]]) -> int | None:
    """What the file states, where all ballots keep it, else the most that a ballot uses."""
    used = max((sum(p for _o, p in each) if kind == "points" else len(each) for each in choices), default=0)
    stated = file.stated("max_sum_points" if kind == "points" else "max_length")
    if stated is not None and stated.denominator == 1 and stated >= max(used, 1):
        return int(stated)
    return max(used, 1) if kind == "points" else None


def _threshold(file: PbFile, given: Election) -> int | None:
    """Points are whole here, so that a fraction asks for as much as the next whole number."""
    if given.threshold >= 10**9:
        raise BrokenFileError(f"{file.name} states {LEAST} {given.threshold}. That is too large.")
    return ceil(given.threshold) if given.threshold > 0 else None


def _meta_row(file: PbFile, key: str) -> Row:
    return next(row for row in file.about.rows if row.cells["key"] == key)


def _money(name: str, section: Section, row: Row, column: str, amount: Fraction) -> Decimal:
    if (amount * 100).denominator != 1 or amount >= 10**14:
        at = section.place(row, column)
        raise BrokenFileError(f"{name}, {at}: an amount has two decimals and fewer than 15 digits before them.")
    return Decimal(int(amount * 100)) / 100


def _day(text: str, *, last: bool = False) -> datetime | None:
    """The beginning of a day (of a year); with ``last`` the end of it."""
    for form in DATES:
        try:
            day = datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if not last:
            return day
        return day.replace(year=day.year + 1) if form == "%Y" else day + timedelta(days=1)
    return None
