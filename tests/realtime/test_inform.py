"""Slides and questions: everyone follows, nobody is counted twice, no other host is asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from realtime.domain.activity import AgendaDoesNotRead
from realtime.domain.agenda import read_agenda
from realtime.domain.methods.inform import questions_in
from realtime.domain.public import mine, public_happening, public_room
from realtime.domain.results import results
from realtime.web.agenda.inform import InformForm
from tests.realtime.hall import LEADER, QUESTIONS, SLIDES, STEPS, Hall, played, script_of


@pytest.fixture
def hall() -> Hall:
    return Hall(opened="facts")


@settings(max_examples=150, deadline=None)
@given(script_of(QUESTIONS, QUESTIONS, STEPS))
def test_upvotes_count_each_person_once_and_one_question_is_being_answered(script):
    hall = played(script, opened="facts")
    room = hall.room
    supporters: dict[int, set[int]] = {}
    for seat, given_ones in room.given.get("facts", {}).items():
        for note in given_ones:
            supporters.setdefault(note, set()).add(seat)
    shown = {note: count for note, count in room.stage("facts").tallies.items() if count}
    assert shown == {note: len(seats) for note, seats in supporters.items()}
    assert sum(room.marks.get(note.id) == "now" for note in room.notes_in("facts")) <= 1
    order = questions_in(room, "facts")
    votes = [shown.get(note.id, 0) for note in order if room.marks.get(note.id, "open") == "open"]
    assert votes == sorted(votes, reverse=True)
    assert "seat" not in str([public_room(room), *(public_happening(each, room) for each in hall.log)]).replace(
        "seat.", ""
    )
    now, furthest = room.slides.get("facts", (1, 1))
    assert 1 <= now <= furthest <= len(SLIDES)


def test_questions_from_the_first_one_to_what_is_left(hall):
    when = hall.take(2, "note.add", activity="facts", text="When?")
    cost = hall.take(3, "note.add", activity="facts", text="What does it cost?")
    gone = hall.take(3, "note.add", activity="facts", text="canary 0611")
    for seat in (3, 4, 5):
        hall.take(seat, "question.support", activity="facts", note=when, count=1)
    hall.take(4, "question.support", activity="facts", note=when, count=1)
    hall.take(4, "question.support", activity="facts", note=cost, count=1)
    hall.take(5, "question.support", activity="facts", note=when, count=0)
    hall.lead("note.hide", note=gone, reason="Names a neighbour")
    assert public_room(hall.room)["stages"]["facts"]["tallies"] == {str(when): 2, str(cost): 1}
    assert mine(hall.room, 4)["given"] == {"facts": {str(when): 1, str(cost): 1}}
    hall.lead("question.mark", activity="facts", note=cost, state="now")
    assert [note.id for note in questions_in(hall.room, "facts")] == [cost, when]
    hall.lead("question.mark", activity="facts", note=when, state="now")
    assert hall.room.marks == {cost: "answered", when: "now"}
    hall.lead("question.mark", activity="facts", note=when, state="open")
    hall.lead("activity.close", activity="facts")
    whole, left = results(hall.room)
    assert [(text, votes, str(told)) for text, (votes, told) in whole.table.rows] == [
        ("When?", 2, "no"),
        ("What does it cost?", 1, "yes"),
    ]
    assert (left.item, left.title, left.dots, [str(each) for each in left.figures]) == (
        when,
        "When?",
        2,
        ["Upvotes: 2", "A question without an answer yet"],
    )


REFUSALS = [
    (2, "slide.show", {"slide": 2}, "not_facilitator"),
    (2, "question.mark", {"note": 3, "state": "now"}, "not_facilitator"),
    (LEADER, "slide.show", {"slide": 4}, "no_such_slide"),
    (3, "question.support", {"note": 3, "count": 1}, "own_question"),
    (2, "question.support", {"note": 9, "count": 1}, "no_such_question"),
    (LEADER, "question.mark", {"note": 3, "state": "burnt"}, "no_such_state"),
]


@pytest.mark.parametrize(("seat", "name", "fields", "code"), REFUSALS)
def test_what_does_not_fit_is_refused(hall, seat, name, fields, code):
    assert hall.take(3, "note.add", activity="facts", text="When?") == 3
    assert not hall.take(seat, name, activity="facts", **fields)
    assert hall.refusal == code


def test_where_no_questions_are_asked_none_are_taken(hall):
    hall.step("told")
    assert not hall.take(2, "note.add", activity="told", text="When?")
    assert hall.refusal == "other_method"


WRONG = [
    ({}, "title"),
    ({"title": " "}, "title"),
    ({"title": "T", "colour": "red"}, "keys"),
    ({"title": "x" * 121}, "title"),
    ({"title": "T", "picture": "/media/a.png"}, "alt"),
    ({"title": "T", "video": "/media/a.mp4"}, "transcript"),
    *(
        ({"title": "T", "picture": address, "alt": "A bus"}, "picture")
        for address in ("https://elsewhere.example/a.png", "//elsewhere.example/a.png", "/\\elsewhere.example", "a.png")
    ),
    ({"title": "T", "video": "https://elsewhere.example/v", "transcript": "Hello"}, "video"),
    ({"title": "T", "video": "/v.mp4", "transcript": "Hello", "captions": "javascript:alert(1)"}, "captions"),
]


@pytest.mark.parametrize(("slide", "fault"), WRONG)
def test_slides_that_do_not_fit_or_call_another_host_are_no_agenda(slide, fault):
    step = {"id": "facts", "method": "inform", "title": "Facts"}
    with pytest.raises(AgendaDoesNotRead, match=f"slide 1: {fault}"):
        read_agenda([{**step, "settings": {"slides": [slide], "visible": "at_once"}}])
    form = InformForm({f"{key}_1": value for key, value in slide.items() if key != "colour"})
    assert form.is_valid() == (fault == "keys")
    if fault != "keys":
        assert f"{fault}_1" in form.errors


def test_the_form_keeps_what_an_agenda_holds():
    kept = {"slides": SLIDES, "questions": True, "visible": "at_once"}
    form = InformForm({key: value for key, value in InformForm.begin_with(kept).items() if value})
    assert (form.is_valid(), form.settings(), "title_5" in form.fields) == (True, kept, True)
    assert "title_6" not in form.fields
