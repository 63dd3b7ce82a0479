"""When and where a session will be: on its pages and in people's calendars."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.domain.plan import NO_PLAN, Plan
from realtime.models import Session
from realtime.operations.prepare import plan_session
from tests.realtime.rooms import TestRoom

EVENING = Plan(
    planned_at=datetime(2026, 12, 1, 18, 30, tzinfo=UTC),
    place="Depot, hall 2; behind the bridge\\gate",
    captions_url="https://captions.example.org/depot",
    interpretation_url="https://voices.example.org/ar",
)


def unfolded(answer) -> list[str]:
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def test_a_planned_session_is_an_entry_for_the_calendar(room: TestRoom, cast, now):
    address = f"/live/{room.session.code}/calendar.ics"
    assert Client().get(address).status_code == 404
    plan_session(actor=cast.chidi, session=room.session, plan=EVENING, now=now)
    answer = Client().get(address)
    lines = unfolded(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    code = f"{room.session.code[:3]} {room.session.code[3:]}"
    assert [line for line in lines if not line.startswith("DTSTAMP")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Participate//Phases//EN",
        "BEGIN:VEVENT",
        f"UID:{room.session.public_id}@testserver",
        "DTSTART:20261201T183000Z",
        "DTEND:20261201T183700Z",
        "SUMMARY:Ideas for the bus line",
        f"DESCRIPTION:Join with the code {code}. You do not need an account.\\nCaptions: "
        "https://captions.example.org/depot\\nInterpretation: https://voices.example.org/ar",
        "LOCATION:Depot\\, hall 2\\; behind the bridge\\\\gate",
        f"URL:http://testserver/live/{room.session.code}/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_people_see_the_plan_where_they_join_and_on_the_consultation(room: TestRoom, cast, now):
    plan_session(actor=cast.chidi, session=room.session, plan=EVENING, now=now)
    for path in (f"/live/{room.session.code}/", "/consultations/mobility/"):
        page = Client().get(path).content.decode()
        for words in (EVENING.captions_url, EVENING.interpretation_url, "Depot, hall 2", "calendar.ics", "2026-12-01"):
            assert words in page, (path, words)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(captions_url="javascript:alert(1)"), "captions_url"),
        (Plan(interpretation_url="https:///nowhere"), "interpretation_url"),
        (Plan(interpretation_url="https://[broken"), "interpretation_url"),
        (Plan(place="x" * 201), "place"),
        (Plan(correct_days=0), "correct_days"),
        (Plan(correct_days=61), "correct_days"),
    ],
)
def test_a_plan_that_does_not_hold_changes_nothing(room: TestRoom, cast, now, plan, field):
    with pytest.raises(Unfit) as refused:
        plan_session(actor=cast.chidi, session=room.session, plan=plan, now=now)
    assert refused.value.field == field
    assert Session.objects.get().captions_url == ""


def test_a_session_that_was_opened_is_planned_no_more(room: TestRoom, cast, now):
    room.lead("room.open")
    with pytest.raises(NotAllowed, match="opened already"):
        plan_session(actor=cast.chidi, session=room.session, plan=NO_PLAN, now=now)
