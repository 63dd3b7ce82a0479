"""A facilitator finds their sessions where everybody types a code; nobody else sees any."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from realtime.operations.prepare import prepare_session
from tests.cast import Cast
from tests.realtime.rooms import AGENDA, TestRoom


def prepare(room: TestRoom, actor, title: str, now) -> None:
    prepare_session(
        actor=actor, consultation=room.session.consultation, title=title, agenda=AGENDA, language="en", now=now
    )


def listed(client: Client, query: str = "") -> list[tuple[str, str]]:
    """(address, title) of each session shown."""
    page = client.get(f"/live/{query}").content.decode()
    return re.findall(r'<a class="card__link" href="([^"]+)">([^<]+)</a>', page)


def test_what_is_open_first_then_prepared_then_closed(cast: Cast, collecting: TestRoom, client: Client, now):
    prepare(collecting, cast.chidi, "Next week", now)
    client.force_login(cast.chidi)
    code = collecting.session.code
    titles = [title for _address, title in listed(client)]
    assert titles == [collecting.session.title, "Next week"]
    assert listed(client)[0][0] == f"/live/{code}/facilitate/"
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    assert [title for _address, title in listed(client)] == ["Next week", collecting.session.title]
    assert listed(client)[1][0] == f"/live/{code}/minutes/"


def test_nobody_else_sees_them(cast: Cast, collecting: TestRoom, client: Client):
    assert listed(client) == []
    client.force_login(cast.amina)
    assert listed(client) == []
    assert collecting.session.code not in client.get("/live/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_many_are_in_pages_and_cost_no_more(
    cast: Cast, collecting: TestRoom, client: Client, now, count, django_assert_max_num_queries
):
    for number in range(count):
        prepare(collecting, cast.chidi, f"Evening {number}", now)
    client.force_login(cast.chidi)
    with django_assert_max_num_queries(12):
        first = listed(client)
    assert len(first) == min(10, count + 1)
    assert len(listed(client, "?page=2")) == (3 if count == 12 else 2)
