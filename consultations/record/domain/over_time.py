"""Counts by day gathered into few enough days, weeks, months or years to be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year"]
MOST = 40


@dataclass(frozen=True)
class Stretch:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date
    count: int


def gathered(counts: Iterable[tuple[date, int]]) -> tuple[Unit, list[Stretch]]:
    """The smallest unit that gives at most MOST stretches, and the stretches, empty ones too, in order of time."""
    by_day = sorted(counts)
    if not by_day:
        return "day", []
    first, last = by_day[0][0], by_day[-1][0]
    for unit in ("day", "week", "month", "year"):
        stretches = list(_stretches(unit, first, last))
        if len(stretches) <= MOST or unit == "year":
            break
    sums = dict.fromkeys((start for start, _end in stretches), 0)
    for day, count in by_day:
        sums[_start(unit, day)] += count
    return unit, [Stretch(start, end, sums[start]) for start, end in stretches]


def _start(unit: Unit, day: date) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(unit: Unit, start: date) -> date:
    if unit == "day":
        return start + timedelta(days=1)
    if unit == "week":
        return start + timedelta(days=7)
    if unit == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)


def _stretches(unit: Unit, first: date, last: date) -> Iterable[tuple[date, date]]:
    start = _start(unit, first)
    while start <= last:
        following = _next(unit, start)
        yield start, following - timedelta(days=1)
        start = following
