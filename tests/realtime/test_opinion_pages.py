"""The opinion map of a room: for ten people or more, after closing, without anybody in it."""

from __future__ import annotations

import pytest

from realtime.domain.activity import Activity
from tests.realtime.rooms import TestRoom, make_room

STATEMENTS = ["Night buses", "Fewer stops", "Bicycles aboard", "Free for children", "Screens at stops"]
VIEWS = Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": STATEMENTS})


def answered(cast, now, people: int) -> TestRoom:
    """Two halves that answer alike; all want buses free for children."""
    room = make_room(cast.chidi, now, (VIEWS,))
    room.lead("room.open")
    room.lead("activity.open", activity="views")
    for number in range(people):
        side = (1, 2, 1, 1, 2) if number % 2 else (2, 1, 2, 1, 1)
        seat = room.guest()
        for place, vote in enumerate(side, 1):
            assert room.act(seat, "opinion.give", activity="views", item=-place, vote=vote).seq
    return room


def path(room: TestRoom, page: str = "opinions/views/") -> str:
    return f"/live/{room.session.code}/{page}"


def test_the_map_is_there_once_the_step_is_closed(client, cast, now):
    room = answered(cast, now, 24)
    assert client.get(path(room)).status_code == 404
    room.lead("activity.close", activity="views")
    page = client.get(path(room)).content.decode()
    assert all(words in page for words in ("Group 1", "Group 2", "Free for children", "Where the groups differ"))
    part = client.get(path(room, "opinions/views/?part")).content.decode()
    assert ("<svg" in part, "<html" in part) == (True, False)
    assert "See the opinion map" in client.get(path(room, "projector/")).content.decode()
    room.lead("room.close")
    assert "Where the groups differ" in client.get(path(room, "minutes/")).content.decode()


@pytest.mark.parametrize("page", ["opinions/views/", "opinions/other/"])
def test_nine_people_make_no_map(client, cast, now, page):
    room = answered(cast, now, 9)
    room.lead("activity.close", activity="views")
    assert client.get(path(room, page)).status_code == 404
    told = client.get(path(room, "projector/")).content.decode()
    assert '<div class="live-map" data-map="views" hidden>' in " ".join(told.split()).replace(" >", ">")
