"""Pairs of passages of two texts that are the same passage, by what they say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from consultations.decisions.domain.passages import Piece
from consultations.deliberation.domain.differences import compare

WORD = re.compile(r"\w+", re.UNICODE)
IN_PLACE, ELSEWHERE = 0.45, 0.6
SHORT = 4
WHOLLY = 0.8
COMMON = 40
CANDIDATES = 6
NEIGHBOURS = 4


@dataclass(frozen=True)
class Match:
    """Places in the old and the new text that are one passage; ``heir``: the pair through which the number goes on."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    heir: tuple[int, int]
    same: bool


def matches(old: Sequence[Piece], new: Sequence[Piece]) -> list[Match]:
    """Every old and every new place stands in at most one match; what stands in none was removed or added."""
    pairs = _unchanged(old, new)
    _identical_elsewhere(old, new, pairs)
    same = set(pairs.items())
    old_words, new_words = _words(old), _words(new)
    _similar(old_words, new_words, pairs)
    groups = _Groups(old_words, new_words, pairs, {pair[0] for pair in same}, {pair[1] for pair in same})
    return groups.found()


def _words(pieces: Sequence[Piece]) -> list[Counter[str]]:
    return [Counter(WORD.findall(piece.text.lower()) or [piece.text]) for piece in pieces]


def _unchanged(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    """What stands in both texts in the same order: whole paragraphs first, then sentences between them."""
    old_blocks = [tuple(group) for _key, group in groupby(range(len(old)), key=lambda place: old[place].block)]
    new_blocks = [tuple(group) for _key, group in groupby(range(len(new)), key=lambda place: new[place].block)]
    old_keys = [tuple(old[place].text for place in block) for block in old_blocks]
    new_keys = [tuple(new[place].text for place in block) for block in new_blocks]
    pairs: dict[int, int] = {}
    for same, i1, i2, j1, j2 in compare(old_keys, new_keys):
        left = [place for block in old_blocks[i1:i2] for place in block]
        right = [place for block in new_blocks[j1:j2] for place in block]
        if same:
            pairs.update(zip(left, right, strict=True))
            continue
        for equal, a1, a2, b1, b2 in compare([old[place].text for place in left], [new[place].text for place in right]):
            if equal:
                pairs.update(zip(left[a1:a2], right[b1:b2], strict=True))
    return pairs


def _identical_elsewhere(old: Sequence[Piece], new: Sequence[Piece], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(new):
        if place not in taken:
            waiting[piece.text].append(place)
    for place, piece in enumerate(old):
        if place not in pairs and waiting.get(piece.text):
            pairs[place] = waiting[piece.text].pop(0)


def _similar(old: Sequence[Counter[str]], new: Sequence[Counter[str]], pairs: dict[int, int]) -> None:
    """Adds the best pairs of similar passages, the most alike first; less is asked of those in the expected place."""
    taken = set(pairs.values())
    free_old = [place for place in range(len(old)) if place not in pairs]
    free_new = [place for place in range(len(new)) if place not in taken]
    gaps = _Gaps(pairs)
    scored: list[tuple[float, float, int, int, int]] = []
    for place, candidates in _candidates(old, new, free_old, free_new):
        for other in candidates:
            alike, score = _likeness(old[other], new[place])
            in_place = gaps.between(other, place)
            if score >= (IN_PLACE if in_place else ELSEWHERE):
                scored.append((-score - 0.1 * in_place, -alike, abs(other - place), other, place))
    for *_ranks, other, place in sorted(scored):
        if other not in pairs and place not in taken:
            pairs[other] = place
            taken.add(place)


def _likeness(old: Counter[str], new: Counter[str]) -> tuple[float, float]:
    """0 to 1: the share of words in common; and that, or most of it when the shorter lies within the longer."""
    shared = (old & new).total()
    shorter = min(old.total(), new.total())
    alike = 2 * shared / (old.total() + new.total())
    return alike, max(alike, WHOLLY * shared / shorter) if shorter >= SHORT else alike


def _candidates(
    old: Sequence[Counter[str]], new: Sequence[Counter[str]], free_old: Sequence[int], free_new: Sequence[int]
) -> list[tuple[int, list[int]]]:
    """For each free new place the free old ones that share the most uncommon words with it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place in free_old:
        for word in old[place]:
            holders[word].append(place)
    usual = max(COMMON, len(free_old) // 20)
    found: list[tuple[int, list[int]]] = []
    for place in free_new:
        votes: Counter[int] = Counter()
        for word in new[place]:
            if len(holders.get(word, ())) <= usual:
                votes.update(holders.get(word, ()))
        found.append((place, [other for other, _votes in votes.most_common(CANDIDATES)]))
    return found


class _Gaps:
    """Between which unchanged passages a place stands."""

    def __init__(self, pairs: dict[int, int]) -> None:
        self.pairs = sorted(pairs.items())

    def between(self, old: int, new: int) -> bool:
        low, high = 0, len(self.pairs)
        while low < high:
            middle = (low + high) // 2
            if self.pairs[middle][0] < old:
                low = middle + 1
            else:
                high = middle
        after_previous = low == 0 or self.pairs[low - 1][1] < new
        return after_previous and (low == len(self.pairs) or new < self.pairs[low][1])


class _Groups:
    """Pairs, grown to splits and merges by the free neighbours that hold the rest of a passage's words."""

    def __init__(
        self,
        old: Sequence[Counter[str]],
        new: Sequence[Counter[str]],
        pairs: dict[int, int],
        same_old: set[int],
        same_new: set[int],
    ) -> None:
        self.old, self.new, self.pairs = old, new, pairs
        self.same_old, self.same_new = same_old, same_new
        self.back = {place: other for other, place in pairs.items()}

    def found(self) -> list[Match]:
        taken_old, taken_new = set(self.pairs), set(self.back)
        matched: list[Match] = []
        for other, place in sorted(self.pairs.items()):
            if other in self.same_old:
                matched.append(Match((other,), (place,), (other, place), same=True))
                continue
            news = self._grown(place, self.old[other], self.new, taken_new)
            olds = [other] if len(news) > 1 else self._grown(other, self.new[place], self.old, taken_old)
            taken_new.update(news)
            taken_old.update(olds)
            heir = (max(olds, key=lambda o: _likeness(self.old[o], self.new[place])[0]), place)
            matched.append(Match(tuple(olds), tuple(news), heir, same=False))
        return matched

    @staticmethod
    def _grown(start: int, whole: Counter[str], side: Sequence[Counter[str]], taken: set[int]) -> list[int]:
        """``start`` and the free neighbours that most of the remaining words of ``whole`` went to."""
        group = [start]
        rest = whole - side[start]
        for step in (1, -1):
            place = start + step
            while 0 <= place < len(side) and place not in taken and abs(place - start) <= NEIGHBOURS:
                words = side[place]
                if words.total() < SHORT - 1 or (words & rest).total() < 0.6 * words.total():  # noqa: PLR2004
                    break
                group.append(place)
                rest = rest - words
                place += step
        return sorted(group)
