"""Geometry of the flow picture: four columns of boxes, bands between them as wide as what they carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, TOP = 960, 56
BOX, GAP = 12, 26
COLUMNS = 4
# So many letters of a label, by column: those of the last two share one gap.
LABELS = (26, 26, 16, 14)
# So many boxes of one column can still be told apart; the smaller ones are drawn as one.
MOST = 14
REST = "…"
# Bands of the largest themes have a colour each, as many as the style sheet has; the others share one.
COLOURS = 6
THEMES = 1

Path = tuple[str, str, str, str]


@dataclass(frozen=True)
class Stream:
    """``path``: the key of a box in each column; ``count``: links along it."""

    path: Path
    count: int


@dataclass(frozen=True)
class Name:
    """What a box is called, and the page that says more; ``language``: that of the words, where it is known."""

    words: str
    url: str = ""
    language: str = ""


# (column, key) → name
Names = Mapping[tuple[int, str], Name]


@dataclass(frozen=True)
class Box:
    """``label`` stands at (``text_x``, ``text_y``), on the side that ``anchor`` says. ``colour``: 0 for none."""

    column: int
    key: str
    name: Name
    label: str
    count: int
    x: float
    y: float
    height: float
    text_x: float
    text_y: float
    anchor: str
    colour: int


@dataclass(frozen=True)
class Band:
    """A ribbon between two boxes; ``d`` is its SVG path."""

    d: str
    count: int
    start: Name
    end: Name
    colour: int


@dataclass(frozen=True)
class Head:
    x: float
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """``heads``: where the word for each column stands."""

    width: int
    height: int
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]


def folded(streams: Sequence[Stream], most: int = MOST) -> tuple[list[Stream], dict[int, int]]:
    """The same streams with the smallest boxes of each column put together as REST; and how many, by column."""
    kept: list[set[str]] = []
    together: dict[int, int] = {}
    for column in range(COLUMNS):
        totals = _totals(streams, column)
        names = [key for key, _count in sorted(totals.items(), key=_largest)]
        if len(names) > most:
            together[column] = len(names) - (most - 1)
            names = names[: most - 1]
        kept.append(set(names))
    counts: Counter[Path] = Counter()
    for stream in streams:
        first, second, third, fourth = (key if key in kept[column] else REST for column, key in enumerate(stream.path))
        counts[first, second, third, fourth] += stream.count
    return [Stream(path, count) for path, count in sorted(counts.items(), key=_largest)], together


def _totals(streams: Sequence[Stream], column: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for stream in streams:
        totals[stream.path[column]] += stream.count
    return totals


def _largest(item: tuple[object, int]) -> tuple[bool, int, str]:
    """Largest first, what was put together last."""
    key, count = item
    return (key == REST, -count, str(key))


def draw(streams: Sequence[Stream], names: Names, *, right_to_left: bool) -> Drawing:
    """The picture in units of ``WIDTH``; mirrored where the language is written from the right."""
    if not streams:
        return Drawing(WIDTH, TOP, (), (), ())
    whole = sum(stream.count for stream in streams)
    scale = min(28.0, max(0.5, 480 / whole))
    colours = {
        key: place + 1 for place, (key, _count) in enumerate(sorted(_totals(streams, THEMES).items(), key=_largest))
    }
    colours = {key: colour if colour <= COLOURS and key != REST else 0 for key, colour in colours.items()}
    boxes: dict[tuple[int, str], Box] = {}
    bottoms = []
    for column in range(COLUMNS):
        y = float(TOP)
        for key, count in _ordered(streams, column, boxes):
            colour = colours[key] if column == THEMES else 0
            boxes[column, key] = _box(column, key, names[column, key], count, y, scale, right_to_left, colour)
            y += max(boxes[column, key].height, 8.0) + GAP
        bottoms.append(y)
    heads = tuple(_head(column, right_to_left) for column in range(COLUMNS))
    bands = tuple(_bands(streams, boxes, scale, right_to_left, colours))
    return Drawing(WIDTH, int(max(bottoms)), heads, tuple(boxes.values()), bands)


def _ordered(streams: Sequence[Stream], column: int, boxes: Mapping[tuple[int, str], Box]) -> list[tuple[str, int]]:
    """Largest first, what was put together last; among equals the one that is fed from higher up, to cross less."""
    fed: Counter[str] = Counter()
    if column:
        for stream in streams:
            fed[stream.path[column]] += stream.count * int(boxes[column - 1, stream.path[column - 1]].y)
    totals = _totals(streams, column)
    return sorted(totals.items(), key=lambda item: (*_largest(item)[:2], fed[item[0]] / item[1], item[0]))


def _place(column: int, right_to_left: bool) -> float:
    x = (WIDTH - BOX) * column / (COLUMNS - 1)
    return WIDTH - BOX - x if right_to_left else x


def _head(column: int, right_to_left: bool) -> Head:
    x = _place(column, right_to_left)
    last = column == COLUMNS - 1
    # ``start`` is the side where the language begins: the right one of Arabic.
    return Head(x + BOX if last != right_to_left else x, "end" if last else "start")


def _box(
    column: int, key: str, name: Name, count: int, y: float, scale: float, right_to_left: bool, colour: int
) -> Box:
    x = _place(column, right_to_left)
    height = max(4.0, count * scale)
    last = column == COLUMNS - 1
    text_x = x - 6 if last != right_to_left else x + BOX + 6
    words = " ".join(name.words.split())
    label = words if len(words) <= LABELS[column] else words[: LABELS[column] - 1].rstrip() + "…"
    text_y = y + min(height / 2, 10) + 5
    return Box(column, key, name, label, count, x, y, height, text_x, text_y, "end" if last else "start", colour)


def _bands(
    streams: Sequence[Stream],
    boxes: dict[tuple[int, str], Box],
    scale: float,
    right_to_left: bool,
    colours: Mapping[str, int],
) -> list[Band]:
    """Streams of one theme stay together from column to column, so that the eye can follow its colour."""
    found = []
    for column in range(COLUMNS - 1):
        pairs: Counter[tuple[str, str, int]] = Counter()
        for stream in streams:
            pairs[stream.path[column], stream.path[column + 1], colours[stream.path[THEMES]]] += stream.count
        left_used: Counter[str] = Counter()
        right_used: Counter[str] = Counter()
        order = sorted(pairs, key=lambda pair: (boxes[column, pair[0]].y, boxes[column + 1, pair[1]].y, pair[2] or 99))
        for start, end, colour in order:
            count = pairs[start, end, colour]
            left, right = boxes[column, start], boxes[column + 1, end]
            y1, y2 = left.y + left_used[start] * scale, right.y + right_used[end] * scale
            left_used[start] += count
            right_used[end] += count
            x1, x2 = (left.x, right.x + BOX) if right_to_left else (left.x + BOX, right.x)
            d = _ribbon(x1, y1, x2, y2, max(1.0, count * scale))
            found.append(Band(d, count, left.name, right.name, colour))
    return found


def _ribbon(x1: float, y1: float, x2: float, y2: float, width: float) -> str:
    middle = (x1 + x2) / 2
    return (
        f"M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        f"V{y2 + width:.1f}C{middle:.1f},{y2 + width:.1f} {middle:.1f},{y1 + width:.1f} {x1:.1f},{y1 + width:.1f}Z"
    )
