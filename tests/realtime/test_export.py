"""A closed session as files: everything that is public, nothing that is not."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from realtime.domain.public import public_room
from realtime.operations.rehearse import begin_rehearsal
from tests.cast import Cast
from tests.realtime.rooms import TestRoom

CANARIES = ("canary of a neighbour", "Mira the visitor")


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def closed(collecting: TestRoom) -> TestRoom:
    """Two notes, one of them signed, one hidden; a poll that two answered; closed."""
    signed, other = collecting.guest(CANARIES[1]), collecting.guest()
    collecting.act(signed, "note.add", activity="ideas", text="=Shade", named=1)
    hidden = collecting.act(other, "note.add", activity="ideas", text=CANARIES[0]).seq
    collecting.lead("note.hide", note=hidden, reason="Names a neighbour")
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("activity.open", activity="hour")
    for seat in (signed, other):
        collecting.act(seat, "answer.give", activity="hour", choices=(2,))
    collecting.lead("activity.close", activity="hour")
    collecting.lead("room.close")
    return collecting


def fetch(room: TestRoom, name: str) -> str:
    answer = Client().get(f"/live/{room.session.code}/{name}")
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_everything_public_is_in_one_object(closed: TestRoom):
    told = json.loads(fetch(closed, "session.json"))
    state = closed.state()
    assert (told["format"], told["code"], told["consultation"]) == (
        "participate-live-session/1",
        closed.session.code,
        "mobility",
    )
    assert [event["seq"] for event in told["events"]] == list(range(1, state.seq + 1))
    assert [step["id"] for step in told["agenda"]] == [activity.id for activity in state.agenda]
    assert told["numbers"]["notes"] == 1
    assert told["room"]["stages"] == json.loads(json.dumps(public_room(state)))["stages"]
    [shade, hour] = told["results"]
    assert (shade["title"], shade["notes"]) == ("=Shade", [3])
    assert (hour["heads"], hour["rows"]) == (["Chosen by"], [["Morning", 0], ["Noon", 2], ["مساءً", 0]])


def test_nothing_else_is_in_any_file(closed: TestRoom):
    state = str(closed.state())
    assert CANARIES[1] in state
    for name in ("session.json", "notes.csv", "results.csv"):
        text = fetch(closed, name)
        assert [canary for canary in CANARIES if canary in text] == []
        assert "seat" not in {
            key for event in json.loads(fetch(closed, "session.json"))["events"] for key in event["data"]
        }


def test_notes_are_a_table_that_no_spreadsheet_runs(closed: TestRoom):
    shown, hidden = rows(fetch(closed, "notes.csv"))
    assert shown == {
        "number": "3",
        "activity": "ideas",
        "text": "'=Shade",
        "theme": "",
        "parked": "false",
        "merged_into": "",
        "state": "shown",
        "reason": "",
    }
    assert (hidden["text"], hidden["state"], hidden["reason"]) == ("", "hidden", "Names a neighbour")


def test_results_are_a_table_of_figures(closed: TestRoom):
    found = [(row["title"], row["row"], row["figure"], row["value"]) for row in rows(fetch(closed, "results.csv"))]
    assert found == [
        ("'=Shade", "", "notes", "1"),
        ("'=Shade", "", "dots", "0"),
        ("When do you ride?", "Morning", "Chosen by", "0"),
        ("When do you ride?", "Noon", "Chosen by", "2"),
        ("When do you ride?", "مساءً", "Chosen by", "0"),
    ]


def test_there_is_nothing_before_it_is_closed_and_of_a_rehearsal(collecting: TestRoom, cast: Cast):
    copy = begin_rehearsal(actor=cast.chidi, session=collecting.session, ghosts=5, now=collecting.now)
    for code in (collecting.session.code, copy.code):
        for name in ("session.json", "notes.csv", "results.csv"):
            assert Client().get(f"/live/{code}/{name}").status_code == 404


def test_the_minutes_lead_to_the_files(closed: TestRoom):
    page = fetch(closed, "minutes/")
    for name in ("session.json", "notes.csv", "results.csv"):
        assert f'href="/live/{closed.session.code}/{name}"' in page
