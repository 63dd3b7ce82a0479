"""Polls as pages with forms: prepared, answered, told to the room when they are closed, in the minutes, handed over."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from consultations.deliberation.models import Contribution
from realtime.models import RoomEvent, Session
from realtime.queries.log import room_of
from tests.realtime.rooms import make_consultation

FORM = {
    "template": "polls",
    "title": "An evening at the depot",
    "question": "When do you ride?",
    "answers": "Morning\r\n\r\n Noon \r\nمساءً",
    "correct_days": 14,
}
STEPS = [
    {"purpose": "What do you carry?", "options": "A child\nA bicycle", "kind": "multiple"},
    {"purpose": "Would you come again?", "options": "Never\nAlways", "kind": "scale"},
]
NEW = "/consultations/mobility/live/new/"


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def chidi(cast, now) -> Client:
    make_consultation(now)
    client = Client()
    client.force_login(cast.chidi)
    return client


@pytest.fixture
def session(chidi) -> Session:
    assert chidi.post(NEW, FORM).status_code == 302
    session = Session.objects.get()
    for number, step in enumerate(STEPS, 2):
        form = {"title": f"Question {number}", "minutes": 0, **step}
        assert chidi.post(f"/live/{session.code}/agenda/new/poll/", form).status_code == 302
    send(chidi, session, "room.open", page="facilitate")
    send(chidi, session, "activity.open", page="facilitate", activity="poll-1")
    session.refresh_from_db()
    return session


@pytest.fixture
def guests(session) -> list[Client]:
    found = [Client() for _ in range(3)]
    for client in found:
        client.post(f"/live/{session.code}/join/", {"name": ""})
    return found


def send(client: Client, session: Session, command: str, **fields: object):
    fields.setdefault("op", f"form-{RoomEvent.objects.count():08d}")
    return client.post(f"/live/{session.code}/do/", {"command": command, **fields}, follow=True)


def page(client: Client, session: Session, name: str = "") -> str:
    return client.get(f"/live/{session.code}/{name}").content.decode()


def test_each_form_makes_a_poll(session):
    assert [(each.id, each.purpose, each.settings) for each in room_of(session).agenda] == [
        (
            "poll-1",
            "When do you ride?",
            {"kind": "single", "options": ["Morning", "Noon", "مساءً"], "visible": "after"},
        ),
        ("poll-2", "What do you carry?", {"kind": "multiple", "options": ["A child", "A bicycle"], "visible": "after"}),
        (
            "poll-3",
            "Would you come again?",
            {"kind": "scale", "options": ["1 · Never", "2", "3", "4", "5 · Always"], "visible": "after"},
        ),
    ]


def test_an_answer_counts_once_can_be_changed_and_is_seen_by_nobody(session, guests):
    first, second, _third = guests
    send(first, session, "answer.give", activity="poll-1", choices=["1"])
    said = send(first, session, "answer.give", activity="poll-1", choices=["3"]).content.decode()
    assert "Your answer is saved." in said
    send(second, session, "answer.give", activity="poll-1", choices=["3"])
    mine, theirs = page(first, session), page(second, session, "projector/")
    assert 'name="choices" value="3" checked' in mine
    assert ("Answers: 2" in mine, "Answers: 2" in theirs) == (True, True)
    assert "data-tally>2<" not in mine + theirs


def test_choosing_nothing_or_too_much_gets_a_sentence(session, guests):
    [guest, *_others] = guests
    for choices, sentence in (([], "Choose an answer first."), (["1", "2"], "Choose one answer only.")):
        answer = send(guest, session, "answer.give", activity="poll-1", choices=choices)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    for choices in (["x"], ["0"], ["1", "1"], [str(n) for n in range(1, 15)]):
        assert send(guest, session, "answer.give", activity="poll-1", choices=choices).status_code == 422


def test_the_room_sees_the_answers_from_closing_to_the_next_step(session, chidi, guests):
    for guest, choice in zip(guests, "331", strict=True):
        send(guest, session, "answer.give", activity="poll-1", choices=[choice])
    send(chidi, session, "activity.close", page="facilitate", activity="poll-1")
    for name in ("", "projector/"):
        said = page(guests[0], session, name)
        shown = said.split('data-after="poll-1"', 1)[1].split("</section>", 1)[0]
        assert "hidden>" not in shown.split("<h2", 1)[0]
        assert [part.split("<", 1)[0] for part in shown.split("data-tally>")[1:]] == ["1", "0", "2"]
    send(chidi, session, "activity.open", page="facilitate", activity="poll-2")
    assert "hidden>" in page(guests[0], session).split('data-after="poll-1"', 1)[1].split("<h2", 1)[0]


def test_answers_stand_in_the_minutes_and_become_a_contribution(session, chidi, guests):
    send(guests[0], session, "answer.give", activity="poll-1", choices=["2"])
    send(chidi, session, "activity.close", page="facilitate", activity="poll-1")
    send(chidi, session, "room.close", page="facilitate")
    minutes = page(chidi, session, "minutes/")
    assert ("When do you ride?" in minutes, "What do you carry?</h3>" in minutes) == (True, False)
    assert "Answers: 1" in minutes
    [number] = re.findall(r'name="(\d+)-chosen"', page(chidi, session, "results/"))
    given = {f"{number}-chosen": "yes", f"{number}-title": "When we ride", f"{number}-body": "Noon: 1"}
    chidi.post(f"/live/{session.code}/results/", given)
    made = Contribution.objects.get()
    assert (made.title, made.channel, made.kind) == ("When we ride", "room", "session_output")
    assert "Entered the consultation as a contribution" in page(chidi, session, "minutes/")
