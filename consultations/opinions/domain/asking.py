"""Which statement to ask a person next: those that tell most, and those that few have heard, more often."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

from consultations.opinions.domain.map import Counts, Key

META = 49.0
"""The fixed priority of statements about the consultation itself."""


def priority(counts: Counts, extremity: float) -> float:
    """After Polis: few passes, much agreement and far from the middle count; new statements get up to 81 times as much.

    ``extremity``: the length of the statement's direction on the map, of somebody who agrees with it alone.
    """
    voted = counts.voted
    importance = (1 - (counts.passed + 1) / (voted + 2)) * (1 + extremity) * (counts.agree + 1) / (voted + 2)
    return float((importance * (1 + 8 * 2 ** (-voted / 5))) ** 2)


def chances(priorities: Mapping[Key, float], seen: Collection[Key]) -> dict[Key, float]:
    """The chance of each statement that the person has not seen; they add up to 1. For the log of what was asked."""
    unseen = {key: weight for key, weight in priorities.items() if key not in seen and weight > 0}
    total = sum(unseen.values())
    return {key: weight / total for key, weight in unseen.items()}


def next_statement(priorities: Mapping[Key, float], seen: Collection[Key], random: Random) -> Key | None:
    """Drawn from the unseen ones in proportion to their priority; None when all are seen. Same seed, same draw."""
    drawn = chances(priorities, seen)
    if not drawn:
        return None
    keys = sorted(drawn, key=lambda key: (isinstance(key, str), key))
    return random.choices(keys, [drawn[key] for key in keys])[0]
