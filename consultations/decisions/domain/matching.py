"""Pairs of passages of two texts that are the same passage, by what they say and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import groupby
from operator import itemgetter

from consultations.decisions.domain.chapters import Chapters
from consultations.decisions.domain.gathering import Gathering
from consultations.decisions.domain.likeness import Likeness
from consultations.decisions.domain.passages import HEADINGS, Piece
from consultations.decisions.domain.places import Gaps
from consultations.deliberation.domain.differences import compare

NEARLY_SAME = 0.8
IN_PLACE, IN_SECTION, IN_CHAPTER, ELSEWHERE, NEVER = 0.28, 0.38, 0.5, 0.6, 2.0
FAVOUR = 0.25
RUN, OF_THE_LIGHTER = 8, 0.33
SEED = 0.1
COMMON = 40
CANDIDATES = 6
SMALL_GAP = 400


@dataclass(frozen=True)
class Match:
    """Places in the old and the new text that are one passage; ``heir``: the pair through which the number goes on;
    ``weight``: of the words that both hold."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    heir: tuple[int, int]
    same: bool
    weight: float


def matches(old: Sequence[Piece], new: Sequence[Piece]) -> list[Match]:
    """Every old and every new place stands in at most one match; what stands in none was removed or added."""
    matcher = _Matcher(old, new)
    matcher.pair_unchanged()
    matcher.pair_similar(in_place_only=True, least=NEARLY_SAME)
    matcher.pair_identical_elsewhere()
    matcher.pair_similar(in_place_only=False, least=IN_PLACE)
    matcher.pair_similar(in_place_only=False, least=IN_PLACE)
    matcher.pair_same_run()
    matcher.pair_headings()
    return matcher.found()


