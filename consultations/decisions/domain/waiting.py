"""How long people have waited, in few enough stretches to be read."""

from __future__ import annotations

from dataclasses import dataclass

# Days at which a longer stretch begins.
BEGINNINGS = (0, 8, 31, 91, 366)


@dataclass(frozen=True)
class Stretch:
    """``least`` and ``most`` whole days, ``most`` None for all that is longer."""

    least: int
    most: int | None
    count: int


def stretches(counts: list[int]) -> list[Stretch]:
    """One for each of BEGINNINGS, the longest first; those at the long end that nobody waits are left out."""
    ends: list[int | None] = [*(begin - 1 for begin in BEGINNINGS[1:]), None]
    found = [Stretch(*facts) for facts in zip(BEGINNINGS, ends, counts, strict=True)]
    while found and not found[-1].count:
        found.pop()
    return found[::-1]
