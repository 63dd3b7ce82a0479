"""A room stored beside its log: read back as it was, used instead of the log, gone where a person is erased."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.people.models import Participant
from realtime.domain import kept
from realtime.domain.room import Room
from realtime.models import RoomEvent, RoomSnapshot, Session
from realtime.operations.commit import Submission, commit
from realtime.operations.erase import erase_seats
from realtime.operations.join import join
from realtime.queries import log
from realtime.queries.log import KEEP_EVERY, RoomsHeld, room_of
from tests.realtime.rooms import TestRoom, ask
from tests.realtime.test_state import SCRIPT, play


@settings(max_examples=100, deadline=None)
@given(SCRIPT)
def test_a_room_is_read_back_as_it_was(script):
    room = play(script)[0].room
    assert kept.read(kept.write(room)) == room


@given(st.recursive(st.text() | st.integers() | st.none() | st.booleans(), lambda e: st.lists(e) | st.tuples(e, e)))
@settings(max_examples=50, deadline=None)
def test_whatever_a_method_finds_is_read_back(outcome):
    room = Room("Ideas", (), results={1: 2}, written={None: (1,), 2: ()}, waiting=frozenset({3, 4}))
    room.given = {"dots": {2: {1: outcome}}}
    assert kept.read(kept.write(room)) == room


def test_nothing_but_a_room_is_read():
    for text in ['["os:system","true"]', '["subprocess:Popen"]', '["realtime.models:Session"]', "1", '["dict"]']:
        with pytest.raises((kept.NotKept, TypeError)):
            kept.read(text)


def write_notes(room: TestRoom, count: int, seat) -> None:
    batch = [ask("note.add", activity="ideas", text=f"canary {number}") for number in range(count)]
    commit([Submission(room.session.pk, seat.pk, each) for each in batch], now=room.now)


@pytest.fixture
def long_room(collecting: TestRoom, cast) -> TestRoom:
    """Just beyond the number of events after which a room is stored."""
    seat, _ = join(session=collecting.session, actor=cast.amina, now=collecting.now)
    write_notes(collecting, KEEP_EVERY, seat)
    return collecting


def as_another_process(room: TestRoom, monkeypatch) -> Room:
    monkeypatch.setattr(log, "HELD", RoomsHeld())
    return room_of(Session.objects.get(pk=room.session.pk))


def test_another_process_reads_what_is_stored_and_only_the_events_after_it(long_room, monkeypatch):
    before = long_room.state()
    lead = long_room.facilitator
    commit([Submission(long_room.session.pk, lead.pk, ask("activity.close", activity="ideas"))], now=long_room.now)
    stored = RoomSnapshot.objects.get()
    assert (stored.seq, stored.shape) == (before.seq, kept.SHAPE)
    RoomEvent.objects.filter(session=long_room.session, seq__lte=stored.seq).delete()
    after = as_another_process(long_room, monkeypatch)
    assert (after.notes, after.seq, after.current) == (before.notes, before.seq + 1, "")


def test_what_other_rules_made_is_not_read(long_room, monkeypatch):
    before = long_room.state()
    RoomSnapshot.objects.update(shape="of another release", state="[]")
    assert as_another_process(long_room, monkeypatch) == before


def test_a_person_erased_is_in_no_stored_room(long_room, cast, monkeypatch):
    assert "canary 7" in RoomSnapshot.objects.get().state
    erase_seats(Participant.objects.get(pk=cast.amina.pk), texts=True, now=long_room.now)
    assert not any("canary" in stored.state for stored in RoomSnapshot.objects.all())
    assert not any(note.text for note in as_another_process(long_room, monkeypatch).notes.values())


@pytest.mark.django_db(transaction=True)
def test_a_process_that_only_listens_reads_each_event_once(collecting, monkeypatch, django_assert_num_queries):
    held = RoomsHeld()
    seat = collecting.guest()
    for number in range(3):
        collecting.act(seat, "note.add", activity="ideas", text=f"Note {number}")
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(log, "HELD", held)
            row = Session.objects.get(pk=collecting.session.pk)
            assert room_of(row).seq == row.seq
            with django_assert_num_queries(0):
                assert room_of(row).seq == row.seq
