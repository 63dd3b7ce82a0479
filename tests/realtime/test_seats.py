"""Seats: one for each person, whatever they sign in on; a guest's moves to the account and counts once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from consultations.people.domain.verdict import NotAllowed
from realtime.domain.activity import Activity
from realtime.domain.public import public_happening, public_room
from realtime.domain.state import reduce
from realtime.enums import SeatState
from realtime.models import RoomEvent, Seat
from realtime.operations.erase import erase_seats
from realtime.operations.guests import forget_guests
from realtime.operations.join import join, leave, rename, take_along
from realtime.operations.people import mute, remove
from realtime.queries.log import events_after, prepared_room
from tests.realtime.rooms import TestRoom, make_room


def open_poll(room: TestRoom, poll: str) -> None:
    room.lead("activity.close", activity="ideas")
    room.lead("activity.open", activity=poll)


@pytest.mark.parametrize("poll", ["hour", "hours"])
def test_two_devices_of_one_account_count_once(collecting: TestRoom, cast, now, poll):
    phone, laptop = (join(session=collecting.session, actor=cast.amina, now=now)[0] for _ in range(2))
    open_poll(collecting, poll)
    collecting.act(phone, "answer.give", activity=poll, choices=(1,))
    collecting.act(laptop, "answer.give", activity=poll, choices=(2,))
    assert collecting.state().tallies(poll) == {1: 0, 2: 1, 3: 0}


ANSWERS = [
    ("order", "answer.give", {"choices": (2, 1, 3)}, {"choices": (3, 2, 1)}),
    ("may", "consent.give", {"stand": 1, "reason": ""}, {"stand": 3, "reason": ""}),
    ("views", "opinion.give", {"item": -1, "vote": 1}, {"item": -1, "vote": 3}),
]


@pytest.mark.parametrize(("activity", "command", "first", "last"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_each_method_counts_two_devices_of_one_account_once(collecting, cast, now, activity, command, first, last):
    phone, laptop = (join(session=collecting.session, actor=cast.amina, now=now)[0] for _ in range(2))
    open_poll(collecting, activity)
    assert collecting.act(phone, command, activity=activity, **first).seq
    assert collecting.act(laptop, command, activity=activity, **last).seq
    assert collecting.state().voters(activity) == 1


def test_dots_of_two_devices_have_one_limit(collecting: TestRoom, cast, now):
    phone, laptop = (join(session=collecting.session, actor=cast.amina, now=now)[0] for _ in range(2))
    note = collecting.act(phone, "note.add", activity="ideas", text="Shade").seq
    open_poll(collecting, "dots")
    assert collecting.act(phone, "dots.set", activity="dots", item=note, count=3).seq
    assert collecting.act(laptop, "dots.set", activity="dots", item=note, count=4).refused.code == "no_dots_left"


def test_a_guest_who_signs_in_keeps_the_seat(collecting: TestRoom, cast, now):
    guest = collecting.guest("Sparrow 12")
    note = collecting.act(guest, "note.add", activity="ideas", text="Shade").seq
    seat = take_along(actor=cast.amina, seat=guest, now=now)
    assert (seat.pk, seat.participant, seat.token_hash) == (guest.pk, cast.amina, None)
    again, token = join(session=collecting.session, actor=cast.amina, now=now)
    assert (again.pk, again.name, token) == (guest.pk, "Sparrow 12", "")
    assert collecting.act(again, "note.withdraw", note=note).seq


@pytest.mark.parametrize(
    ("poll", "own", "counted"),
    [("hours", (1,), {1: 1, 2: 0, 3: 0}), ("hours", (), {2: 1, 1: 0, 3: 0}), ("hour", (1,), {})],
)
def test_what_a_guest_gave_moves_to_the_account_and_counts_once(collecting: TestRoom, cast, now, poll, own, counted):
    guest, (amina, _) = collecting.guest(), join(session=collecting.session, actor=cast.amina, now=now)
    note = collecting.act(guest, "note.add", activity="ideas", text="Shade", named=0).seq
    open_poll(collecting, poll)
    collecting.act(guest, "answer.give", activity=poll, choices=(2,))
    if own:
        collecting.act(amina, "answer.give", activity=poll, choices=own)
    assert take_along(actor=cast.amina, seat=guest, now=now).pk == amina.pk
    room = collecting.state()
    stage = public_room(room)["stages"][poll]
    assert (stage["voters"], stage["tallies"]) == (1, {str(item): count for item, count in counted.items()})
    assert (room.notes[note].seat, [each.id for each in room.notes_of(amina.pk)]) == (amina.pk, [note])
    told = public_happening(events_after(collecting.session, 0)[-1], room)
    assert told["data"] == {
        "activity": poll,
        "voters": 1,
        "tallies": [[item, count] for item, count in room.stage(poll).tallies.items()],
        "waiting": 0,
    }
    assert reduce(prepared_room(collecting.session), events_after(collecting.session, 0)) == room
    left = Seat.objects.get(pk=guest.pk)
    assert (left.into_id, left.state, left.token_hash) == (amina.pk, SeatState.LEFT, None)
    assert collecting.act(left, "answer.give", activity=poll, choices=(3,)).refused.code == "no_seat"
    with pytest.raises(NotAllowed):
        take_along(actor=cast.besnik, seat=left, now=now)


def test_what_moved_is_erased_with_the_account(collecting: TestRoom, cast, now):
    guest, _amina = collecting.guest(), join(session=collecting.session, actor=cast.amina, now=now)
    collecting.act(guest, "note.add", activity="ideas", text="canary 0611")
    take_along(actor=cast.amina, seat=guest, now=now)
    with transaction.atomic():
        erase_seats(cast.amina, texts=True, now=now)
    assert collecting.state().board() == []
    assert "canary" not in str(list(RoomEvent.objects.values_list("data", flat=True)))


def test_who_was_removed_as_a_guest_does_not_come_back_with_an_account(collecting: TestRoom, cast, now):
    guest = collecting.guest()
    remove(by=collecting.facilitator, seat=guest, reason="Threatens people.", now=now)
    take_along(actor=cast.amina, seat=Seat.objects.get(pk=guest.pk), now=now)
    with pytest.raises(NotAllowed, match="Threatens people"):
        join(session=collecting.session, actor=cast.amina, now=now)


def test_leaving_keeps_what_was_said_and_an_account_may_come_back(collecting: TestRoom, cast, now):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    collecting.act(amina, "note.add", activity="ideas", text="Shade")
    assert leave(seat=amina, now=now).state == SeatState.LEFT
    assert collecting.act(amina, "note.add", activity="ideas", text="More").refused.code == "no_seat"
    assert [note.text for note in collecting.state().board()] == ["Shade"]
    assert join(session=collecting.session, actor=cast.amina, now=now)[0].state == SeatState.SEATED


@pytest.mark.parametrize("texts", [True, False])
def test_a_name_leaves_the_notes_with_the_account(collecting: TestRoom, cast, now, texts):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now, name="Amina of the ninth floor")
    named = collecting.act(amina, "note.add", activity="ideas", text="Shade", named=1).seq
    unnamed = collecting.act(amina, "note.add", activity="ideas", text="Water").seq
    names = [collecting.state().notes[note].name for note in (named, unnamed)]
    assert names == ["Amina of the ninth floor", ""]
    with transaction.atomic():
        erase_seats(cast.amina, texts=texts, now=now)
    seen = str([public_room(collecting.state()), list(RoomEvent.objects.values_list("data", flat=True))])
    assert ("ninth" in seen, "Shade" in seen) == (False, not texts)


def test_guests_are_forgotten_when_the_minutes_are_final(collecting: TestRoom, cast, now):
    guest, (amina, _) = collecting.guest("canary 0611"), join(session=collecting.session, actor=cast.amina, now=now)
    collecting.act(guest, "note.add", activity="ideas", text="Shade")
    mute(by=collecting.facilitator, seat=guest, reason="canary 0611", now=now)
    rename(seat=amina, name="Sparrow 3", now=now)
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    assert [forget_guests(now=now + timedelta(days=days)) for days in (13, 14, 15)] == [0, 1, 0]
    rows = Seat.objects.filter(pk__in=[guest.pk, amina.pk]).order_by("pk").values_list("name", "token_hash", "reason")
    assert list(rows) == [("", None, ""), ("Sparrow 3", None, "")]
    assert [note.text for note in collecting.state().board()] == ["Shade"]


SPEAK = Activity("floor", "speak", "Floor", "Who wants to speak?", settings={"seconds_each": 60})


@pytest.mark.parametrize("goes", ["leaves", "is removed"])
def test_who_goes_waits_to_speak_no_more(cast, now, goes):
    room = make_room(cast.chidi, now, (SPEAK,))
    room.lead("room.open")
    room.lead("activity.open", activity="floor")
    first, second = room.guest(), room.guest()
    for seat, name in ((first, "Lila"), (second, "Milo")):
        assert room.act(seat, "floor.ask", activity="floor", name=name).seq
    if goes == "leaves":
        leave(seat=first, now=now)
    else:
        remove(by=room.facilitator, seat=first, reason="Threatens people.", now=now)
    assert [turn.seat for turn in room.state().floor.waiting] == [second.pk]