class _Matcher:
    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        self.old, self.new = old, new
        self.likeness = Likeness(old, new)
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.chapters = Chapters(old, new)

    def pair(self, old: int, new: int) -> None:
        self.pairs[old], self.back[new] = new, old

    def pair_unchanged(self) -> None:
        """What stands in both texts in the same order: whole paragraphs first, then sentences between them."""
        old_blocks, new_blocks = _blocks(self.old), _blocks(self.new)
        for same, i1, i2, j1, j2 in compare(_texts(self.old, old_blocks), _texts(self.new, new_blocks)):
            left = [place for block in old_blocks[i1:i2] for place in block]
            right = [place for block in new_blocks[j1:j2] for place in block]
            if same:
                self._pair_all(left, right)
                continue
            texts = [self.old[place].text for place in left], [self.new[place].text for place in right]
            for equal, a1, a2, b1, b2 in compare(*texts):
                if equal:
                    self._pair_all(left[a1:a2], right[b1:b2])

    def _pair_all(self, left: Sequence[int], right: Sequence[int]) -> None:
        for old, new in zip(left, right, strict=True):
            self.pair(old, new)

    def pair_identical_elsewhere(self) -> None:
        """The same words in another place; of several such places one in the same chapter, else the first.

        Headings are left out: many sections have the same one, so it moves with its section.
        """
        self.chapters.learn(self.pairs)
        waiting: dict[str, list[int]] = defaultdict(list)
        for new in self._free_new():
            if self.new[new].kind not in HEADINGS:
                waiting[self.new[new].text].append(new)
        for old in self._free_old():
            if self.old[old].kind not in HEADINGS and (places := waiting.get(self.old[old].text)):
                near = [new for new in places if self.chapters.are_one(old, new)]
                self.pair(old, (near or places)[0])
                places.remove(self.pairs[old])

    def pair_similar(self, *, in_place_only: bool, least: float) -> None:
        """Adds the best pairs of similar passages, the most alike first; less is asked the nearer they stand."""
        gaps = Gaps(self.pairs)
        self.chapters.learn(self.pairs)
        scored: list[tuple[float, int, int, int]] = []
        for old, new in self._candidates(gaps, in_place_only):
            alike, in_place = self.likeness.of(old, new), gaps.between(old, new)
            if alike >= max(least, self._asked(old, new, in_place)):
                scored.append((-alike - FAVOUR * in_place, abs(old - new), old, new))
        for *_ranks, old, new in sorted(scored):
            if old not in self.pairs and new not in self.back:
                self.pair(old, new)

    def pair_same_run(self) -> None:
        """Those left over that say the same in many words on end, whatever else one of them says."""
        scored = []
        for old, new in self._candidates(Gaps(self.pairs), in_place_only=False):
            if self.old[old].kind in HEADINGS or self.likeness.of(old, new) < IN_PLACE:
                continue
            words, share = self.likeness.run(self.old[old].text, self.new[new].text)
            if words >= RUN and share >= OF_THE_LIGHTER:
                scored.append((-share, old, new))
        for _share, old, new in sorted(scored):
            if old not in self.pairs and new not in self.back:
                self.pair(old, new)

    def _asked(self, old: int, new: int, in_place: bool) -> float:
        headings = (self.old[old].kind in HEADINGS) + (self.new[new].kind in HEADINGS)
        if headings:
            return IN_PLACE if headings == 2 and in_place else NEVER  # noqa: PLR2004
        if in_place:
            return IN_PLACE
        if self.chapters.sections_are_one(old, new):
            return IN_SECTION
        return IN_CHAPTER if self.chapters.are_one(old, new) else ELSEWHERE

    def _candidates(self, gaps: Gaps, in_place_only: bool) -> list[tuple[int, int]]:
        """Free pairs: every one within a small gap, and those that have much in common wherever they stand."""
        within = {
            (old, new)
            for left, right in gaps.of(self._free_old(), self._free_new())
            if len(left) * len(right) <= SMALL_GAP
            for old in left
            for new in right
        }
        free = {pair for pair in self._akin if pair[0] not in self.pairs and pair[1] not in self.back}
        return sorted(pair for pair in within | free if not in_place_only or gaps.between(*pair))

    @cached_property
    def _akin(self) -> list[tuple[int, int]]:
        """For each new place that did not stay as it was the old ones with the most uncommon words in common."""
        free_old = self._free_old()
        holders: dict[str, list[int]] = defaultdict(list)
        for old in free_old:
            for word in self.likeness.old[old]:
                holders[word].append(old)
        usual = max(COMMON, len(free_old) // 20)
        found = []
        for new in self._free_new():
            votes = self.likeness.votes(self.likeness.new[new], usual, holders)
            found += [(old, new) for old, _votes in nlargest(CANDIDATES, votes.items(), key=itemgetter(1))]
        return found

    def pair_headings(self) -> None:
        """A heading goes with its section: where most of what stood under one stands under the other."""
        self.chapters.learn(self.pairs)
        for old, new in sorted({*self.chapters.sections_one, *self.chapters.one}):
            if old not in self.pairs and new not in self.back:
                self.pair(old, new)

    def found(self) -> list[Match]:
        gathering = Gathering(self.likeness, self.old, self.new, (set(self.pairs), set(self.back)))
        same = [pair for pair in sorted(self.pairs.items()) if self._are_equal(*pair)]
        matched = [self._match((old,), (new,)) for old, new in same]
        changed = [pair for pair in sorted(self.pairs.items()) if not self._are_equal(*pair)]
        matched += [self._match(*sides) for sides in gathering.gather(changed)]
        for old, new in self._seeds():
            free = old not in gathering.taken[0] and new not in gathering.taken[1]
            if free and (grown := gathering.seed(old, new)):
                matched.append(self._match(*grown))
        return matched

    def _are_equal(self, old: int, new: int) -> bool:
        return self.old[old].text == self.new[new].text

    def _match(self, olds: tuple[int, ...], news: tuple[int, ...]) -> Match:
        alike, old, new = max((self.likeness.of(left, right), -left, -right) for left in olds for right in news)
        heir = -old, -new
        same = len(olds) == len(news) == 1 and self._are_equal(*heir)
        return Match(olds, news, heir, same, alike * self.likeness.old_weights[heir[0]])

    def _seeds(self) -> list[tuple[int, int]]:
        """Free pairs that have something in common, the most alike first."""
        gaps = Gaps(self.pairs)
        scored = [(-self.likeness.of(old, new), old, new) for old, new in self._candidates(gaps, in_place_only=False)]
        near = [(score, old, new) for score, old, new in sorted(scored) if score <= -SEED]
        return [(old, new) for _s, old, new in near if gaps.between(old, new) or self.chapters.are_one(old, new)]

    def _free_old(self) -> list[int]:
        return [place for place in range(len(self.old)) if place not in self.pairs]

    def _free_new(self) -> list[int]:
        return [place for place in range(len(self.new)) if place not in self.back]


def _blocks(pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    return [tuple(group) for _key, group in groupby(range(len(pieces)), key=lambda place: pieces[place].block)]


def _texts(pieces: Sequence[Piece], blocks: Sequence[tuple[int, ...]]) -> list[tuple[str, ...]]:
    return [tuple(pieces[place].text for place in block) for block in blocks]
