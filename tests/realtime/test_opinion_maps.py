"""What a room thought of its statements is a map in the minutes, of ten people or more, without a seat or a name."""

from __future__ import annotations

import pytest
from django.test import Client

from realtime.domain.activity import Activity
from realtime.queries.opinion_map import has_map, map_of
from tests.realtime.rooms import TestRoom, make_room

STATEMENTS = [f"Statement {number}" for number in range(1, 9)]
AGENDA = (Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": STATEMENTS, "adds": 1}),)


def answered(room: TestRoom, people: int) -> TestRoom:
    """Half of the people agree with every second statement and disagree with the others; the rest the other way."""
    room.lead("room.open")
    room.lead("activity.open", activity="views")
    for person in range(people):
        seat = room.guest()
        for item in range(1, 9):
            vote = 1 if (person % 2 == 0) == (item % 2 == 0) else 2
            room.act(seat, "opinion.give", activity="views", item=-item, vote=vote)
    return room


@pytest.fixture
def views(cast, now) -> TestRoom:
    return make_room(cast.chidi, now, AGENDA)


def pictures(room: TestRoom):
    found = room.state()
    return {step.id: map_of(found, step) for step in found.agenda if has_map(found, step)}


def test_two_camps_are_two_groups_in_the_minutes(views):
    answered(views, 24)
    assert pictures(views) == {}, "nothing before the step is closed"
    views.lead("activity.close", activity="views")
    assert [group.people for group in pictures(views)["views"].groups] == [12, 12]
    views.lead("room.close")
    told = Client().get(f"/live/{views.session.code}/minutes/").content.decode()
    assert '<title id="map-views-title">Who answered alike</title>' in told
    assert "Where the groups differ" in told


def test_of_fewer_than_ten_people_there_is_no_map(views):
    answered(views, 9).lead("activity.close", activity="views")
    assert pictures(views) == {}


def test_few_people_of_one_mind_form_no_groups(views):
    answered(views, 11).lead("activity.close", activity="views")
    assert pictures(views)["views"].groups == ()


def test_a_statement_that_was_hidden_is_not_on_the_map(views):
    answered(views, 24)
    seat = views.guest()
    views.act(seat, "note.add", activity="views", text="canary 7731")
    note = next(iter(views.state().notes))
    for person in [views.guest() for _ in range(12)]:
        views.act(person, "opinion.give", activity="views", item=note, vote=1)
    views.lead("activity.close", activity="views")
    assert "canary" in repr(pictures(views))
    views.lead("note.hide", note=note, reason="Names a person")
    assert "canary" not in repr(pictures(views))
