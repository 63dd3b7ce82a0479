"""Splits and merges: the free neighbours of a pair that hold the rest of what the other side says."""

from __future__ import annotations

from collections.abc import Sequence

from consultations.decisions.domain.likeness import LONG, Likeness, Words
from consultations.decisions.domain.passages import HEADINGS, Piece

REACH = 12
ALL, OF_THE_PART, OF_THE_REST, ALIKE = 0.99, 0.5, 0.4, 0.35
TWIN, TOGETHER = 0.75, 0.5


class Growing:
    """Takes free places as it goes, so that none belongs to two passages."""

    def __init__(
        self, likeness: Likeness, old: Sequence[Piece], new: Sequence[Piece], taken_old: set[int], taken_new: set[int]
    ) -> None:
        self.likeness, self.old, self.new = likeness, old, new
        self.taken_old, self.taken_new = taken_old, taken_new

    def group(self, old: int, new: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The places that are one passage with this pair: (old,) and its parts, or what was put together and (new,)."""
        if self.old[old].kind in HEADINGS or self.new[new].kind in HEADINGS:
            return (old,), (new,)
        news = self._grown(new, self.likeness.old[old], self.likeness.new, self.new, self.taken_new)
        if len(news) > 1:
            self.taken_new.update(news)
            return (old,), tuple(news)
        olds = self._grown(old, self.likeness.new[new], self.likeness.old, self.old, self.taken_old)
        self.taken_old.update(olds)
        return tuple(olds), (new,)

    def seeded(self, old: int, new: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """The same for a free pair with too little in common; None where its neighbours do not help."""
        olds, news = self.group(old, new)
        if len(olds) == len(news) == 1:
            return None
        left, right = self._all(self.likeness.old, olds), self._all(self.likeness.new, news)
        if self.likeness.share(left, right) >= TOGETHER:
            return olds, news
        self.taken_old.difference_update(olds)
        self.taken_new.difference_update(news)
        return None

    @staticmethod
    def _all(side: Sequence[Words], places: Sequence[int]) -> Words:
        return sum((side[place] for place in places), Words())

    def _grown(
        self, start: int, whole: Words, side: Sequence[Words], pieces: Sequence[Piece], taken: set[int]
    ) -> list[int]:
        """``start`` and its free neighbours that the remaining words of ``whole`` went to."""
        group = [start]
        rest = whole - side[start]
        for step in (1, -1):
            place = start + step
            while 0 <= place < len(side) and place not in taken and abs(place - start) <= REACH:
                if pieces[place].kind in HEADINGS or not self._belongs(side[place], rest, whole):
                    break
                group.append(place)
                rest = rest - side[place]
                place += step
        return sorted(group)

    def _belongs(self, part: Words, rest: Words, whole: Words) -> bool:
        weight, left = self.likeness.weight(part), self.likeness.weight(rest)
        taken = self.likeness.shared(part, rest)
        if part.total() < LONG - 1:
            return taken >= ALL * weight
        if taken >= OF_THE_PART * weight:
            return True
        alike = self.likeness.share(part, whole)
        return alike >= TWIN or (taken >= OF_THE_REST * left > 0 and alike >= ALIKE)
