"""How alike two texts are: the measure of PostgreSQL's pg_trgm, in Python, so that both databases give one answer."""

from __future__ import annotations

from consultations.deliberation.domain.search_words import normalise

ALIKE = 0.3
"""pg_trgm's own threshold."""


def trigrams(text: str) -> frozenset[str]:
    """Three-letter pieces of each word, padded with two spaces before and one after."""
    return frozenset(
        padded[start : start + 3]
        for word in normalise(text).split()
        for padded in [f"  {word} "]
        for start in range(len(padded) - 2)
    )


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared pieces over all pieces, from 0 to 1; 0 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0
