"""What a room is after the events of its log: a pure reducer that server, minutes and tests share.

The browser holds the same reducer (frontend/live/state.js); tests/realtime/test_browser_state.py compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable

from realtime.domain.families import APPLY
from realtime.domain.room import Happening, Room, copy


def reduce(room: Room, happenings: Iterable[Happening]) -> Room:
    """The room after ``happenings``. One seen before changes nothing; raises HoleInTheLog when one is missing."""
    after = copy(room)
    for happening in happenings:
        apply(after, happening)
    return after


class HoleInTheLog(ValueError):
    """An event came whose predecessor has not been applied; the caller reads the missing ones from the table."""


def apply(room: Room, happening: Happening) -> None:
    """Changes ``room`` in place; for a caller that holds its own copy."""
    if happening.seq <= room.seq:
        return
    if happening.seq != room.seq + 1:
        raise HoleInTheLog(f"event {happening.seq} after {room.seq}")
    for change in APPLY[happening.type]:
        change(room, happening)
    room.seq = happening.seq
