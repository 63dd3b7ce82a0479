"""An activity of an agenda: data, with a method, a purpose, a time and the method's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Activity:
    """``settings`` are what the method's module in realtime.domain.methods says.

    ``purpose`` is the question put to the room, in the room's language. ``seconds`` is what its timer starts with.
    """

    id: str
    method: str
    title: str
    purpose: str = ""
    seconds: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


class AgendaDoesNotRead(ValueError):
    """The data is no agenda; ``str()`` names the activity and the key."""
