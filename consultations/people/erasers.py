"""Who erases what of a person when they delete their account; each district registers its own at start-up."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from consultations.people.models import Participant


class Eraser(Protocol):
    """Erases a person's traces in one district, inside the caller's transaction.

    ``texts``: the person wants their published words erased too; otherwise the words stay without a name.
    """

    def __call__(self, participant: Participant, *, texts: bool, now: datetime) -> None: ...


_erasers: dict[str, Eraser] = {}


def register_eraser(name: str, fn: Eraser) -> None:
    """Adds an eraser under ``name``. Raises ValueError when another one has that name."""
    if _erasers.setdefault(name, fn) is not fn:
        raise ValueError(f"an eraser named {name} is registered already")


def erasers() -> tuple[Eraser, ...]:
    """Every registered eraser, in the order of registration."""
    return tuple(_erasers.values())
