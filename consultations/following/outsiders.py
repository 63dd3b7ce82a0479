"""Who hears of outcomes without an account: each district above tells its own people, registered at start-up.

register_outsiders(tell_answers)
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from consultations.following.sources import Scope


class Outsiders(Protocol):
    """Tells those concerned by what is in ``scope`` once for each ``key``; returns how many had not been told."""

    def __call__(self, scope: Scope, key: str, now: datetime) -> int: ...


_outsiders: list[Outsiders] = []


def register_outsiders(fn: Outsiders) -> None:
    """Adds ``fn``; adding it again changes nothing."""
    if fn not in _outsiders:
        _outsiders.append(fn)


def outsiders() -> tuple[Outsiders, ...]:
    return tuple(_outsiders)
