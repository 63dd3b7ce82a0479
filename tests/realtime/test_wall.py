"""The wall follows the room, stands still or is empty; only the desk may show it in a frame."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from realtime.models import Session
from realtime.queries.log import wall_of
from tests.cast import Cast
from tests.realtime.rooms import AGENDA as EVERYTHING
from tests.realtime.rooms import TestRoom, make_room

FIVE = ("ideas", "themes", "dots", "hour", "hours")
AGENDA = tuple(activity for activity in EVERYTHING if activity.id in FIVE)


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def room(cast: Cast, now: datetime) -> TestRoom:
    return make_room(cast.chidi, now, AGENDA)


def wall(room: TestRoom) -> str:
    return Client().get(f"/live/{room.session.code}/projector/").content.decode()


def say(room: TestRoom, text: str) -> int:
    return room.act(room.guest(), "note.add", activity="ideas", text=text).seq


def test_a_frozen_wall_keeps_what_it_shows_until_it_is_let_go(collecting: TestRoom):
    say(collecting, "Benches by the river")
    collecting.lead("wall.show", show="frozen")
    say(collecting, "Trees by the road")
    collecting.lead("activity.close", activity="ideas")
    frozen = wall(collecting)
    assert ("Benches by the river" in frozen, "Trees by the road" in frozen) == (True, False)
    assert 'data-wall="frozen"' in frozen
    collecting.lead("wall.show", show="live")
    collecting.lead("activity.open", activity="ideas")
    assert "Trees by the road" in wall(collecting)


def test_what_is_hidden_leaves_a_frozen_wall_too(collecting: TestRoom):
    hidden = say(collecting, "canary of a neighbour")
    collecting.lead("wall.show", show="frozen")
    collecting.lead("wall.show", show="frozen")
    collecting.lead("note.hide", note=hidden, reason="Names a neighbour")
    assert "canary" not in wall(collecting)


def test_a_wall_that_is_not_frozen_is_the_room_itself(collecting: TestRoom, django_assert_num_queries):
    state = collecting.state()
    session = Session.objects.get()
    with django_assert_num_queries(0):
        assert wall_of(session, state) is state


def test_a_blank_wall_says_so_to_its_program(collecting: TestRoom):
    collecting.lead("wall.show", show="blank")
    assert 'data-wall="blank"' in wall(collecting)
    assert collecting.lead("wall.show", show="pink").refused.code == "no_such_wall"
    assert collecting.act(collecting.guest(), "wall.show", show="live").refused.code == "not_facilitator"


def test_only_the_sites_own_pages_frame_the_wall_and_nothing_frames_the_rest(collecting: TestRoom, cast: Cast):
    chidi = Client()
    chidi.force_login(cast.chidi)
    at = f"/live/{collecting.session.code}/"
    told = {}
    for page in ("projector/", "facilitate/", ""):
        answer = chidi.get(at + page)
        csp = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
        told[page] = (answer["X-Frame-Options"], csp["frame-ancestors"], csp.get("frame-src"))
    assert told == {
        "projector/": ("SAMEORIGIN", "'self'", None),
        "facilitate/": ("DENY", "'none'", "'self'"),
        "": ("DENY", "'none'", None),
    }


def test_the_desk_shows_what_is_next_and_one_thing_to_press(room: TestRoom, cast: Cast):
    chidi = Client()
    chidi.force_login(cast.chidi)

    def shown() -> str:
        page = chidi.get(f"/live/{room.session.code}/facilitate/").content.decode()
        return page.split('class="live-now', 1)[1].split("</section>", 1)[0]

    assert 'data-next="ideas" >' in shown()
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    assert ('data-next="themes" >' in shown(), 'data-next="ideas" hidden>' in shown()) == (True, True)
    room.lead("activity.close", activity="ideas")
    for step in ("themes", "hour", "hours"):
        room.lead("activity.open", activity=step)
        room.lead("activity.close", activity=step)
    assert 'data-next="dots" >' in shown()
