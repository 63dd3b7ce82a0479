"""Who must act when somebody changes their public name, so that the old one stands nowhere any more."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from consultations.people.models import Participant


class Rename(Protocol):
    """Removes the ``old`` name from one district's public traces, inside the caller's transaction."""

    def __call__(self, participant: Participant, *, old: str, now: datetime) -> None: ...


_renames: dict[str, Rename] = {}


def register_rename(name: str, fn: Rename) -> None:
    """Adds ``fn`` under ``name``. Raises ValueError when another one has that name."""
    if _renames.setdefault(name, fn) is not fn:
        raise ValueError(f"a rename named {name} is registered already")


def renames() -> tuple[Rename, ...]:
    """Everyone to tell, in the order of registration."""
    return tuple(_renames.values())
