"""What stands under one heading, and which heading of another text has taken its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consultations.decisions.domain.passages import HEADINGS, Piece

MOST = 0.5


class Chapters:
    """Chapters begin at the highest headings that a text has, sections at any heading."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        levels = {piece.kind for piece in (*old, *new) if piece.kind in HEADINGS}
        self.highest = [kind for kind in HEADINGS if kind in levels][:1]
        self.old, self.new = _under(old, self.highest), _under(new, self.highest)
        self.old_sections, self.new_sections = _under(old, HEADINGS), _under(new, HEADINGS)
        self.one: set[tuple[int, int]] = set()
        self.sections_one: set[tuple[int, int]] = set()

    def learn(self, pairs: Mapping[int, int]) -> None:
        """Two are one where each has most of what the other's passages were paired with."""
        self.one = set(_most(self.old, self.new, pairs.items()))
        bodies = ((old, new) for old, new in pairs.items() if old != self.old_sections[old])
        self.sections_one = set(_most(self.old_sections, self.new_sections, bodies))

    def are_one(self, old: int, new: int) -> bool:
        """Whether both places stand in the same chapter; a text without headings has none."""
        return (self.old[old], self.new[new]) in self.one

    def sections_are_one(self, old: int, new: int) -> bool:
        return (self.old_sections[old], self.new_sections[new]) in self.sections_one


def _under(pieces: Sequence[Piece], kinds: Sequence[str]) -> list[int]:
    """For each place that of the heading (of these kinds) that it stands under; -1 before the first."""
    heading = -1
    found = []
    for place, piece in enumerate(pieces):
        heading = place if piece.kind in kinds else heading
        found.append(heading)
    return found


def _most(old: Sequence[int], new: Sequence[int], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of headings where each has more than half of what the other's passages were paired with."""
    both: dict[tuple[int, int], int] = Counter((old[left], new[right]) for left, right in pairs)
    of_old: dict[int, int] = defaultdict(int)
    of_new: dict[int, int] = defaultdict(int)
    for (left, right), count in both.items():
        of_old[left] += count
        of_new[right] += count
    for (left, right), count in sorted(both.items()):
        if left >= 0 and right >= 0 and count > MOST * of_old[left] and count > MOST * of_new[right]:
            yield left, right
