"""Figures about people from which nobody can be told: no group under ten is shown, nor found by subtracting.

A *cell* is a number of people. Nobody is not a group: 0 is shown. Everything here is counted for cells whose total is
known or could be found out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

LEAST = 10
"""The smallest group that is ever shown."""

Name = TypeVar("Name")


def is_small(number: int, least: int = LEAST) -> bool:
    """Whether ``number`` people are a group too small to be shown."""
    return 0 < number < least


def protect(cells: Mapping[Name, int], least: int = LEAST) -> dict[Name, int | None]:
    """The cells of one whole, each person in exactly one of them; None where the number is not to be shown.

    Small ones are hidden; and with them the smallest of the others, until those hidden are two or more and hold
    ``least`` people or more together: from the total nobody finds out a small group. Of two equally large ones the one
    that stands first goes. Either everything that must not be told is hidden, or nothing was small.
    """
    hidden = {name for name, number in cells.items() if is_small(number, least)}
    if not hidden:
        return dict(cells)
    left = sorted((name for name, number in cells.items() if number >= least), key=lambda name: cells[name])
    while left and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        hidden.add(left.pop(0))
    if not left and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        return dict.fromkeys(cells)
    return {name: None if name in hidden else number for name, number in cells.items()}


def protect_part(part: int, whole: int, least: int = LEAST) -> int | None:
    """``part`` of ``whole`` people, where one may be in several parts; None where it or its rest is a small group."""
    return None if is_small(part, least) or is_small(whole - part, least) else part
