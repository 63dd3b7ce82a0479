"""Geometry of the bar figure: components/figure_bars.html draws it as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

WIDTH = 600
ROW = 52


class Bar(Protocol):
    @property
    def label(self) -> object: ...

    @property
    def value(self) -> int: ...


@dataclass(frozen=True)
class DrawnBar:
    """One row, in units of a drawing 600 wide: label and number stand on ``text_y``, the bar below them."""

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
        width = round(WIDTH * bar.value / most)
        top = place * ROW
        drawn.append(DrawnBar(bar.label, bar.value, WIDTH - width if right_to_left else 0, top + 26, width, top + 18))
    start, end = (WIDTH, 0) if right_to_left else (0, WIDTH)
    return Drawing(max(len(rows), 1) * ROW, start, end, drawn)
