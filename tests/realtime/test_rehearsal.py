"""A rehearsal: ghosts do what people do, through the same door; nothing of it is kept or counted anywhere."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from random import Random

import pytest
from django.test import Client

from consultations.record.models import Event
from realtime.domain.methods import METHODS
from realtime.domain.room import Room
from realtime.models import RoomEvent, Seat, Session
from realtime.operations.hand_over import hand_over
from realtime.operations.join import join
from realtime.operations.rehearse import FORGOTTEN, begin_rehearsal, end_rehearsal, forget_rehearsals
from realtime.queries.people import evenings_of
from realtime.queries.session import announced
from realtime.rehearsal.crew import Crews, look
from tests.cast import Cast
from tests.realtime.rooms import TestRoom


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def rehearsal(room: TestRoom, cast: Cast) -> TestRoom:
    """Open, with eight ghosts."""
    copy = begin_rehearsal(actor=cast.chidi, session=room.session, ghosts=8, now=room.now)
    seat, _ = join(session=copy, actor=cast.chidi, now=room.now)
    made = TestRoom(copy, seat, room.now)
    made.lead("room.open")
    return made


def act_out(rehearsal: TestRoom, step: str, looks: int = 120) -> Room:
    """Ghosts in one step, from its opening to its end."""
    assert rehearsal.lead("activity.open", activity=step).refused is None
    dice = Random(step)
    for _ in range(looks):
        assert look(rehearsal.session.pk, dice)
    state = rehearsal.state()
    assert rehearsal.lead("activity.close", activity=step).refused is None
    return state


@pytest.mark.once
def test_ghosts_take_part_in_every_method(rehearsal: TestRoom):
    """Each step of the agenda gets something from them; the board comes first, for dots have to stand on something."""
    left = {}
    for activity in rehearsal.state().agenda:
        before = RoomEvent.objects.filter(session=rehearsal.session).count()
        act_out(rehearsal, activity.id)
        left[activity.id] = RoomEvent.objects.filter(session=rehearsal.session).count() - before - 2
    silent = {activity.id for activity in rehearsal.state().agenda if activity.method == "group"}
    assert {id for id, count in left.items() if not count} == silent
    refused = RoomEvent.objects.filter(session=rehearsal.session, op__contains="ghost", seat=None)
    assert not refused.exists()


def test_ghosts_keep_the_limits_of_people(rehearsal: TestRoom):
    notes = act_out(rehearsal, "ideas").notes.values()
    assert 8 <= len(notes) <= 24
    state = act_out(rehearsal, "dots")
    assert all(sum(given.values()) == 3 for given in state.given["dots"].values())
    assert len(state.given["dots"]) == 8


def test_few_are_there_at_first(rehearsal: TestRoom):
    rehearsal.lead("activity.open", activity="hour")
    dice = Random(1)
    for _ in range(60):
        look(rehearsal.session.pk, dice, looks=0)
    assert len(rehearsal.state().given["hour"]) == 2


def test_nothing_of_it_is_on_the_record_or_in_a_list(rehearsal: TestRoom, room: TestRoom, cast: Cast):
    before = Event.objects.count()
    act_out(rehearsal, "ideas", 40)
    note = next(iter(rehearsal.state().notes))
    rehearsal.lead("note.hide", note=note, reason="A ghost said it")
    amina, _ = join(session=rehearsal.session, actor=cast.amina, now=room.now)
    rehearsal.lead("activity.open", activity="hour")
    rehearsal.act(amina, "answer.give", activity="hour", choices=(1,))
    rehearsal.lead("activity.close", activity="hour")
    rehearsal.lead("room.close")
    assert Event.objects.count() == before
    assert announced(room.session.consultation) == [room.session]
    assert evenings_of(cast.amina) == []
    assert not look(rehearsal.session.pk, Random(1))


def test_it_has_no_minutes_and_hands_nothing_over(rehearsal: TestRoom, cast: Cast):
    rehearsal.lead("room.close")
    chidi = Client()
    chidi.force_login(cast.chidi)
    for page in ("minutes", "results", "rehearse"):
        answer = chidi.get(f"/live/{rehearsal.session.code}/{page}/")
        assert (answer.status_code, "rehearsal" in answer.content.decode()) == (403, True)
    from consultations.people.domain.verdict import NotAllowed

    with pytest.raises(NotAllowed):
        hand_over(actor=cast.chidi, session=rehearsal.session, chosen=[], now=rehearsal.now)


def test_every_page_says_that_it_is_a_rehearsal(rehearsal: TestRoom, room: TestRoom, cast: Cast):
    chidi, guest = Client(), Client()
    chidi.force_login(cast.chidi)
    told = {}
    for session in (rehearsal.session, room.session):
        join_page = guest.get(f"/live/{session.code}/")
        guest.post(f"/live/{session.code}/join/", {"name": ""})
        pages = [join_page, guest.get(f"/live/{session.code}/"), guest.get(f"/live/{session.code}/projector/")]
        pages.append(chidi.get(f"/live/{session.code}/facilitate/"))
        told[session.pk] = ["Ghosts take part. Nothing of it is kept." in page.content.decode() for page in pages]
    assert told == {rehearsal.session.pk: [True] * 4, room.session.pk: [False] * 4}


def test_ending_it_deletes_it_whole_and_leaves_the_session(rehearsal: TestRoom, room: TestRoom, cast: Cast):
    act_out(rehearsal, "ideas", 20)
    assert end_rehearsal(actor=cast.chidi, session=rehearsal.session, now=room.now) == room.session
    assert list(Session.objects.all()) == [room.session]
    assert not Seat.objects.exclude(session=room.session).exists()
    assert not RoomEvent.objects.exclude(session=room.session).exists()


def test_a_second_rehearsal_replaces_the_first(rehearsal: TestRoom, room: TestRoom, cast: Cast):
    begin_rehearsal(actor=cast.chidi, session=room.session, ghosts=500, now=room.now)
    copy = Session.objects.exclude(rehearsal_of=None).get()
    assert (copy.pk == rehearsal.session.pk, copy.seats.count()) == (False, 50)


def test_what_nobody_ended_is_forgotten(rehearsal: TestRoom, room: TestRoom):
    assert forget_rehearsals(now=room.now + FORGOTTEN) == 0
    assert forget_rehearsals(now=room.now + FORGOTTEN + timedelta(seconds=1)) == 1
    assert list(Session.objects.all()) == [room.session]


def test_a_process_keeps_few_crews():
    ended = {session: threading.Event() for session in range(1, 7)}
    crews = Crews(lambda session: ended[session].wait(30))
    try:
        assert [crews.begin(session) for session in (1, 2, 3, 3, 4, 5, 6)] == [
            True,
            True,
            True,
            True,
            True,
            True,
            False,
        ]
        ended[3].set()
        ghosts_of(3).join(10)
        assert [crews.begin(session) for session in (6, 3)] == [True, False], "a crew that has ended makes room for one"
    finally:
        for each in ended.values():
            each.set()


def ghosts_of(session: int) -> threading.Thread:
    return next(thread for thread in threading.enumerate() if thread.name == f"ghosts-{session}")


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_is_begun_and_ended_by_pages(room: TestRoom, cast: Cast):
    """With ghosts in their own thread, who see what is committed and go when the rehearsal is ended."""
    chidi = Client()
    chidi.force_login(cast.chidi)
    for ghosts, status in (("4", 422), ("51", 422), ("5", 302)):
        answer = chidi.post(f"/live/{room.session.code}/rehearse/", {"ghosts": ghosts})
        assert answer.status_code == status
    copy = Session.objects.exclude(rehearsal_of=None).get()
    crew = ghosts_of(copy.pk)
    assert (copy.seats.count(), answer["Location"]) == (6, f"/live/{copy.code}/facilitate/")
    rehearsal = TestRoom(copy, copy.seats.get(participant=cast.chidi), room.now)
    assert rehearsal.lead("room.open").seq
    assert rehearsal.lead("activity.open", activity="hour").seq
    deadline = time.monotonic() + 30
    while not rehearsal.state().given.get("hour"):
        assert time.monotonic() < deadline, "no ghost has answered"
        time.sleep(0.1)
    assert chidi.post(f"/live/{room.session.code}/rehearse/end/").status_code == 404
    ended = chidi.post(f"/live/{copy.code}/rehearse/end/")
    assert (ended["Location"], Session.objects.count()) == (f"/live/{room.session.code}/facilitate/", 1)
    crew.join(30)
    assert not crew.is_alive()


def test_ghosts_know_every_method():
    """Whoever adds a method sees here that ghosts have to learn it."""
    from realtime.rehearsal.ghosts import OWN

    quiet = {"group", "inform", "breakout"}
    able = {name for name, method in METHODS.items() if method.choose or method.notes} | set(OWN) | {"write"}
    assert set(METHODS) - able <= quiet
