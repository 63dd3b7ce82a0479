"""Changing an agenda: what may be changed, what every screen learns, and the timer of a step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from realtime.domain.activity import Activity
from realtime.domain.agenda import read_agenda, write_agenda
from realtime.domain.decide import decide
from realtime.domain.public import public_happening, public_room
from realtime.domain.revise import MOST_STEPS, Add, Copy, Move, Remove, Rewrite, revised
from realtime.domain.roles import RoomRole
from realtime.domain.room import Happening, Room
from realtime.domain.rules import Refused, Sender
from realtime.domain.state import apply
from realtime.models import RoomEvent
from realtime.operations.agenda import revise_agenda
from realtime.queries.timing import timing_of
from tests.cast import Cast
from tests.realtime.rooms import AGENDA as EVERYTHING
from tests.realtime.rooms import TestRoom, ask, make_room

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FIVE = ("ideas", "themes", "dots", "hour", "hours")
AGENDA = tuple(activity for activity in EVERYTHING if activity.id in FIVE)
MORE = Activity("", "collect", "More", "What else?", 60, {"notes": 1})


@pytest.fixture
def room(cast: Cast, now: datetime) -> TestRoom:
    return make_room(cast.chidi, now, AGENDA)


def held(*opened: str, state: str = "open") -> Room:
    """With these steps opened and closed again."""
    made = Room("Ideas", AGENDA)
    script = [("room.open", {})]
    for id in opened:
        script += [("activity.open", {"activity": id}), ("activity.close", {"activity": id})]
    for name, fields in script if state == "open" else []:
        happen(made, name, **fields)
    return made


def happen(made: Room, name: str, now: datetime = NOW, **fields: object) -> None:
    fact = decide(made, Sender(1, RoomRole.FACILITATOR), ask(name, **fields), now)
    apply(made, Happening(made.seq + 1, fact.type, fact.data, now.isoformat(), 1))


def ids(agenda: tuple[Activity, ...]) -> list[str]:
    return [activity.id for activity in agenda]


CHANGES = [
    (Add(MORE), ["ideas", "themes", "dots", "hour", "hours", "collect-1"]),
    (Copy("ideas"), ["ideas", "collect-1", "themes", "dots", "hour", "hours"]),
    (Move("dots", 1), ["ideas", "themes", "hour", "dots", "hours"]),
    (Move("dots", -1), ["ideas", "dots", "themes", "hour", "hours"]),
    (Move("dots", -99), ["dots", "ideas", "themes", "hour", "hours"]),
    (Move("dots", 99), ["ideas", "themes", "hour", "hours", "dots"]),
    (Move("hours", 1), ["ideas", "themes", "dots", "hour", "hours"]),
    (Remove("themes"), ["ideas", "dots", "hour", "hours"]),
]


@pytest.mark.parametrize(("change", "after"), CHANGES)
def test_an_agenda_is_changed_step_by_step(change, after):
    assert ids(revised(held(state="prepared"), change)) == after


def test_a_rewritten_step_keeps_its_place_and_method():
    other = Activity("themes", "collect", "Themes", "Which belong together?", 300)
    agenda = revised(held(state="prepared"), Rewrite(other))
    assert agenda[1] == Activity("themes", "group", "Themes", "Which belong together?", 300)


def test_the_last_step_may_be_removed_and_an_empty_agenda_reads():
    made = Room("Ideas", AGENDA[:1])
    assert revised(made, Remove("ideas")) == ()
    assert read_agenda([]) == ()


@pytest.mark.parametrize("change", [Rewrite(AGENDA[0]), Move("ideas", 1), Remove("ideas")])
def test_a_step_that_was_opened_stays_as_it_was(change):
    with pytest.raises(Refused) as refused:
        revised(held("ideas"), change)
    assert refused.value.code == "step_opened"
    assert ids(revised(held("ideas"), Copy("ideas")))[:2] == ["ideas", "collect-1"]
    assert ids(revised(held("ideas"), Remove("themes"))) == ["ideas", "dots", "hour", "hours"]


@pytest.mark.parametrize(
    ("change", "code"), [(Remove("nothing"), "no_such_activity"), (Copy("nothing"), "no_such_activity")]
)
def test_what_is_not_there_cannot_be_changed(change, code):
    with pytest.raises(Refused) as refused:
        revised(held(), change)
    assert refused.value.code == code


def test_an_agenda_does_not_grow_without_end():
    made = Room("Ideas", tuple(Activity(f"s{n}", "group", "Again") for n in range(MOST_STEPS)))
    for change in (Add(MORE), Copy("s1")):
        with pytest.raises(Refused) as refused:
            revised(made, change)
        assert refused.value.code == "too_many_steps"


def test_a_change_is_one_event_that_everyone_may_read(collecting: TestRoom, cast, now):
    revise_agenda(actor=cast.chidi, session=collecting.session, change=Remove("hour"), now=now)
    event = RoomEvent.objects.get(type="agenda.revised")
    state = collecting.state()
    left = [activity for activity in AGENDA if activity.id != "hour"]
    assert event.data == {"agenda": write_agenda(tuple(left))}
    assert (state.agenda, state.revised, public_room(state)["revised"]) == (tuple(left), event.seq, event.seq)
    told = public_happening(Happening(event.seq, event.type, event.data, ""), state)
    assert told["data"] == event.data


def test_a_change_that_changes_nothing_is_no_event(collecting: TestRoom, cast, now):
    revise_agenda(actor=cast.chidi, session=collecting.session, change=Move("hours", 5), now=now)
    assert not RoomEvent.objects.filter(type="agenda.revised").exists()


def timer(made: Room, id: str = "ideas") -> tuple[str, int]:
    stage = made.stage(id)
    return (stage.ends_at[11:16], stage.left)


def test_a_timer_is_paused_shortened_and_goes_on():
    made = held()
    happen(made, "activity.open", activity="ideas")
    assert timer(made) == ("09:35", 0)
    happen(made, "activity.pause", NOW + timedelta(minutes=1), activity="ideas")
    assert timer(made) == ("", 240)
    happen(made, "activity.extend", NOW + timedelta(minutes=9), activity="ideas", seconds=-60)
    assert timer(made) == ("", 180)
    happen(made, "activity.resume", NOW + timedelta(minutes=10), activity="ideas")
    assert timer(made) == ("09:43", 0)
    happen(made, "activity.extend", NOW + timedelta(minutes=10), activity="ideas", seconds=-3600)
    assert timer(made) == ("09:40", 0)
    happen(made, "activity.extend", NOW + timedelta(minutes=12), activity="ideas", seconds=120)
    assert timer(made) == ("09:44", 0)


@pytest.mark.parametrize(
    ("step", "name", "fields", "code"),
    [
        ("ideas", "activity.resume", {}, "not_paused"),
        ("hour", "activity.pause", {}, "no_timer"),
        ("hour", "activity.extend", {"seconds": -60}, "no_timer"),
        ("ideas", "activity.pause", {"activity": "dots"}, "activity_not_open"),
    ],
)
def test_a_timer_that_does_not_run_cannot_be_held(step, name, fields, code):
    made = held()
    happen(made, "activity.open", activity=step)
    with pytest.raises(Refused) as refused:
        happen(made, name, **{"activity": step, **fields})
    assert refused.value.code == code


def test_the_clock_says_how_far_the_session_is_behind(collecting: TestRoom):
    """Seven minutes are planned: five to collect, two for dots."""
    session, opened = collecting.session, collecting.now
    session.refresh_from_db()

    def late(minutes: int) -> tuple[int, int]:
        timing = timing_of(session, collecting.state(), opened + timedelta(minutes=minutes))
        return timing.minutes, timing.late

    assert [late(1), late(5), late(8)] == [(7, 0), (7, 0), (7, 3)]
    session.planned_at = opened - timedelta(minutes=10)
    assert late(5) == (7, 10)
    session.planned_at = opened - timedelta(days=1)
    assert late(5) == (7, 0)
