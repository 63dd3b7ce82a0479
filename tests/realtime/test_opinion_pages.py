"""The opinion map of a room: for ten people or more, after closing, without anybody in it."""

from __future__ import annotations

import pytest
from django.test import Client

from realtime.domain.activity import Activity
from realtime.models import Seat
from realtime.operations.join import join
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


def phone(room: TestRoom) -> tuple[Client, Seat]:
    seat, token = join(session=room.session, actor=None, now=room.now)
    browser = Client()
    browser.cookies[f"seat_{room.session.code}"] = token
    return browser, seat


@pytest.fixture
def closed(cast, now) -> tuple[TestRoom, Client, Client, Client]:
    """Closed with 24 answers beside those of two who hold the same view; one more has a seat and gave no answer."""
    room = answered(cast, now, 24)
    phones = []
    for _ in range(3):
        browser, seat = phone(room)
        phones.append(browser)
        for place, vote in enumerate((1, 2, 1, 1, 2), 1) if len(phones) < 3 else ():
            assert room.act(seat, "opinion.give", activity="views", item=-place, vote=vote).seq
    room.lead("activity.close", activity="views")
    return room, *phones


OWN = (
    "Where you stand",
    "You are in Group 1.",
    "Same answer as most of Group 1: 5 of 5",
    "Only you see this.",
    ">You<",
)
NONE = "You did not answer here, so you have no place on the map."


def test_who_answered_sees_their_own_place_and_nobody_else_does(closed, client):
    room, first, second, silent = closed
    for order in ((first, second, silent, client), (client, silent, second, first)):
        for browser in order:
            answer = browser.get(path(room))
            page, voted = answer.content.decode(), browser in (first, second)
            assert [words in page for words in OWN] == ([True] * 5 if voted else [True] + [False] * 4)
            assert (NONE in page, page.count("opinion-map__own")) == (not voted, int(voted))
            assert {"no-store", "private"} <= set(answer["Cache-Control"].replace(" ", "").split(","))


def test_nothing_of_it_is_in_what_everybody_gets(closed):
    room, first, _second, _silent = closed
    assert "opinion-map__own" in first.get(path(room)).content.decode()
    room.lead("room.close")
    for page in ("opinions/views/?part", "projector/", "minutes/", "events", "events?after=0", ""):
        answer = first.get(path(room, page))
        assert answer.status_code == 200
        told = answer.content.decode()
        assert (page, "opinion-map__own" in told, "You are in Group" in told, '"places"' in told) == (
            page,
            *[False] * 3,
        )


def test_an_account_sees_its_place_on_every_device(client, cast, now):
    room = answered(cast, now, 24)
    amina, _ = join(session=room.session, actor=cast.amina, now=now)
    for place, vote in enumerate((1, 2, 1, 1, 2), 1):
        room.act(amina, "opinion.give", activity="views", item=-place, vote=vote)
    room.lead("activity.close", activity="views")
    client.force_login(cast.amina)
    assert "You are in Group 1." in client.get(path(room)).content.decode()
    client.logout()
    assert NONE in client.get(path(room)).content.decode()
