"""Which contributions share telling words with a change: a hint for whoever links them, never a judgement.

BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", section 3) over the stems of the public
contributions. Words that a change added or took away weigh full, words that it left a fifth; so a change of 'one
year' to 'thirty days' finds who asked for thirty days before who only speaks of the same paragraph.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from consultations.decisions.domain.stems import stems
from consultations.deliberation.domain.differences import Kind, differences
from consultations.deliberation.domain.search_words import normalise

SATURATION, LENGTH_SHARE = 1.2, 0.75
FULL, LEFT_WEIGHT = 1.0, 0.2
MANY, COMMON_SHARE = 20, 0.5
# Shares of the weight of what changed: from two fifths on much, from about a seventh on something, below little.
CLOSE, NEAR = 0.4, 0.15
SHOWN_WORDS = 6
BETWEEN_WORDS = re.compile(r"[^\w'‘’\u0300-\u036f\u064b-\u0670-]+")
CHANGED_WORDS, LEFT_WORDS = 60, 60


class Likeness(Enum):
    """How much of what changed, by the weight of its words, stands in the contribution too: much, some, little."""

    CLOSE = "close"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True)
class Near:
    """``shared``: stems in both, most telling first; ``covered``: their share of the change's weight, 0 to 1."""

    key: int
    score: float
    covered: float
    shared: tuple[str, ...]

    @property
    def likeness(self) -> Likeness:
        return Likeness.CLOSE if self.covered >= CLOSE else Likeness.NEAR if self.covered >= NEAR else Likeness.FAR


def weights(before: str, after: str) -> dict[str, float]:
    """Stem → weight of what a change from ``before`` to ``after`` did and left; bounded however long they are.

    Where nothing but the place changed, what was left weighs full.
    """
    changed: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for segment in differences(before, after):
        (left if segment.kind is Kind.SAME else changed).update(stems(normalise(segment.text)))
    if not changed:
        return {word: FULL for word, _count in left.most_common(CHANGED_WORDS)}
    weighed = {word: LEFT_WEIGHT for word, _count in left.most_common(LEFT_WORDS)}
    return {**weighed, **{word: FULL for word, _count in changed.most_common(CHANGED_WORDS)}}


class Index:
    """Contributions by stem; made once, then asked for each change."""

    def __init__(self, documents: Iterable[tuple[int, str]]) -> None:
        """``documents``: (key, normalised text)."""
        counted = {key: Counter(stems(text)) for key, text in documents}
        lengths = {key: sum(found.values()) for key, found in counted.items()}
        mean = (sum(lengths.values()) / len(lengths) if lengths else 0) or 1.0
        self.size = len(counted)
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        for key, found in counted.items():
            norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths[key] / mean)
            for word, count in found.items():
                self.postings[word][key] = count * (SATURATION + 1) / (count + norm)

    def rarity(self, word: str) -> float:
        """The weight of a word by how few hold it (the always positive form of BM25's idf)."""
        held = len(self.postings.get(word, ()))
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))

    def nearest(self, asked: Mapping[str, float], limit: int, besides: Collection[int] = ()) -> list[Near]:
        """Up to ``limit`` keys, best first; each shares a word of full weight. Of many, common words tell last."""
        told = self._telling(asked)
        worth = {word: weight * self.rarity(word) for word, weight in told.items()}
        ordered = sorted(worth, key=lambda word: (-told[word], -worth[word], word))
        scores: dict[int, float] = dict.fromkeys(besides, -math.inf)
        for word in ordered:
            value, full = worth[word], told[word] == FULL
            for key, impact in self.postings.get(word, {}).items():
                if full or key in scores:
                    scores[key] = scores.get(key, 0.0) + value * impact
        fit = [key for key, score in scores.items() if score > 0]
        return [
            self._near(key, scores[key], ordered, told)
            for key in heapq.nsmallest(limit, fit, key=lambda key: (-scores[key], key))
        ]

    def _telling(self, asked: Mapping[str, float]) -> Mapping[str, float]:
        """Without words that most hold; but where most ask for the same, what changed is among those: then all."""
        if self.size < MANY:
            return asked
        common = self.size * COMMON_SHARE
        told = {word: weight for word, weight in asked.items() if len(self.postings.get(word, ())) <= common}
        return told if any(weight == FULL and word in self.postings for word, weight in told.items()) else asked

    def _near(self, key: int, score: float, words: Iterable[str], asked: Mapping[str, float]) -> Near:
        """How much is covered goes by the change alone: words that many people use are no less of what changed."""
        shared = [word for word in words if key in self.postings.get(word, ())]
        return Near(
            key, score, sum(asked[word] for word in shared) / (sum(asked.values()) or 1.0), tuple(shared[:SHOWN_WORDS])
        )


def as_written(shared: Collection[str], text: str) -> list[str]:
    """The words of ``text``, as they stand there, whose stems are ``shared``: each stem once, in that order."""
    found: dict[str, str] = {}
    for word in BETWEEN_WORDS.split(text):
        for held in stems(normalise(word)):
            found.setdefault(held, word.strip("'‘’-"))
    return [found[held] for held in shared if held in found]
