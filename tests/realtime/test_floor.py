"""The floor: a fair order, a timer that stands still for the interpreter, and nobody learns who waits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from realtime.domain.activity import AgendaDoesNotRead
from realtime.domain.agenda import read_agenda
from realtime.domain.public import led_room, mine, public_happening, public_room
from realtime.domain.results import results
from realtime.domain.state import reduce
from tests.realtime.hall import FLOOR, LEADER, NOTETAKER, SEATS, STEPS, Hall, played, script_of


@pytest.fixture
def hall() -> Hall:
    return Hall(opened="talk")


def order(hall: Hall) -> list[int]:
    return [turn.ticket for turn in hall.room.floor.in_order]


@settings(max_examples=200, deadline=None)
@given(script_of(FLOOR, FLOOR, STEPS))
def test_the_order_is_fair_whatever_is_sent(script):
    """Each call of the next goes to somebody who has not spoken, if one waits; among equals to who asked first."""
    hall = Hall(opened="talk")
    for (seat, name, fields), who in script:
        before = hall.room.floor
        spoken = {each.who for each in before.spoken}
        spoken |= {before.speaking.turn.who} if before.speaking else set()
        seq = hall.take(seat or who, name, **fields)
        if seq and name == "floor.call" and not fields["ticket"]:
            called = hall.room.floor.speaking.turn
            assert called == min(before.waiting, key=lambda turn: (turn.who in spoken, turn.ticket))
        floor = hall.room.floor
        assert len({turn.who for turn in floor.waiting}) == len(floor.waiting)
        assert [turn.first for turn in floor.waiting] == [not floor.has_spoken(turn.who) for turn in floor.waiting]
        assert hall.room.current in ("talk", "again") or (floor.waiting, floor.speaking) == ((), None)


@settings(max_examples=150, deadline=None)
@given(script_of(FLOOR, FLOOR, STEPS))
def test_names_travel_only_while_their_person_speaks_and_wants_it(script):
    hall = played(script, opened="talk")
    for happening in hall.log:
        told = public_happening(happening, reduce(hall.fresh(), hall.log[: happening.seq]))
        name = told["data"].get("name", "")
        assert not name or happening.type == "floor.called"
        assert not {"seat", "who"} & set(told["data"])
    floor = public_room(hall.room)["floor"]
    assert all(set(turn) == {"ticket", "first"} for turn in floor["waiting"])
    speaking = hall.room.floor.speaking
    assert (floor["speaking"] or {"name": ""})["name"] == (
        speaking.turn.name if speaking and speaking.turn.shown else ""
    )
    told = [each.name for each in hall.room.floor.waiting]
    assert [turn["name"] for turn in led_room(hall.room)["floor"]["waiting"]] == told


def test_who_has_not_spoken_comes_first_and_then_who_asked_earlier(hall):
    for seat in (2, 3):
        hall.take(seat, "floor.ask", activity="talk", name="")
    hall.lead("floor.call", activity="talk", ticket=0)
    assert not hall.take(2, "floor.ask", activity="talk", name="")
    assert hall.refusal == "speaks_already"
    hall.take(2, "floor.leave", activity="talk")
    hall.take(2, "floor.ask", activity="talk", name="")
    hall.take(NOTETAKER, "floor.add", activity="talk", name="The lady in the second row")
    assert [(turn.ticket, turn.first) for turn in hall.room.floor.in_order] == [(2, True), (4, True), (3, False)]
    assert [mine(hall.room, seat)["ticket"] for seat in (2, 3, 4)] == [3, 2, 0]
    hall.step("again")
    assert order(hall) == []
    hall.take(2, "floor.ask", activity="again", name="")
    hall.take(4, "floor.ask", activity="again", name="")
    assert order(hall) == [6, 5], "the session remembers who has spoken"


def test_the_timer_stands_still_while_the_interpreter_speaks_and_the_minutes_count_only_the_speaker(hall):
    hall.take(2, "floor.ask", activity="talk", name="Mira")
    hall.lead("floor.call", activity="talk", ticket=0)
    hall.lead("floor.pause", activity="talk")
    assert public_room(hall.room)["floor"]["speaking"] == {"ticket": 1, "name": "Mira", "ends_at": "", "left": 50}
    hall.lead("floor.extend", activity="talk", seconds=60)
    hall.lead("floor.resume", activity="talk")
    speaking = hall.room.floor.speaking
    assert (speaking.left, speaking.ends_at) == (None, "2026-11-02T18:03:00+00:00")
    hall.lead("floor.end", activity="talk")
    assert [(each.first, each.seconds) for each in hall.room.floor.spoken] == [(True, 20)]
    hall.take(2, "floor.ask", activity="talk", name="Mira")
    hall.lead("floor.call", activity="talk", ticket=2)
    hall.lead("activity.close", activity="talk")
    [result] = results(hall.room)
    assert (result.dots, str(result.outcome)) == (
        1,
        "People who spoke: 1. For the first time in this session: 1. Minutes in all: 0.",
    )


REFUSALS = [
    (2, "floor.call", {"ticket": 0}, "not_facilitator"),
    (2, "floor.add", {"name": "Ela"}, "not_facilitator"),
    (NOTETAKER, "floor.drop", {"ticket": 1}, "not_facilitator"),
    (2, "floor.leave", {}, "waits_not"),
    (3, "floor.ask", {"name": ""}, "waits_already"),
    (LEADER, "floor.add", {"name": "ELA"}, "name_waits"),
    (LEADER, "floor.call", {"ticket": 7}, "no_such_ticket"),
    (LEADER, "floor.drop", {"ticket": 7}, "no_such_ticket"),
    (LEADER, "floor.end", {}, "nobody_speaks"),
    (LEADER, "floor.extend", {"seconds": 60}, "nobody_speaks"),
    (LEADER, "floor.pause", {}, "nobody_speaks"),
    (LEADER, "floor.resume", {}, "nobody_speaks"),
]


@pytest.mark.parametrize(("seat", "name", "fields", "code"), REFUSALS)
def test_what_does_not_fit_is_refused(hall, seat, name, fields, code):
    hall.take(3, "floor.ask", activity="talk", name="")
    hall.lead("floor.add", activity="talk", name="Ela")
    seq = hall.room.seq
    assert not hall.take(seat, name, activity="talk", **fields)
    assert (hall.refusal, hall.room.seq) == (code, seq)


def test_nobody_waits_and_no_other_step(hall):
    assert not hall.lead("floor.call", activity="talk", ticket=0)
    assert hall.refusal == "nobody_waits"
    hall.step("ideas")
    for seat in SEATS:
        assert not hall.take(seat, "floor.ask", activity="ideas", name="")
    assert hall.refusal == "other_method"


def test_a_guest_who_signs_in_keeps_the_turn(hall):
    hall.take(2, "floor.ask", activity="talk", name="")
    hall.take(LEADER, "!seat.moved", seat=2, into=5)
    assert (mine(hall.room, 2)["ticket"], mine(hall.room, 5)["ticket"]) == (0, 1)


@pytest.mark.parametrize("seconds", [0, 14, 3601, "60", None])
def test_a_step_without_a_proper_time_is_no_agenda(seconds):
    step = {"id": "talk", "method": "speak", "title": "Talk", "settings": {"seconds_each": seconds}}
    with pytest.raises(AgendaDoesNotRead, match="seconds_each"):
        read_agenda([step])
