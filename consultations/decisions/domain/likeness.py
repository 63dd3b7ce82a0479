"""How much two passages say the same, by the words they share: rare words count for more than common ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import log

from consultations.decisions.domain.passages import Piece
from consultations.deliberation.domain.search_words import normalise

STEM = 5
ADDRESS, AROUND = "://", "()[]<>.,;:\"'"

Words = Counter[str]


@lru_cache(maxsize=50_000)
def _stems(token: str) -> tuple[str, ...]:
    if ADDRESS in token:
        return (token.strip(AROUND).partition(ADDRESS)[2].removeprefix("www.").rstrip("/").casefold(),)
    return tuple(word[:STEM] if word.isalpha() else word for word in normalise(token).split())


def in_order(text: str) -> list[str]:
    """The beginnings of its words, without case, accents and letter forms, so that an inflected word counts as one."""
    return [stem for token in text.split() for stem in _stems(token)] or [text]


def words_of(text: str) -> Words:
    return Counter(in_order(text))


class Likeness:
    """The words of two texts, passage by passage, weighed by how few passages of both hold them."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        self.old = [words_of(piece.text) for piece in old]
        self.new = [words_of(piece.text) for piece in new]
        held = Counter(word for words in (*self.old, *self.new) for word in words)
        passages = len(old) + len(new)
        self.weights = {word: log(1 + passages / count) for word, count in held.items()}
        self.old_weights = [self.weight(words) for words in self.old]
        self.new_weights = [self.weight(words) for words in self.new]
        self.known: dict[tuple[int, int], float] = {}

    def weight(self, words: Words) -> float:
        return sum(self.weights[word] * count for word, count in words.items())

    def shared(self, one: Words, other: Words) -> float:
        if len(other) < len(one):
            one, other = other, one
        weights, total = self.weights, 0.0
        for word, count in one.items():
            if word in other:
                total += weights[word] * min(count, other[word])
        return total

    def of(self, old: int, new: int) -> float:
        """0 to 1: the share of their words, by weight, that they have in common."""
        if (old, new) not in self.known:
            both = self.old_weights[old] + self.new_weights[new]
            self.known[old, new] = 2 * self.shared(self.old[old], self.new[new]) / both
        return self.known[old, new]

    def share(self, one: Words, other: Words) -> float:
        """The same for any words of the two texts."""
        return 2 * self.shared(one, other) / (self.weight(one) + self.weight(other))

    def run(self, old: str, new: str) -> tuple[int, float]:
        """The longest run of words that both texts hold: how many, and their share of the lighter text by weight."""
        left, right = in_order(old), in_order(new)
        found = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
        lighter = min(self.weight(Counter(left)), self.weight(Counter(right)))
        return found.size, self.weight(Counter(left[found.a : found.a + found.size])) / lighter

    def votes(self, words: Words, at_most: int, holders: Mapping[str, Sequence[int]]) -> dict[int, float]:
        """Place → weight of those of ``words`` that it holds and that no more than ``at_most`` places hold."""
        found: dict[int, float] = {}
        for word in words:
            places = holders.get(word, ())
            if len(places) <= at_most:
                weight = self.weights[word]
                for place in places:
                    found[place] = found.get(place, 0.0) + weight
        return found
