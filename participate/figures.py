"""Geometry of the bar and column figures: components/figure_bars.html and figure_columns.html draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

WIDTH = 600
ROW = 52
# Narrower than other pictures, so that its words can be read where the whole is as wide as a telephone.
BARS = 400


class Bar(Protocol):
    @property
    def label(self) -> object: ...

    @property
    def value(self) -> int: ...


@dataclass(frozen=True)
class DrawnBar:
    """One row, in units of a drawing 400 wide: label and number stand on ``text_y``, the bar below them."""

    label: object
    value: int
    x: int
    y: int
    width: int
    text_y: int


@dataclass(frozen=True)
class Drawing:
    height: int
    start: int
    end: int
    bars: list[DrawnBar]


def draw(bars: Iterable[Bar], *, right_to_left: bool) -> Drawing:
    """Bars in proportion to the largest; from the right where the language is written so."""
    rows = list(bars)
    most = max((bar.value for bar in rows), default=0) or 1
    drawn = []
    for place, bar in enumerate(rows):
        width = round(BARS * bar.value / most)
        top = place * ROW
        drawn.append(DrawnBar(bar.label, bar.value, BARS - width if right_to_left else 0, top + 26, width, top + 18))
    start, end = (BARS, 0) if right_to_left else (0, BARS)
    return Drawing(max(len(rows), 1) * ROW, start, end, drawn)


TALL = 160
WIDEST = 60


class Column(Protocol):
    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...

    @property
    def count(self) -> int: ...


@dataclass(frozen=True)
class DrawnColumn:
    column: Column
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ColumnDrawing:
    """``most``: the number of the tallest column."""

    width: int
    height: int
    most: int
    columns: list[DrawnColumn]


def draw_columns(columns: Sequence[Column], *, right_to_left: bool) -> ColumnDrawing:
    """Columns in proportion to the tallest, in the order of reading, over the whole width; none smaller than seen."""
    most = max((column.count for column in columns), default=0)
    step = WIDTH / max(len(columns), 1)
    width = min(max(step - 3, 1.0), WIDEST)
    drawn = []
    for place, column in enumerate(columns):
        height = max(2.0, TALL * column.count / most) if column.count else 0.0
        left = WIDTH - (place + 1) * step if right_to_left else place * step
        drawn.append(DrawnColumn(column, left + (step - width) / 2, TALL - height, width, height))
    return ColumnDrawing(WIDTH, TALL, most, drawn)
