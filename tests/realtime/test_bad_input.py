"""What goes wrong at the door of a room and in it: a sentence, nothing stored, and the words still there."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from realtime.models import RoomEvent, Seat
from tests.realtime.test_pages import address, chidi, guest, send

__all__ = ["chidi", "guest"]

WORDS = "Benches by the river, please."


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "This field is required."),
        ("BKT", "A code has six letters"),
        ("AEIOUY", "A code has six letters"),
        ("123456", "A code has six letters"),
        ("DDDDDD", "No session has this code. Look at the screen again."),
        ("\x00BKTRS", "Null characters are not allowed."),
        ("B" * 5000, "Ensure this value has at most 20 characters"),
    ],
)
def test_a_code_that_opens_nothing_gets_a_sentence(collecting, code, sentence):
    answer = Client().post("/live/", {"code": code})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert answer.context["form"]["code"].value() == code


@pytest.mark.parametrize("name", ["x" * 41, "a\x00b"])
def test_a_name_that_cannot_stand_takes_no_seat(collecting, name):
    seats = Seat.objects.count()
    answer = Client().post(address(collecting, "join/"), {"name": name})
    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, name)
    assert Seat.objects.count() == seats


def test_a_forged_token_gives_the_note_back(collecting):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address(collecting, "do/"), {"command": "note.add", "activity": "ideas", "text": WORDS})
    assert (answer.status_code, answer.context["typed"]) == (403, [WORDS])
    assert "This form has expired" in answer.content.decode()


def test_a_note_to_an_activity_that_closed_meanwhile_is_refused_and_kept(collecting, guest):
    collecting.lead("activity.close", activity="ideas")
    answer = send(guest, collecting, "note.add", activity="ideas", text=WORDS)
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert answer.context["typed"] == WORDS
    assert not RoomEvent.objects.filter(type="note.added").exists()


@pytest.mark.parametrize("words", ["", "x" * 5000])
def test_the_summary_leads_to_the_field_that_is_wrong(collecting, guest, words):
    page = send(guest, collecting, "note.add", activity="ideas", text=words).content.decode()
    assert '<li><a href="#text-ideas">' in page
    assert re.search(r'<textarea id="text-ideas"[^>]* aria-invalid="true"', page)


def test_without_a_seat_one_is_told_to_join(collecting):
    answer = send(Client(), collecting, "note.add", activity="ideas", text=WORDS)
    assert "realtime/join.html" in [template.name for template in answer.templates]
    assert not RoomEvent.objects.filter(type="note.added").exists()


def test_a_flood_of_notes_by_form_is_held_back_with_seconds_and_the_text_stays(collecting, guest, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "note": (2, 60)}
    for number in range(2):
        assert send(guest, collecting, "note.add", activity="ideas", text=f"Note {number}").status_code == 302
    answer = send(guest, collecting, "note.add", activity="ideas", text=WORDS)
    assert (answer.status_code, "You can do this again in" in answer.content.decode()) == (422, True)
    assert f">{WORDS}</textarea>" in answer.content.decode()
    assert RoomEvent.objects.filter(type="note.added").count() == 2
    other = Client()
    other.post(address(collecting, "join/"), {"name": ""})
    assert send(other, collecting, "note.add", activity="ideas", text="Mine").status_code == 302


def test_a_flood_of_guests_from_one_network_is_held_back_and_people_with_seats_are_not(
    collecting, guest, cast, settings
):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "join_session": (1, 60)}
    hall = {"REMOTE_ADDR": "203.0.113.7"}
    first, second = (Client(**hall).post(address(collecting, "join/"), {"name": "Mira"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 429)
    assert "You can do this again in" in second.content.decode()
    assert second.context["form"]["name"].value() == "Mira"
    assert guest.post(address(collecting, "join/"), {"name": "Mira"}, **hall).status_code == 302
    amina = Client(**hall)
    amina.force_login(cast.amina)
    assert amina.post(address(collecting, "join/"), {"name": ""}).status_code == 302


def test_what_is_too_much_to_read_says_so(collecting, guest):
    answer = send(guest, collecting, "note.add", activity="ideas", text="x" * 4_000_001)
    assert answer.status_code == 413
    assert "What you sent is far too long. Nothing was saved." in answer.content.decode()
