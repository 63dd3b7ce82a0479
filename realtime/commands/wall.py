"""What the wall does: follow the room, stand still, or show nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import op, word


@dataclass(frozen=True, slots=True)
class ShowOnWall:
    """Facilitator: every wall follows the room (``live``), keeps what it shows (``frozen``) or is empty (``blank``)."""

    type: ClassVar[str] = "wall.show"
    op: str = op()
    show: str = word("live, frozen or blank")


COMMANDS = (ShowOnWall,)
