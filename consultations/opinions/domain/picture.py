"""The opinion map as it is shown: marks that each stand for ten people or more, and the same facts in words.

Nothing tells of fewer than ten people: no mark, no group, no share of answers; and nobody's name or number is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt
from typing import Literal

from consultations.opinions.domain.map import Counts, Group, Key, Map, Side, Statement

SMALLEST_SHOWN = 10
MOST_MARKS = 60
NEARLY_ALL = 0.8
STEADY, FAIRLY_STEADY = 0.8, 0.6
WIDTH, HEIGHT, MARGIN, LARGEST, LEAST = 600, 400, 64, 28, 6

Point = tuple[float, float]
Steadiness = Literal["steady", "fairly", "unsteady", ""]


@dataclass(frozen=True, slots=True)
class Shares:
    """Whole per cent of the ``people`` who answered; they may add up to 99 or 101."""

    agree: int
    disagree: int
    passed: int
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """A statement. ``across``: its agreement across the groups, per cent; None without groups."""

    text: str
    url: str
    shares: Shares
    across: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Statements that more than half answered with ``side``; ``nearly`` all, or just most."""

    side: Side
    nearly: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A statement that marks a group off. ``cells``: of each group (shares or None for too few, is it marked)."""

    text: str
    url: str
    cells: tuple[tuple[Shares | None, bool], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """``path``: its outline in the drawing. ``people`` stand close together there; ``group`` from 1, 0 for none."""

    path: str
    people: int
    group: int


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """``number`` from 1; ``x`` and ``y``: where its name stands. ``share``: per cent of all who are in a group.

    ``key``: the outline of its marks, in a box of 20 × 20.
    """

    number: int
    people: int
    share: int
    x: float
    y: float
    key: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Places of the map in the drawing, the same scale across and up, in the middle."""

    middle: Point = (0.0, 0.0)
    scale: float = 1.0

    def __call__(self, point: Point) -> Point:
        x = WIDTH / 2 + (point[0] - self.middle[0]) * self.scale
        return x, HEIGHT / 2 - (point[1] - self.middle[1]) * self.scale


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: nobody is in it, only marks that each stand for ten people or more."""

    marks: tuple[Mark, ...]
    groups: tuple[ShownGroup, ...]
    frame: Frame


@dataclass(frozen=True)
class Picture:
    """What the template ``opinions/map.html`` shows. ``key``: of its ids on a page; ``level``: of its headings, 2 to 4.

    ``explained``: per cent of all difference between answers that the drawing shows; ``frame``: how it was fitted in.
    """

    key: str
    level: int
    enough: bool
    people: int = 0
    marks: tuple[Mark, ...] = ()
    groups: tuple[ShownGroup, ...] = ()
    explained: int = 0
    steadiness: Steadiness = ""
    sections: tuple[Section, ...] = ()
    rows: tuple[Row, ...] = ()
    frame: Frame = Frame()
    width: int = WIDTH
    height: int = HEIGHT


def picture_of(
    made: Map,
    texts: Mapping[Statement, str],
    *,
    urls: Mapping[Statement, str] | None = None,
    key: str = "opinions",
    level: int = 3,
    drawing: Drawing | None = None,
) -> Picture:
    """``texts``: the words of each statement that may be read; others are left out. ``urls``: their pages.

    ``drawing``: as ``drawing_of`` made it before, where ``made`` was kept without people.
    """
    if made.people < SMALLEST_SHOWN:
        return Picture(key, level, enough=False)
    told = _Told(made, dict[Key, str](texts.items()), dict[Key, str](urls.items() if urls else ()))
    shown = shown_groups(made)
    drawn = drawing or drawing_of(made)
    return Picture(
        key,
        level,
        enough=True,
        people=made.people,
        marks=drawn.marks,
        groups=drawn.groups,
        explained=round(100 * sum(made.explained_variance)),
        steadiness=_steadiness(made.stability),
        sections=told.sections(shown),
        rows=told.rows(shown),
        frame=drawn.frame,
    )


def shown_groups(made: Map) -> list[Group]:
    """In the order of their numbers, which begin with 1."""
    return [group for group in made.groups if group.size >= SMALLEST_SHOWN]


def _steadiness(stability: float | None) -> Steadiness:
    if stability is None:
        return ""
    return "steady" if stability >= STEADY else "fairly" if stability >= FAIRLY_STEADY else "unsteady"


def shares_of(counts: Counts) -> Shares | None:
    """None where fewer than ten people answered."""
    people = counts.voted
    if people < SMALLEST_SHOWN:
        return None
    agree, disagree, passed = (round(100 * part / people) for part in (counts.agree, counts.disagree, counts.passed))
    return Shares(agree, disagree, passed, people)


@dataclass(frozen=True)
class _Told:
    made: Map
    texts: Mapping[Key, str]
    urls: Mapping[Key, str]

    def sections(self, groups: Sequence[Group]) -> tuple[Section, ...]:
        sides: tuple[Side, Side] = ("agree", "disagree")
        found = []
        for side in sides:
            shared = self.made.consensus.agree if side == "agree" else self.made.consensus.disagree
            for nearly in (True, False):
                keys = [each.id for each in shared if self._nearly(each.id, side) == nearly]
                if lines := tuple(self._lines(keys, len(groups))):
                    found.append(Section(side, nearly, lines))
        return tuple(found)

    def _nearly(self, key: Key, side: Side) -> bool:
        counts = self.made.counts[key]
        return (counts.agree if side == "agree" else counts.disagree) >= NEARLY_ALL * counts.voted

    def _lines(self, keys: Iterable[Key], groups: int) -> Iterable[Line]:
        for key in keys:
            shares = shares_of(self.made.counts[key])
            if shares and key in self.texts:
                across = round(100 * self.made.gic[key] ** (1 / groups)) if groups and key in self.made.gic else None
                yield Line(self.texts[key], self.urls.get(key, ""), shares, across)

    def rows(self, groups: Sequence[Group]) -> tuple[Row, ...]:
        """A statement once, under the first group that it marks off; with two groups or more."""
        marking: dict[Key, set[Key]] = {}
        for group in groups:
            for each in self.made.representative[group.id]:
                if each.id in self.texts and shares_of(group.counts[each.id]):
                    marking.setdefault(each.id, set()).add(group.id)
        if len(groups) < 2:
            return ()
        return tuple(
            Row(
                self.texts[key],
                self.urls.get(key, ""),
                tuple((shares_of(group.counts[key]), group.id in marked) for group in groups),
            )
            for key, marked in marking.items()
        )


def drawing_of(made: Map) -> Drawing:
    """The marks of ten people or more, and where the names of the groups stand."""
    shown = shown_groups(made)
    numbers = {group.id: number for number, group in enumerate(shown, 1)}
    members: dict[int, list[Point]] = {number: [] for number in numbers.values()} or {0: list(made.positions.values())}
    for person, label in made.labels.items():
        if label in numbers:
            members[numbers[label]].append(made.positions[person])
    total = sum(map(len, members.values()))
    least = max(SMALLEST_SHOWN, ceil(total / MOST_MARKS))
    clusters = [(number, place) for number, points in members.items() for place in gathered(points, least)]
    place = _frame([point for _number, (point, _people) in clusters])
    most = max((people for _number, (_point, people) in clusters), default=1)
    marks, tops = [], dict.fromkeys(members, (0.0, float(HEIGHT)))
    for number, (point, people) in clusters:
        (x, y), size = place(point), max(LEAST, LARGEST * sqrt(people / most))
        marks.append(Mark(_outline(number, x, y, size), people, number))
        tops[number] = min(tops[number], (x, y - 1.3 * size), key=lambda top: top[1])
    groups = []
    for number, group in enumerate(shown, 1):
        x, y = tops[number]
        share = round(100 * group.size / total)
        groups.append(ShownGroup(number, group.size, share, x, max(24.0, y - 8), _outline(number, 10, 10, 7)))
    return Drawing(tuple(marks), tuple(groups), place)


def gathered(points: Sequence[Point], least: int) -> list[tuple[Point, int]]:
    """(mean place, how many) of people who stand close together, everybody in one, ``least`` or more in each.

    The crowd is cut in two across its longer side, again and again. Fewer than ``least`` are nowhere.
    """
    parts = len(points) // least
    if not parts:
        return []
    if parts == 1:
        return [((_mean(x for x, _ in points), _mean(y for _, y in points)), len(points))]
    spans = [max(p[axis] for p in points) - min(p[axis] for p in points) for axis in (0, 1)]
    axis = int(spans[1] > spans[0])
    ordered = sorted(points, key=lambda point: (point[axis], point[1 - axis]))
    cut = len(ordered) * (parts // 2) // parts
    return gathered(ordered[:cut], least) + gathered(ordered[cut:], least)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _frame(points: Sequence[Point]) -> Frame:
    if not points:
        return Frame()
    (left, right), (low, high) = ((min(p[axis] for p in points), max(p[axis] for p in points)) for axis in (0, 1))
    across, up = (WIDTH - 2 * MARGIN) / max(right - left, 1e-9), (HEIGHT - 2 * MARGIN) / max(high - low, 1e-9)
    return Frame(((left + right) / 2, (low + high) / 2), min(across, up, 1e6))


def _outline(group: int, x: float, y: float, size: float) -> str:
    """A shape for each group, of about equal area, so that colour is not needed: round, square, three, four, five."""
    if group in (0, 1):
        half = f"a{size:.1f} {size:.1f} 0 1 0"
        return f"M{x - size:.1f} {y:.1f}{half} {2 * size:.1f} 0{half} {-2 * size:.1f} 0z"
    corners, turn = {2: (4, 0.5), 3: (3, 0), 4: (4, 0)}.get(group, (5, 0))
    reach = size * sqrt(2 * pi / (corners * sin(2 * pi / corners)))
    angles = [2 * pi * (corner + turn) / corners - pi / 2 for corner in range(corners)]
    return "M" + "L".join(f"{x + reach * cos(angle):.1f} {y + reach * sin(angle):.1f}" for angle in angles) + "z"
