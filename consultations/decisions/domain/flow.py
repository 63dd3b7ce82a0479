"""Geometry of the flow picture: four columns of boxes, bands between them as wide as what they carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, TOP = 960, 40
BOX, GAP = 12, 26
COLUMNS = 4
LABEL = 24


@dataclass(frozen=True)
class Stream:
    """``path``: channel, theme, kind of change, part of the text; ``count``: links along it."""

    path: tuple[str, str, str, str]
    count: int


@dataclass(frozen=True)
class Box:
    """``label`` stands at (``text_x``, ``text_y``), on the side that ``anchor`` says."""

    column: int
    name: str
    label: str
    count: int
    x: float
    y: float
    height: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Band:
    """A ribbon between two boxes; ``d`` is its SVG path."""

    d: str
    count: int
    start: str
    end: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]


def draw(streams: Sequence[Stream], *, right_to_left: bool) -> Drawing:
    """The picture in units of ``WIDTH``; mirrored where the language is written from the right."""
    if not streams:
        return Drawing(WIDTH, TOP, (), ())
    totals = [Counter[str]() for _ in range(COLUMNS)]
    for stream in streams:
        for column, name in enumerate(stream.path):
            totals[column][name] += stream.count
    whole = sum(stream.count for stream in streams)
    scale = min(28.0, max(3.0, 420 / whole))
    boxes = {}
    bottoms = []
    for column, names in enumerate(totals):
        y = float(TOP)
        for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0])):
            boxes[column, name] = _box(column, name, count, y, max(4.0, count * scale), right_to_left)
            y += max(max(4.0, count * scale), 8.0) + GAP
        bottoms.append(y)
    return Drawing(WIDTH, int(max(bottoms)), tuple(boxes.values()), tuple(_bands(streams, boxes, scale, right_to_left)))


def _box(column: int, name: str, count: int, y: float, height: float, right_to_left: bool) -> Box:
    x = (WIDTH - BOX) * column / (COLUMNS - 1)
    last = column == COLUMNS - 1
    text_x = x - 6 if last else x + BOX + 6
    if right_to_left:
        x, text_x = WIDTH - BOX - x, WIDTH - text_x
    label = name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"
    return Box(
        column, name, label, count, x, y, height, text_x, y + min(height / 2, 10) + 5, "end" if last else "start"
    )


def _bands(
    streams: Sequence[Stream], boxes: dict[tuple[int, str], Box], scale: float, right_to_left: bool
) -> list[Band]:
    found = []
    for column in range(COLUMNS - 1):
        pairs: Counter[tuple[str, str]] = Counter()
        for stream in streams:
            pairs[stream.path[column], stream.path[column + 1]] += stream.count
        left_used: Counter[str] = Counter()
        right_used: Counter[str] = Counter()
        order = sorted(pairs, key=lambda pair: (boxes[column, pair[0]].y, boxes[column + 1, pair[1]].y))
        for start, end in order:
            count = pairs[start, end]
            left, right = boxes[column, start], boxes[column + 1, end]
            y1, y2 = left.y + left_used[start] * scale, right.y + right_used[end] * scale
            left_used[start] += count
            right_used[end] += count
            x1, x2 = (left.x, right.x + BOX) if right_to_left else (left.x + BOX, right.x)
            found.append(Band(_ribbon(x1, y1, x2, y2, count * scale), count, start, end))
    return found


def _ribbon(x1: float, y1: float, x2: float, y2: float, width: float) -> str:
    middle = (x1 + x2) / 2
    return (
        f"M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        f"V{y2 + width:.1f}C{middle:.1f},{y2 + width:.1f} {middle:.1f},{y1 + width:.1f} {x1:.1f},{y1 + width:.1f}Z"
    )
