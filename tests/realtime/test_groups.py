"""Groups: people are spread evenly, and no word of a group's note reaches anybody else before it reports."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.domain import kept
from realtime.domain.activity import AgendaDoesNotRead
from realtime.domain.agenda import read_agenda
from realtime.domain.families import TELLS
from realtime.domain.groups import drawn
from realtime.domain.public import led_happening, led_room, mine, public_happening, public_room
from realtime.domain.results import results
from realtime.web.agenda.breakouts import BreakoutsForm
from tests.realtime.hall import GROUPS, LEADER, PREPARED, SEATS, STEPS, Hall, script_of


def formed(step: str = "chance", count: int = 2) -> Hall:
    hall = Hall(opened=step)
    assert hall.lead("groups.form", activity=step, count=count)
    return hall


def members(hall: Hall, step: str, group: int) -> set[int]:
    return {seat for seat in SEATS if hall.room.groups[step].group_of(seat) == group}


@settings(max_examples=150, deadline=None)
@given(script_of(GROUPS, GROUPS, STEPS), st.sampled_from(["chance", "choice"]))
def test_no_word_of_a_group_reaches_anybody_else_before_its_report(script, step):
    hall, words = formed(step), {}
    counter = itertools.count(1)
    for (seat, name, fields), who in script:
        text = f"canary{next(counter):04d}."
        told = {**fields, "text": text} if name == "group.write" else fields
        at_the_time = hall.take(seat or who, name, **told)
        if at_the_time and name == "group.write":
            words[at_the_time] = text
        if at_the_time:
            frame = str(public_happening(hall.log[-1], hall.room))
            step_of = {note: id for id, groups in hall.room.groups.items() for note in groups.notes}
            secret = [w for note, w in words.items() if note in step_of and hall.room.veiled(note)]
            assert not any(word in frame for word in secret)
        for note in set(words) - {id for groups in hall.room.groups.values() for id in groups.notes}:
            del words[note]
    room = hall.room
    public = str([public_room(room), *(public_happening(each, room) for each in hall.log)])
    for id, groups in room.groups.items():
        assert groups.sizes == [list(groups.numbers.values()).count(group) for group in range(1, groups.count + 1)]
        for note, group in groups.notes.items():
            readers = {seat for seat in range(12) if words[note] in str(mine(room, seat))}
            assert readers <= members(hall, id, group)
            assert group in groups.reported or words[note] not in public
    assert not any(room.veiled(note.id) for note in room.board())
    assert kept.read(kept.write(room)) == room


@given(st.integers(2, 12), st.integers(0, 60), st.text("0123456789abcdef", min_size=8, max_size=8))
@settings(max_examples=100, deadline=None)
def test_chance_spreads_people_evenly_and_can_be_checked_by_anybody(count, people, seed):
    sizes = [0] * count
    for number in range(1, people + 1):
        group = drawn(sizes, seed, number)
        assert group == drawn(list(sizes), seed, number)
        sizes[group - 1] += 1
        assert max(sizes) - min(sizes) <= 1


def test_a_group_works_and_reports():
    hall = formed()
    for seat in SEATS:
        assert hall.take(seat, "group.join", activity="chance", group=0)
    one, other = members(hall, "chance", 1), members(hall, "chance", 2)
    assert (len(one), len(other)) == (2, 2)
    writer, mate = sorted(one)
    note = hall.take(writer, "group.write", activity="chance", text="canary 0611")
    assert TELLS["group.wrote"](hall.room, hall.log[-1]) == one
    assert "canary" not in str([public_happening(each, hall.room) for each in hall.log]) + str(public_room(hall.room))
    assert "canary" in str(led_happening(hall.log[-1], hall.room))
    assert "canary" in str(led_room(hall.room))
    assert [mine(hall.room, seat)["groups"]["chance"]["notes"] for seat in (mate, min(other))] == [
        {str(note): "canary 0611"},
        {},
    ]
    assert (hall.room.board(), results(hall.room)) == ([], [])
    assert not hall.lead("note.park", note=note)
    hall.lead("group.report", activity="chance", group=1)
    assert public_happening(hall.log[-1], hall.room)["data"]["notes"] == [[note, "canary 0611"]]
    assert [each.text for each in hall.room.board()] == ["canary 0611"]
    assert not hall.take(writer, "group.write", activity="chance", text="One more")
    assert hall.refusal == "reported"
    hall.lead("note.hide", note=note, reason="Names a person")
    assert "canary" not in str([public_happening(each, hall.room) for each in hall.log])
    hall.lead("activity.close", activity="chance")
    [result] = results(hall.room)
    assert [(str(name), people, notes, str(told)) for name, (people, notes, told) in result.table.rows] == [
        ("Buses", 2, 0, "yes"),
        ("Bicycles", 2, 0, "no"),
    ]


def test_a_person_moves_and_reads_the_new_group_only():
    hall = formed("choice")
    hall.take(2, "group.join", activity="choice", group=1)
    hall.take(3, "group.join", activity="choice", group=2)
    hall.take(2, "group.write", activity="choice", text="canary one")
    hall.take(3, "group.write", activity="choice", text="canary two")
    number = mine(hall.room, 2)["groups"]["choice"]["number"]
    hall.lead("group.move", activity="choice", number=number, group=2)
    assert TELLS["group.moved"](hall.room, hall.log[-1]) == [2]
    assert list(mine(hall.room, 2)["groups"]["choice"]["notes"].values()) == ["canary two"]
    assert hall.room.groups["choice"].sizes == [0, 2]
    hall.take(3, "group.join", activity="choice", group=1)
    assert list(mine(hall.room, 3)["groups"]["choice"]["notes"].values()) == ["canary one"]


REFUSALS = [
    (2, "groups.form", {"count": 2}, "not_facilitator"),
    (2, "group.move", {"number": 1, "group": 2}, "not_facilitator"),
    (2, "group.report", {"group": 1}, "not_facilitator"),
    (LEADER, "groups.form", {"count": 3}, "groups_write"),
    (3, "group.join", {"group": 0}, "in_a_group"),
    (4, "group.write", {"text": "Mine"}, "no_group"),
    (LEADER, "group.move", {"number": 9, "group": 2}, "no_such_person"),
    (LEADER, "group.move", {"number": 1, "group": 9}, "no_such_group"),
    (LEADER, "group.report", {"group": 9}, "no_such_group"),
]


@pytest.mark.parametrize(("seat", "name", "fields", "code"), REFUSALS)
def test_what_does_not_fit_is_refused(seat, name, fields, code):
    hall = formed()
    hall.take(3, "group.join", activity="chance", group=0)
    hall.take(3, "group.write", activity="chance", text="Shade")
    assert not hall.take(seat, name, activity="chance", **fields)
    assert hall.refusal == code


def test_there_are_no_groups_before_they_are_formed_and_none_beyond_them():
    hall = Hall(opened="choice")
    assert not hall.take(2, "group.join", activity="choice", group=1)
    assert hall.refusal == "no_groups"
    hall.lead("groups.form", activity="choice", count=2)
    assert not hall.take(2, "group.join", activity="choice", group=3)
    assert hall.refusal == "no_such_group"


def test_groups_formed_again_begin_anew():
    hall = formed()
    hall.take(2, "group.join", activity="chance", group=0)
    assert hall.lead("groups.form", activity="chance", count=4)
    assert (hall.room.groups["chance"].sizes, mine(hall.room, 2)["groups"]) == ([0, 0, 0, 0], {})


WRONG = [{"how": "luck"}, {"count": 1}, {"count": 41}, {"size": 1}, {"texts": [{"colour": "red"}]}, {"texts": "x"}]


@pytest.mark.parametrize("wrong", WRONG)
def test_settings_that_do_not_fit_are_no_agenda(wrong):
    step = {"id": "groups", "method": "breakouts", "title": "Groups", "settings": {"how": "chance", **wrong}}
    with pytest.raises(AgendaDoesNotRead):
        read_agenda([step])


def test_the_form_keeps_what_an_agenda_holds():
    kept_settings = {"how": "choose", "count": 4, "size": 6, "texts": PREPARED}
    form = BreakoutsForm(BreakoutsForm.begin_with(kept_settings))
    assert (form.is_valid(), form.settings()) == (True, kept_settings)
    form = BreakoutsForm({"how": "choose", "count": 1, "size": 1, "texts": "x" * 61})
    assert (form.is_valid(), sorted(form.errors)) == (False, ["count", "size", "texts"])
