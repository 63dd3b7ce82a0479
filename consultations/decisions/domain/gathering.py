"""Splits and merges: free passages near a pair that hold what is left of what its other side says.

Every free passage is claimed by the pairs near it and goes to the one of whose words it holds most, the surest first;
so one pair cannot take what belongs to its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from consultations.decisions.domain.likeness import Likeness, Words
from consultations.decisions.domain.passages import HEADINGS, Piece

REACH, FEW = 12, 3
ALL, OF_THE_PART, OF_ITS_PARAGRAPH, OF_THE_REST, ALIKE = 0.99, 0.4, 0.2, 0.4, 0.35
REPEATED, TOGETHER, WITHIN = 0.88, 0.5, 0.8
INTRODUCES = (":", "：")
OLD, NEW = 0, 1

Sides = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Group:
    """The places of both texts that are one passage: one on one side, one or more on the other."""

    places: tuple[list[int], list[int]]

    def may_grow(self, side: int) -> bool:
        return len(self.places[1 - side]) == 1

    @property
    def sides(self) -> Sides:
        return tuple(sorted(self.places[OLD])), tuple(sorted(self.places[NEW]))


class Claim(NamedTuple):
    """``sureness``: minus the share of the place's words, so that the surest comes first; ``size``: the group's when
    the claim was made, since a claim of an older state has to be made anew."""

    sureness: float
    side: int
    place: int
    group: int
    size: int


class Gathering:
    """Takes free places as it goes, so that none belongs to two passages."""

    def __init__(
        self, likeness: Likeness, old: Sequence[Piece], new: Sequence[Piece], taken: tuple[set[int], set[int]]
    ) -> None:
        self.likeness, self.texts, self.taken = likeness, (old, new), taken
        self.words = likeness.old, likeness.new
        self.groups: list[Group] = []

    def gather(self, pairs: Iterable[tuple[int, int]]) -> list[Sides]:
        """What each pair is one passage with."""
        first = len(self.groups)
        self.groups += [Group(([old], [new])) for old, new in pairs]
        heap = [claim for number in range(first, len(self.groups)) for claim in self._claims(number)]
        heapify(heap)
        while heap:
            claim = heappop(heap)
            group = self.groups[claim.group]
            if claim.place in self.taken[claim.side] or not group.may_grow(claim.side):
                continue
            if claim.size == len(group.places[claim.side]):
                group.places[claim.side].append(claim.place)
                self.taken[claim.side].add(claim.place)
                for following in self._claims(claim.group):
                    heappush(heap, following)
        return [group.sides for group in self.groups[first:]]

    def seed(self, old: int, new: int) -> Sides | None:
        """The same for a free pair with too little in common; None where its neighbours do not help."""
        for side, place in ((OLD, old), (NEW, new)):
            self.taken[side].add(place)
        (found,) = self.gather([(old, new)])
        if found != ((old,), (new,)) and self._enough(*found):
            return found
        for side in (OLD, NEW):
            self.taken[side].difference_update(found[side])
        return None

    def _enough(self, olds: Sequence[int], news: Sequence[int]) -> bool:
        left = sum((self.words[OLD][place] for place in olds), Words())
        right = sum((self.words[NEW][place] for place in news), Words())
        lighter = min(self.likeness.weight(left), self.likeness.weight(right))
        return self.likeness.share(left, right) >= TOGETHER or self.likeness.shared(left, right) >= WITHIN * lighter

    def _claims(self, number: int) -> Iterator[Claim]:
        """What the group may take next, on either side of it in either text."""
        group = self.groups[number]
        for side in (NEW, OLD):
            if not group.may_grow(side):
                continue
            places, texts = group.places[side], self.texts[side]
            if texts[places[0]].kind in HEADINGS:
                return
            whole = self.words[1 - side][group.places[1 - side][0]]
            rest = whole - sum((self.words[side][place] for place in places), Words())
            for place in self._near(side, places):
                sureness = self._belongs(side, place, places, rest, whole)
                if sureness:
                    yield Claim(-sureness, side, place, number, len(places))

    def _near(self, side: int, places: Sequence[int]) -> Iterator[int]:
        """The nearest free place on either side, short of a heading."""
        text = self.texts[side]
        for beyond in (range(max(places) + 1, len(text)), range(min(places) - 1, -1, -1)):
            for place in beyond[:REACH]:
                if text[place].kind in HEADINGS:
                    break
                if place not in self.taken[side]:
                    yield place
                    break

    def _belongs(self, side: int, place: int, places: Sequence[int], rest: Words, whole: Words) -> float:
        """How surely the place is one of the group's parts; 0 where it is none. What ends in a colon belongs to what
        follows."""
        part = self.words[side][place]
        if place > max(places) and self.texts[side][place].text.endswith(INTRODUCES):
            return 0.0
        weight, left = self.likeness.weight(part), self.likeness.weight(rest)
        taken = self.likeness.shared(part, rest)
        if part.total() < FEW:
            return taken / weight if taken >= ALL * weight else 0.0
        block = self.texts[side][place].block
        beside = any(self.texts[side][other].block == block for other in places)
        if taken >= (OF_ITS_PARAGRAPH if beside else OF_THE_PART) * weight:
            return taken / weight
        alike = self.likeness.share(part, whole)
        if taken >= OF_THE_REST * left > 0 and alike >= ALIKE:
            return alike
        next_to = min(abs(place - other) for other in places) == 1
        return alike if next_to and self._repeats(part, whole) else 0.0

    def _repeats(self, part: Words, whole: Words) -> bool:
        """Whether one says all that the other does: a sentence said twice, each time with something of its own."""
        shorter = min((part, whole), key=self.likeness.weight)
        return shorter.total() >= FEW and self.likeness.shared(part, whole) >= REPEATED * self.likeness.weight(shorter)
