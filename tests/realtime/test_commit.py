"""The door into a room's log: decided once, numbered without holes, all or nothing, refused in words."""

from __future__ import annotations

import pytest

from consultations.people.models import RoleGrant
from consultations.record.models import Event
from realtime.models import RoomEvent, Session
from realtime.operations import commit as door
from realtime.operations.commit import Submission, commit
from realtime.operations.join import join
from realtime.queries.log import HELD
from tests.realtime.rooms import TestRoom, ask


def test_commands_of_one_batch_are_numbered_in_order(collecting: TestRoom, django_assert_max_num_queries):
    seats = [collecting.guest() for _ in range(5)]
    batch = [
        Submission(collecting.session.pk, seat.pk, ask("note.add", activity="ideas", text=f"Note {n}"))
        for n, seat in enumerate(seats)
    ]
    with django_assert_max_num_queries(12):
        committed = commit(batch, now=collecting.now)
    assert [outcome.seq for outcome in committed.outcomes] == [3, 4, 5, 6, 7]
    assert [note.text for note in collecting.state().board()] == [f"Note {n}" for n in range(5)]
    assert list(RoomEvent.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_command_sent_twice_is_done_once(collecting: TestRoom):
    seat, other = collecting.guest(), collecting.guest()
    one = {"op": "same-op-1", "activity": "ideas", "text": "Benches"}
    first = collecting.act(seat, "note.add", **one)
    again = commit([Submission(collecting.session.pk, seat.pk, ask("note.add", **one))] * 2, now=collecting.now)
    assert {first.seq} == {outcome.seq for outcome in again.outcomes}
    assert collecting.act(other, "note.add", **one).seq == first.seq + 1
    assert [note.text for note in collecting.state().board()] == ["Benches", "Benches"]


REFUSALS = [
    ("guest", "room.open", {}, "not_facilitator"),
    ("guest", "activity.close", {"activity": "ideas"}, "not_facilitator"),
    ("guest", "note.hide", {"note": 3, "reason": "I do not like it"}, "not_facilitator"),
    ("guest", "note.place", {"note": 3, "theme": 0}, "not_facilitator"),
    ("guest", "theme.add", {"title": "Mine"}, "not_facilitator"),
    ("guest", "note.withdraw", {"note": 3}, "not_yours"),
    ("guest", "note.withdraw", {"note": 99}, "no_such_note"),
    ("guest", "note.add", {"activity": "dots", "text": "Late"}, "activity_not_open"),
    ("guest", "dots.set", {"activity": "dots", "item": 3, "count": 1}, "activity_not_open"),
    ("guest", "dots.set", {"activity": "ideas", "item": 3, "count": 1}, "other_method"),
    ("lead", "activity.open", {"activity": "themes"}, "activity_runs"),
    ("lead", "activity.open", {"activity": "nothing"}, "no_such_activity"),
    ("lead", "room.open", {}, "room_open"),
    ("lead", "room.close", {}, "activity_runs"),
    ("lead", "note.place", {"note": 3, "theme": 77}, "no_such_theme"),
    ("lead", "note.merge", {"note": 3, "into": 3}, "cannot_merge"),
    ("lead", "theme.rename", {"theme": 77, "title": "?"}, "no_such_theme"),
]


@pytest.mark.parametrize(("who", "name", "fields", "code"), REFUSALS)
def test_what_is_not_allowed_is_refused_and_leaves_no_trace(collecting: TestRoom, who, name, fields, code):
    collecting.act(collecting.guest(), "note.add", activity="ideas", text="Benches")
    seat = collecting.facilitator if who == "lead" else collecting.guest()
    before = collecting.state()
    outcome = collecting.act(seat, name, **fields)
    assert outcome.refused is not None
    assert (outcome.refused.code, outcome.seq) == (code, 0)
    assert str(outcome.refused.reason).endswith(".")
    assert collecting.state() == before


def test_a_role_that_was_lost_counts_for_the_next_command_already(collecting: TestRoom, cast):
    RoleGrant.objects.filter(participant=cast.chidi).delete()
    assert collecting.lead("activity.close", activity="ideas").refused.code == "not_facilitator"


def test_a_seat_of_another_room_is_no_seat_here(collecting: TestRoom, cast, now):
    from realtime.operations.prepare import prepare_session
    from tests.realtime.rooms import AGENDA

    other = prepare_session(
        actor=cast.chidi,
        consultation=collecting.session.consultation,
        title="Another",
        agenda=AGENDA,
        language="en",
        now=now,
    )
    seat, _ = join(session=other, actor=None, now=now)
    assert collecting.act(seat, "note.add", activity="ideas", text="Hello").refused.code == "no_seat"


def test_dots_are_limited_by_person_over_all_tabs_and_counted_once(collecting: TestRoom, cast):
    note = [collecting.act(collecting.guest(), "note.add", activity="ideas", text=text).seq for text in "ABC"]
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("activity.open", activity="dots")
    tab, _ = join(session=collecting.session, actor=cast.amina, now=collecting.now)
    other_tab, _ = join(session=collecting.session, actor=cast.amina, now=collecting.now)
    assert tab.pk == other_tab.pk

    def put(seat, item, count):
        outcome = collecting.act(seat, "dots.set", activity="dots", item=item, count=count)
        return outcome.refused.code if outcome.refused else "done"

    assert [put(tab, note[0], 2), put(other_tab, note[1], 1), put(tab, note[2], 1)] == ["done", "done", "no_dots_left"]
    assert [put(tab, note[0], 1), put(tab, note[2], 1), put(tab, 999, 1)] == ["done", "done", "no_such_item"]
    assert collecting.state().stage("dots").tallies == {}
    collecting.lead("activity.close", activity="dots")
    stage = collecting.state().stage("dots")
    assert (dict(stage.tallies), stage.voters) == ({note[0]: 1, note[1]: 1, note[2]: 1}, 1)


def test_opening_and_closing_are_on_the_record(collecting: TestRoom):
    collecting.act(collecting.guest(), "note.add", activity="ideas", text="Benches")
    hidden = collecting.act(collecting.guest(), "note.add", activity="ideas", text="canary of a neighbour").seq
    for _ in range(2):
        collecting.lead("note.hide", note=hidden, reason="Names a neighbour")
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    events = [(event.type, event.process, event.data) for event in Event.objects.filter(type__startswith="session.")]
    assert events == [
        ("session.opened", "mobility", {"title": "Ideas for the bus line", "languages": ["en"]}),
        ("session.note_hidden", "mobility", {"number": hidden, "reason": "Names a neighbour"}),
        ("session.closed", "mobility", {"participants": 2, "notes": 2}),
    ]


@pytest.mark.django_db(transaction=True)
def test_all_or_nothing(collecting: TestRoom, monkeypatch):
    seat = collecting.guest()
    held = HELD.get(collecting.session)

    def fail(*args, **kwargs):
        raise RuntimeError("the record is full")

    collecting.lead("activity.close", activity="ideas")
    monkeypatch.setattr(door, "append", fail)
    with pytest.raises(RuntimeError):
        commit(
            [
                Submission(collecting.session.pk, collecting.facilitator.pk, ask("theme.add", title="Shade")),
                Submission(collecting.session.pk, collecting.facilitator.pk, ask("room.close")),
            ],
            now=collecting.now,
        )
    after = Session.objects.get(pk=collecting.session.pk)
    assert (after.seq, after.state, RoomEvent.objects.count()) == (3, "open", 3)
    assert collecting.state().themes == {}
    assert held is not None
    assert HELD.get(collecting.session).seq == 3
    assert seat.session_id == after.pk
