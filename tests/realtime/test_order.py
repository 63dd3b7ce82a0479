"""Roles, the door, and keeping order: who may what, at once, and nobody learns whom it is about."""

from __future__ import annotations

import pytest

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.domain.public import public_happening, public_room
from realtime.domain.roles import RIGHTS, Right, RoomRole
from realtime.enums import Door, SeatRole, SeatState
from realtime.models import RoomEvent, Seat, Session
from realtime.operations.join import join, leave
from realtime.operations.people import give_role, let_in, mute, remove, set_door, unmute
from realtime.permissions import role_of
from realtime.queries.log import happening
from tests.cast import Cast
from tests.realtime.rooms import TestRoom

WHO = ("facilitator", "cofacilitator", "notetaker", "moderator", "participant", "guest")


@pytest.fixture
def seats(collecting: TestRoom, cast: Cast, now) -> dict[str, Seat]:
    """One of each role in the room."""
    helper, writer, guest = collecting.guest("Lila"), collecting.guest("Milo"), collecting.guest("Nour")
    give_role(by=collecting.facilitator, seat=helper, role=SeatRole.COFACILITATOR, now=now)
    give_role(by=collecting.facilitator, seat=writer, role=SeatRole.NOTETAKER, now=now)
    found = {
        "facilitator": collecting.facilitator,
        "cofacilitator": helper,
        "notetaker": writer,
        "moderator": join(session=collecting.session, actor=cast.edon, now=now)[0],
        "participant": join(session=collecting.session, actor=cast.amina, now=now)[0],
        "guest": guest,
    }
    return {name: Seat.objects.get(pk=seat.pk) for name, seat in found.items()}


def test_each_seat_has_its_role(seats):
    assert {name: role_of(seat).value for name, seat in seats.items()} == {name: name for name in WHO}
    assert (role_of(None), RIGHTS[RoomRole.PROJECTOR]) == (RoomRole.PROJECTOR, frozenset())
    assert RIGHTS[RoomRole.COFACILITATOR] == frozenset(Right) - {Right.CLOSE}


COMMANDS = [
    ("note.add", {"activity": "ideas", "text": "Shade"}, WHO),
    ("activity.extend", {"activity": "ideas", "seconds": 60}, WHO[:2]),
    ("theme.add", {"title": "Water"}, WHO[:2]),
    ("note.hide", {"note": 99, "reason": "?"}, ("facilitator", "cofacilitator", "moderator")),
    ("room.close", {}, WHO[:1]),
]


