"""Where a passage stands between those that kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from consultations.deliberation.domain.differences import rising


def heaviest_rising(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """The places of a run of strictly rising ``values`` with the greatest sum of ``weights`` (all above 0)."""
    ends: list[int] = []
    sums: list[float] = []
    last: list[int] = []
    previous: list[int] = []
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_left(ends, value)
        previous.append(last[at - 1] if at else -1)
        total = weight + (sums[at - 1] if at else 0.0)
        over = at
        while over < len(ends) and sums[over] <= total:
            over += 1
        ends[at:over], sums[at:over], last[at:over] = [value], [total], [place]
    run: list[int] = []
    place = last[-1] if last else -1
    while place >= 0:
        run.append(place)
        place = previous[place]
    return run[::-1]


class Gaps:
    """The stretches between paired passages that kept their order; what moved elsewhere bounds nothing."""

    def __init__(self, pairs: Mapping[int, int]) -> None:
        ordered = sorted(pairs.items())
        still = [ordered[number] for number in rising([new for _old, new in ordered])]
        self.old, self.new = [old for old, _new in still], [new for _old, new in still]

    def between(self, old: int, new: int) -> bool:
        """Whether both stand in the same stretch."""
        return bisect_left(self.old, old) == bisect_left(self.new, new)

    def of(self, free_old: Sequence[int], free_new: Sequence[int]) -> list[tuple[list[int], list[int]]]:
        """The free places of each stretch that has some on both sides."""
        left: dict[int, list[int]] = defaultdict(list)
        right: dict[int, list[int]] = defaultdict(list)
        for place in free_old:
            left[bisect_left(self.old, place)].append(place)
        for place in free_new:
            right[bisect_left(self.new, place)].append(place)
        return [(left[gap], right[gap]) for gap in sorted(left.keys() & right.keys())]
