"""A prepared room with Chidi as its facilitator."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.realtime.rooms import TestRoom, make_room


@pytest.fixture
def room(cast: Cast, now: datetime) -> TestRoom:
    return make_room(cast.chidi, now)


@pytest.fixture
def collecting(room: TestRoom) -> TestRoom:
    """The room, open, collecting notes."""
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    return room
