"""Preparing a session and its agenda by pages: every error beside its field, nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from realtime.domain.agenda import read_agenda, write_agenda
from realtime.domain.presets import PRESETS, agenda_of
from realtime.models import AgendaTemplate, Session
from realtime.queries.log import room_of
from realtime.web.agenda import EDITORS
from realtime.web.agenda.step import activity_said, step_form
from tests.cast import Cast
from tests.realtime.rooms import AGENDA as EVERYTHING
from tests.realtime.rooms import TestRoom, make_consultation, make_room

FIVE = ("ideas", "themes", "dots", "hour", "hours")
AGENDA = tuple(activity for activity in EVERYTHING if activity.id in FIVE)
NEW = "/consultations/mobility/live/new/"
FORM: dict[str, Any] = {
    "template": "ideas",
    "title": "An evening at the depot",
    "question": "What would help?",
    "answers": "",
    "planned_at": "2026-12-01T18:30",
    "place": "Depot, ground floor",
    "captions_url": "",
    "interpretation_url": "",
    "correct_days": 14,
}


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def room(cast: Cast, now: datetime) -> TestRoom:
    return make_room(cast.chidi, now, AGENDA)


@pytest.fixture
def chidi(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.chidi)
    return client


def at(room: TestRoom, page: str = "") -> str:
    return f"/live/{room.session.code}/agenda/{page}"


def ids(room: TestRoom) -> list[str]:
    return [activity.id for activity in room.state().agenda]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("key", PRESETS)
def test_every_built_in_agenda_reads_and_can_be_edited_as_it_is(key, language):
    with override(language):
        agenda = agenda_of(PRESETS[key], "What would help?")
        assert read_agenda(write_agenda(agenda)) == agenda
        for activity in agenda:
            shown = step_form(activity.method, None, activity)
            posted = {name: shown[name].value() for name in shown.fields}
            again = step_form(activity.method, posted, activity)
            assert again.is_valid(), again.errors
            kept = activity_said(again, activity.method, activity)
            assert (kept.title, kept.purpose, kept.seconds) == (activity.title, activity.purpose, activity.seconds)
            assert dict(activity.settings).items() <= kept.settings.items()


@pytest.mark.parametrize("method", EDITORS)
def test_every_method_can_be_added(method, room, chidi):
    page = chidi.get(at(room, f"new/{method}/")).content.decode()
    assert f">{EDITORS[method].name}<" in page or str(EDITORS[method].name) in page
    assert 'name="title"' in page


def test_a_session_is_prepared_with_its_plan(chidi, cast, now):
    make_consultation(now)
    answer = chidi.post(NEW, FORM)
    session = Session.objects.get()
    assert answer.headers["Location"] == f"/live/{session.code}/agenda/"
    assert [activity.id for activity in read_agenda(session.agenda)] == ["ideas", "themes", "dots"]
    assert (session.agenda[0]["purpose"], session.place) == ("What would help?", "Depot, ground floor")
    assert session.planned_at.isoformat() == "2026-12-01T18:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"question": ""}, "Write the question to the room."),
        ({"template": "polls", "answers": "Morning"}, "Write at least two answers, each on a line of its own."),
        ({"template": "nothing"}, "Select a valid choice."),
        ({"captions_url": "javascript:alert(1)"}, "Give the whole address of a page, beginning with https://."),
        ({"planned_at": "tomorrow"}, "Enter a valid date/time."),
        ({"correct_days": 0}, "Ensure this value is greater than or equal to 1."),
    ],
)
def test_what_does_not_fit_is_said_and_everything_typed_is_kept(chidi, now, wrong, sentence):
    make_consultation(now)
    answer = chidi.post(NEW, {**FORM, **wrong})
    said = answer.content.decode()
    assert (answer.status_code, sentence in said, Session.objects.exists()) == (422, True, False)
    assert all(str(words) in said for name, words in {**FORM, **wrong}.items() if name != "template")
    if wrong.get("template") == "polls":
        assert 'value="polls" id="template-polls" aria-describedby="about-polls" checked' in said


def test_an_agenda_that_asks_its_own_questions_needs_none(chidi, now):
    make_consultation(now)
    assert chidi.post(NEW, {**FORM, "template": "retrospective", "question": ""}).status_code == 302
    assert chidi.post(NEW, {**FORM, "template": "empty", "question": ""}).status_code == 302
    assert sorted(len(session.agenda) for session in Session.objects.all())[0] == 0


POLL = {"title": "Hour", "purpose": "When?", "minutes": 3, "kind": "single", "options": "Morning\nNoon"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"options": "Morning"}, "Write at least two answers, each on a line of its own."),
        ({"options": "Morning\nMorning"}, "One answer stands there twice."),
        ({"options": "\n".join(map(str, range(13)))}, "Write at most 12 answers."),
        ({"options": "No\n" + "x" * 121}, "Make each answer shorter than 120 characters."),
        ({"kind": "scale", "options": "a\nb\nc"}, "write two lines: what 1 means and what 5 means."),
        ({"kind": "guessing"}, "Select a valid choice."),
        ({"title": ""}, "This field is required."),
        ({"purpose": ""}, "This field is required."),
        ({"minutes": 241}, "Ensure this value is less than or equal to 240."),
    ],
)
def test_a_step_that_does_not_fit_is_refused_and_kept(room, chidi, wrong, sentence):
    typed = {**POLL, **wrong}
    for page in ("new/poll/", "steps/hour/"):
        answer = chidi.post(at(room, page), typed)
        said = answer.content.decode()
        assert (answer.status_code, sentence in said, "Error:" in said) == (422, True, True)
        assert all(str(words) in said for name, words in typed.items() if name not in ("kind", "minutes"))
    assert room.state().agenda == AGENDA


def test_a_step_is_added_edited_moved_copied_and_deleted(room, chidi):
    assert chidi.post(at(room, "new/poll/"), {**POLL, "seen_at_once": "on"}).headers["Location"] == at(room)
    assert room.state().agenda[-1].settings == {
        "kind": "single",
        "options": ["Morning", "Noon"],
        "visible": "at_once",
    }
    chidi.post(at(room, "steps/poll-1/"), {**POLL, "kind": "scale", "options": "Never\nAlways", "minutes": 1})
    edited = room.state().activity("poll-1")
    assert (edited.seconds, edited.settings["options"][0], edited.settings["visible"]) == (60, "1 · Never", "after")
    for act in ({"act": "up", "step": "poll-1"}, {"act": "move", "step": "ideas", "by": "2"}):
        chidi.post(at(room, "change/"), act)
    rest = [activity.id for activity in AGENDA[4:-1]]
    assert ids(room) == ["themes", "dots", "ideas", "hour", *rest, "poll-1", "hours"]
    for act in ({"act": "copy", "step": "dots"}, {"act": "remove", "step": "hour"}):
        chidi.post(at(room, "change/"), act)
    assert ids(room) == ["themes", "dots", "prioritise-1", "ideas", *rest, "poll-1", "hours"]
    assert chidi.post(at(room, "change/"), {"act": "burn", "step": "dots"}).status_code == 404


def test_a_step_that_runs_can_only_be_copied(collecting, chidi):
    page = chidi.get(at(collecting)).content.decode()
    assert (at(collecting, "steps/ideas/") in page, at(collecting, "steps/themes/") in page) == (False, True)
    assert chidi.get(at(collecting, "steps/ideas/"), follow=True).redirect_chain == [(at(collecting), 302)]
    answer = chidi.post(at(collecting, "change/"), {"act": "remove", "step": "ideas"}, follow=True)
    assert "This step has been opened already. It stays as it was." in answer.content.decode()
    assert ids(collecting) == [activity.id for activity in AGENDA]


def test_phones_and_wall_show_the_changed_agenda(collecting, chidi):
    guest = Client()
    guest.post(f"/live/{collecting.session.code}/join/", {"name": ""})
    chidi.post(at(collecting, "new/poll/"), {**POLL, "purpose": "Which hour suits you?"})
    for page in ("", "projector/"):
        shown = guest.get(f"/live/{collecting.session.code}/{page}").content.decode()
        assert ("Which hour suits you?" in shown, 'revised="3"' in shown) == (True, True)


def test_an_agenda_is_saved_chosen_renamed_and_deleted(room, chidi, now):
    assert chidi.post(at(room, "save/"), {"name": "Bus evenings"}).headers["Location"] == at(room)
    saved = AgendaTemplate.objects.get()
    again = chidi.post(at(room, "save/"), {"name": "Bus evenings"})
    assert (again.status_code, "Another saved agenda has this name." in again.content.decode()) == (422, True)
    chosen = {**FORM, "template": f"saved-{saved.pk}", "question": "", "title": "Again"}
    assert "Bus evenings" in chidi.get(NEW).content.decode()
    assert chidi.post(NEW, chosen).status_code == 302
    made = Session.objects.get(title="Again")
    assert room_of(made).agenda == AGENDA
    other = AgendaTemplate.objects.create(
        name="Other", agenda=[], language="en", created_by=saved.created_by, created_at=now
    )
    refused = chidi.post(f"/live/agendas/{other.pk}/rename/", {"name": "Bus evenings"})
    assert (refused.status_code, refused.content.decode().count('value="Bus evenings"')) == (422, 2)
    chidi.post(f"/live/agendas/{other.pk}/rename/", {"name": "Mornings"})
    assert chidi.post(f"/live/agendas/{saved.pk}/delete/").headers["Location"] == "/live/agendas/"
    assert [each.name for each in AgendaTemplate.objects.all()] == ["Mornings"]
    assert room_of(made).agenda == AGENDA


def test_the_plan_can_be_changed_until_the_session_is_opened(room, chidi):
    form = {name: FORM[name] for name in ("planned_at", "place", "captions_url", "interpretation_url", "correct_days")}
    assert chidi.post(at(room, "plan/"), {**form, "correct_days": ""}).status_code == 422
    assert chidi.post(at(room, "plan/"), form).headers["Location"] == at(room)
    room.session.refresh_from_db()
    assert room.session.place == "Depot, ground floor"
    assert 'value="2026-12-01T18:30"' in chidi.get(at(room, "plan/")).content.decode()
    room.lead("room.open")
    assert chidi.get(at(room, "plan/")).status_code == 403