@pytest.mark.parametrize(("command", "fields", "allowed"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_a_command_asks_for_the_role_of_the_seat(collecting, seats, command, fields, allowed):
    refused = {
        name: getattr(collecting.act(seat, command, **fields).refused, "code", "") for name, seat in seats.items()
    }
    assert tuple(name for name in WHO if refused[name] != "not_facilitator") == allowed


def keeps_order(by: Seat, guest: Seat, now) -> list[bool]:
    done = []
    for act in (
        lambda: set_door(by=by, door=Door.LOCKED, now=now),
        lambda: let_in(by=by, seats=None, now=now),
        lambda: mute(by=by, seat=guest, reason="Shouts.", now=now),
        lambda: unmute(by=by, seat=guest, now=now),
        lambda: give_role(by=by, seat=guest, role=SeatRole.NOTETAKER, now=now),
        lambda: remove(by=by, seat=guest, reason="Threatens people.", now=now),
    ):
        try:
            act()
        except NotAllowed:
            done.append(False)
        else:
            done.append(True)
    return done


ORDER = {
    "facilitator": [True] * 6,
    "cofacilitator": [True, True, True, True, False, True],
    "moderator": [True, True, True, True, False, True],
    **dict.fromkeys(("notetaker", "participant", "guest"), [False] * 6),
}


@pytest.mark.parametrize("who", ORDER)
def test_who_keeps_order(collecting, seats, now, who):
    assert keeps_order(seats[who], collecting.guest(), now) == ORDER[who]


def test_nobody_holds_back_the_facilitator_or_themselves_and_only_they_hold_back_leaders(collecting, seats, now):
    for by, target in [
        ("cofacilitator", "facilitator"),
        ("facilitator", "facilitator"),
        ("moderator", "moderator"),
        ("moderator", "cofacilitator"),
        ("cofacilitator", "moderator"),
    ]:
        with pytest.raises(NotAllowed):
            mute(by=seats[by], seat=seats[target], reason="?", now=now)
    assert mute(by=seats["facilitator"], seat=seats["moderator"], reason="Off duty.", now=now).muted


def test_a_seat_of_another_room_is_out_of_reach(collecting, cast, now):
    other = Session.objects.create(
        consultation=collecting.session.consultation,
        code="BBBBBB",
        title="Other",
        agenda=collecting.session.agenda,
        created_by=cast.chidi,
        created_at=now,
    )
    stranger, _token = join(session=other, actor=None, now=now)
    with pytest.raises(NotAllowed):
        remove(by=collecting.facilitator, seat=stranger, reason="?", now=now)


def test_who_waits_is_let_in_one_by_one_or_all(collecting, cast, now):
    inside = collecting.guest()
    set_door(by=collecting.facilitator, door=Door.ASK, now=now)
    first, second, third = (collecting.guest(name) for name in ("A", "B", "C"))
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    edon, _ = join(session=collecting.session, actor=cast.edon, now=now)
    states = [seat.state for seat in (inside, first, amina, edon)]
    assert states == [SeatState.SEATED, SeatState.WAITING, SeatState.WAITING, SeatState.SEATED]
    assert collecting.act(first, "note.add", activity="ideas", text="Early").refused.code == "no_seat"
    assert public_room(collecting.state())["waiting"] == 4
    assert let_in(by=collecting.facilitator, seats=[second], now=now) == 1
    assert leave(seat=third, now=now).state == SeatState.LEFT
    assert public_room(collecting.state())["waiting"] == 2
    assert let_in(by=collecting.facilitator, seats=None, now=now) == 2
    assert collecting.act(first, "note.add", activity="ideas", text="Now").seq
    assert public_room(collecting.state())["waiting"] == 0


def test_a_locked_door_keeps_out_who_is_new_and_nobody_else(collecting, cast, now):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    leave(seat=amina, now=now)
    set_door(by=collecting.facilitator, door=Door.LOCKED, now=now)
    assert join(session=collecting.session, actor=cast.amina, now=now)[0].state == SeatState.SEATED
    for actor in (None, cast.besnik):
        with pytest.raises(NotAllowed, match="locked"):
            join(session=collecting.session, actor=actor, now=now)
    assert join(session=collecting.session, actor=cast.edon, now=now)[0].state == SeatState.SEATED


def test_who_is_removed_is_told_why_and_does_not_come_back(collecting, cast, now):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    note = collecting.act(amina, "note.add", activity="ideas", text="Benches").seq
    with pytest.raises(Unfit):
        remove(by=collecting.facilitator, seat=amina, reason="  ", now=now)
    remove(by=collecting.facilitator, seat=amina, reason="Threatens people.", now=now)
    assert collecting.act(amina, "note.add", activity="ideas", text="Again").refused.code == "no_seat"
    with pytest.raises(NotAllowed, match="Threatens people"):
        join(session=collecting.session, actor=cast.amina, now=now)
    assert collecting.state().notes[note].text == "Benches"


def test_who_is_muted_reads_and_neither_writes_nor_votes(collecting, now):
    guest = collecting.guest()
    mute(by=collecting.facilitator, seat=guest, reason="Floods the board.", now=now)
    assert collecting.act(guest, "note.add", activity="ideas", text="More").refused.code == "muted"
    unmute(by=collecting.facilitator, seat=guest, now=now)
    assert collecting.act(guest, "note.add", activity="ideas", text="More").seq


def test_nobody_learns_whom_it_is_about(collecting, seats, now):
    set_door(by=seats["facilitator"], door=Door.ASK, now=now)
    mute(by=seats["facilitator"], seat=seats["guest"], reason="canary 0611", now=now)
    remove(by=seats["facilitator"], seat=seats["participant"], reason="canary 0611", now=now)
    room = collecting.state()
    told = [
        public_happening(happening(event), room)
        for event in RoomEvent.objects.filter(session=collecting.session, seq__gt=2).order_by("seq")
    ]
    assert [(each["type"], each["data"]) for each in told] == [
        ("seat.given_role", {"waiting": 0}),
        ("seat.given_role", {"waiting": 0}),
        ("room.door_set", {"door": "ask"}),
        ("seat.muted", {"waiting": 0}),
        ("seat.removed", {"waiting": 0}),
    ]
    assert "canary" not in str(list(RoomEvent.objects.values_list("data", flat=True)))
