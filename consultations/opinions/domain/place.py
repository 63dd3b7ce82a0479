"""Where one person stands on the opinion map: for their own eyes, beside a picture that shows nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from consultations.opinions.domain.kept import KeptMap
from consultations.opinions.domain.map import BAR, Counts, Key, Map
from consultations.opinions.domain.picture import HEIGHT, WIDTH, Picture, Point, shares_of, shown_groups

EDGE = 24
"""Who stands further out than the drawing reaches is shown at its edge, so far inside."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of ``answers`` that the person gave and ten or more of ``group`` (0: of everybody) gave too, ``alike`` are the
    group's most frequent one."""

    group: int
    alike: int
    answers: int


@dataclass(frozen=True, slots=True)
class Place:
    """``x`` and ``y`` in the drawing; ``group``: its number, 0 for none; ``likeness``: to each group, else to all."""

    x: float
    y: float
    group: int
    likeness: tuple[Likeness, ...]


def place_of(made: Map, picture: Picture, person: Key, votes: Mapping[Key, int]) -> Place | None:
    """``picture``: made of ``made``; ``votes``: those of ``person``, as ``opinion_map`` takes them.

    None where nothing is shown, or the person gave no answer.
    """
    if not picture.enough or person not in made.positions:
        return None
    return _shown(made, picture, made.positions[person], made.labels.get(person), votes)


def place_among(kept: KeptMap, picture: Picture, votes: Mapping[Key, int]) -> Place | None:
    """As ``place_of``, from a map that was kept without people: ``votes`` alone say where their person stands.

    With votes that were in the map, it is the place that the map gave them.
    """
    told = {item: vote for item, vote in votes.items() if item in kept.made.means}
    if not picture.enough or not told:
        return None
    size = len(kept.made.means)
    stretch = sqrt(size / len(told))
    x, y = (
        stretch * sum((vote - kept.made.means[item]) * kept.made.axes[item][axis] for item, vote in told.items())
        for axis in (0, 1)
    )
    group = kept.nearest((x, y)) if len(told) >= min(BAR, size) else None
    return _shown(kept.made, picture, (x, y), group, told)


def _shown(made: Map, picture: Picture, position: Point, label: Key | None, votes: Mapping[Key, int]) -> Place:
    x, y = picture.frame(position)
    shown = shown_groups(made)
    numbers: dict[Key | None, int] = {group.id: number for number, group in enumerate(shown, 1)}
    counted = {number: group.counts for number, group in enumerate(shown, 1)} or {0: made.counts}
    return Place(
        min(max(x, EDGE), WIDTH - EDGE),
        min(max(y, EDGE), HEIGHT - EDGE),
        numbers.get(label, 0),
        tuple(each for number, counts in counted.items() if (each := _likeness(number, counts, votes)).answers),
    )


def _likeness(group: int, counts: Mapping[Key, Counts], votes: Mapping[Key, int]) -> Likeness:
    told = [(counts[item], vote) for item, vote in votes.items() if item in counts and shares_of(counts[item])]
    alike = sum(1 for each, vote in told if _like(each, vote) == max(each.agree, each.disagree, each.passed))
    return Likeness(group, alike, len(told))


def _like(counts: Counts, vote: int) -> int:
    return {1: counts.agree, -1: counts.disagree}.get(vote, counts.passed)
