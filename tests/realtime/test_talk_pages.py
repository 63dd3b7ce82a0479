"""Speaking in turn as pages with forms; what is stored about a person for it, and how it goes."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from realtime.domain.activity import Activity
from realtime.models import RoomEvent
from realtime.operations.erase import erase_seats
from realtime.operations.join import join
from tests.cast import Cast
from tests.realtime.rooms import TestRoom, make_room
from tests.realtime.test_pages import address, chidi, send

__all__ = ["chidi"]
AGENDA = (Activity("talk", "speak", "Talk", "What do you say?", settings={"seconds_each": 90}),)


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def hall(cast: Cast, now) -> TestRoom:
    room = make_room(cast.chidi, now, AGENDA)
    room.lead("room.open")
    room.lead("activity.open", activity="talk")
    return room


@pytest.fixture
def guest(hall: TestRoom) -> Client:
    return guest_of(hall)


def guest_of(room: TestRoom) -> Client:
    client = Client()
    client.post(address(room, "join/"), {"name": ""})
    return client


def shown(client: Client, room: TestRoom, page: str = "") -> str:
    return client.get(address(room, page)).content.decode()


def test_the_floor_by_forms_from_asking_to_having_spoken(hall, guest, chidi):
    assert send(guest, hall, "floor.ask", activity="talk", name="Mira Canary").status_code == 302
    other = guest_of(hall)
    send(other, hall, "floor.ask", activity="talk", name="")
    assert ("You are next." in shown(guest, hall), "You are number 2 in the order." in shown(other, hall)) == (
        True,
        True,
    )
    assert "canary" not in (shown(other, hall) + shown(Client(), hall, "projector/")).lower()
    assert "Mira Canary" in shown(chidi, hall, "facilitate/")
    send(chidi, hall, "floor.call", page="facilitate", activity="talk", ticket=0)
    assert "It is your turn. Please speak." in shown(guest, hall)
    assert "Speaking now: Mira Canary" in shown(other, hall)
    assert "Mira Canary" in shown(Client(), hall, "projector/")
    send(chidi, hall, "floor.pause", page="facilitate", activity="talk")
    assert "The interpreter is speaking. The time stands still.</p>" in shown(other, hall)
    send(guest, hall, "floor.leave", activity="talk")
    assert "canary" not in (shown(other, hall) + shown(chidi, hall, "facilitate/")).lower()
    send(chidi, hall, "activity.close", page="facilitate", activity="talk")
    send(chidi, hall, "room.close", page="facilitate")
    minutes = shown(Client(), hall, "minutes/")
    assert ("People who spoke: 1." in minutes, "canary" in minutes.lower()) == (True, False)


def test_a_name_that_is_too_long_is_refused_in_words(hall, guest):
    answer = send(guest, hall, "floor.ask", activity="talk", name="x" * 41)
    assert (answer.status_code, "This is too long. Make it shorter." in answer.content.decode()) == (422, True)


def test_a_person_who_deletes_the_account_leaves_the_floor_and_the_log(hall, cast, now):
    seat, _ = join(session=hall.session, actor=cast.amina, now=now)
    hall.act(seat, "floor.ask", activity="talk", name="canary 0611")
    hall.lead("floor.call", activity="talk", ticket=0)
    hall.act(hall.guest(), "floor.ask", activity="talk", name="Adnan")
    assert hall.state().floor.speaking
    with transaction.atomic():
        erase_seats(cast.amina, texts=False, now=now)
    floor = hall.state().floor
    assert (floor.speaking, [turn.name for turn in floor.waiting]) == (None, ["Adnan"])
    assert "canary" not in str(list(RoomEvent.objects.values_list("data", flat=True)))
