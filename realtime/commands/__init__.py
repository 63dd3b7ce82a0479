"""What people may ask of a room: a closed set, each with the sender's own name for it (``op``). No I/O.

One file for each family; those that belong to one method of an activity bear its name.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from realtime.commands import (
    answers,
    board,
    consent,
    dots,
    draft,
    floor,
    groups,
    inform,
    opinions,
    session,
    wall,
)


class Command(Protocol):
    """Any of COMMANDS."""

    type: ClassVar[str]

    @property
    def op(self) -> str: ...


FAMILIES = (
    session,
    wall,
    board,
    dots,
    answers,
    consent,
    opinions,
    floor,
    inform,
    groups,
    draft,
)
COMMANDS: dict[str, type[Any]] = {cls.type: cls for family in FAMILIES for cls in family.COMMANDS}
