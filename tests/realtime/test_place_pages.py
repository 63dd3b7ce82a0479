"""One's place in a room by pages and forms: coming in, waiting, a name, leaving; and keeping order at the desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from consultations.people.models import Participant
from realtime.domain.agenda import write_agenda
from realtime.domain.names import ANIMALS, given_name
from realtime.enums import Door, SeatRole, SeatState
from realtime.models import Seat, Session
from realtime.operations.people import give_role, mute, remove, set_door
from tests.realtime.rooms import AGENDA, TestRoom
from tests.realtime.test_pages import address, send


def device(person: Participant | None = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def seated(room: TestRoom, person: Participant | None = None, name: str = "") -> Client:
    client = device(person)
    client.post(address(room, "join/"), {"name": name})
    return client


def seat_of(room: TestRoom, name: str) -> Seat:
    return room.session.seats.get(name=name)


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_guest_is_given_a_name_that_names_no_person(collecting, cast):
    names = {re.search(r'name="name" value="([^"]*)"', text(Client(), address(collecting)))[1] for _ in range(12)}
    assert len(names) > 1
    words = {str(animal) for animal in ANIMALS}
    assert all(name.rsplit(" ", 1)[0] in words and 2 <= int(name.rsplit(" ", 1)[1]) <= 99 for name in names)
    assert 'value="Amina"' in text(device(cast.amina), address(collecting))
    assert given_name() != ""


def test_who_is_signed_in_takes_another_name_and_changes_it(collecting, cast):
    amina = seated(collecting, cast.amina, "Sparrow 7")
    assert "Sparrow 7" in text(amina, address(collecting))
    amina.post(address(collecting, "name/"), {"name": "  Amina   of bus 9 "})
    assert Seat.objects.get(participant=cast.amina).name == "Amina of bus 9"
    Client().post(address(collecting, "name/"), {"name": "Nobody"})
    assert not Seat.objects.filter(name="Nobody").exists()


def test_whoever_waits_is_told_so_and_comes_in_when_let_in(collecting, cast, now):
    chidi = seated(collecting, cast.chidi)
    set_door(by=collecting.facilitator, door=Door.ASK, now=now)
    guest = seated(collecting, name="Lila")
    page = text(guest, address(collecting))
    assert ("You are waiting to be let in" in page, 'value="note.add"' in page, " waits" in page) == (True, False, True)
    assert send(guest, collecting, "note.add", activity="ideas", text="Early").status_code == 200
    desk = text(chidi, address(collecting, "people/"))
    assert "Lila" in desk
    chidi.post(address(collecting, "people/"), {"act": "let_in", "seat": seat_of(collecting, "Lila").pk})
    assert 'value="note.add"' in text(guest, address(collecting))


def test_a_locked_door_says_so_and_takes_nobody(collecting, now):
    set_door(by=collecting.facilitator, door=Door.LOCKED, now=now)
    page = text(Client(), address(collecting))
    assert ("door of this session is locked" in page, "Join the session" in page) == (True, False)
    assert Client().post(address(collecting, "join/"), {"name": "Late"}).status_code == 403
    assert not Seat.objects.filter(name="Late").exists()


def test_who_is_removed_reads_the_reason_and_nothing_more(collecting, now):
    guest = seated(collecting, name="Lila")
    remove(by=collecting.facilitator, seat=seat_of(collecting, "Lila"), reason="Threatens <people>.", now=now)
    for answer in (
        guest.get(address(collecting)),
        guest.post(address(collecting, "join/"), {"name": "Again"}, follow=True),
    ):
        page = answer.content.decode()
        assert ("Threatens &lt;people&gt;." in page, 'value="note.add"' in page) == (True, False)
    assert not Seat.objects.filter(name="Again").exists()


def test_who_is_muted_reads_why(collecting, now):
    guest = seated(collecting, name="Lila")
    mute(by=collecting.facilitator, seat=seat_of(collecting, "Lila"), reason="Floods the board.", now=now)
    assert "Floods the board." in text(guest, address(collecting))
    answer = send(guest, collecting, "note.add", activity="ideas", text="More")
    assert (answer.status_code, collecting.state().notes) == (422, {})


def test_leaving_gives_the_place_up_and_keeps_the_notes(collecting):
    guest = seated(collecting, name="Lila")
    send(guest, collecting, "note.add", activity="ideas", text="Benches")
    answer = guest.post(address(collecting, "leave/"))
    assert answer.headers["Location"] == "/consultations/mobility/"
    assert "Join the session" in text(guest, address(collecting))
    assert (seat_of(collecting, "Lila").state, len(collecting.state().board())) == (SeatState.LEFT, 1)


def test_a_guest_who_signs_in_on_the_same_device_keeps_the_place(collecting, cast):
    guest = seated(collecting, name="Lila")
    send(guest, collecting, "note.add", activity="ideas", text="Benches")
    guest.force_login(cast.amina)
    assert "Take it back" in text(guest, address(collecting))
    assert Seat.objects.get(name="Lila").participant == cast.amina
    laptop = seated(collecting, cast.amina)
    assert "Take it back" in text(laptop, address(collecting))
    guest.logout()
    assert "Join the session" in text(guest, address(collecting)), "the cookie alone opens no account's seat"


DESK = [("chidi", 200), ("edon", 200), ("amina", 403), (None, 403)]


@pytest.mark.parametrize(("who", "status"), DESK)
def test_who_sees_the_people(collecting, cast, who, status):
    client = seated(collecting, getattr(cast, who) if who else None)
    assert client.get(address(collecting, "people/")).status_code == status


def test_order_is_kept_by_forms(collecting, cast, django_assert_max_num_queries):
    chidi = seated(collecting, cast.chidi)
    for number in range(12):
        seated(collecting, name=f"Guest {number}")
    here, lila = address(collecting, "people/"), seat_of(collecting, "Guest 3")
    with django_assert_max_num_queries(14):
        page = text(chidi, here)
    assert page.count('value="remove"') == 12
    assert (
        "Write the reason"
        in chidi.post(here, {"act": "mute", "seat": lila.pk, "reason": ""}, follow=True).content.decode()
    )
    chidi.post(here, {"act": "mute", "seat": lila.pk, "reason": "Floods the board."})
    assert "Floods the board." in text(chidi, here)
    chidi.post(here, {"act": "unmute", "seat": lila.pk})
    chidi.post(here, {"act": "role", "seat": lila.pk, "role": SeatRole.COFACILITATOR})
    chidi.post(here, {"act": "door", "door": "locked"})
    lila.refresh_from_db()
    assert (lila.muted, lila.role, Session.objects.get().door) == (False, "cofacilitator", "locked")
    for form in (
        {"act": "remove", "seat": "x"},
        {"act": "role", "seat": lila.pk, "role": "facilitator"},
        {"act": "burn"},
    ):
        chidi.post(here, form)
    lila.refresh_from_db()
    assert (lila.state, lila.role) == (SeatState.SEATED, "cofacilitator")


def test_a_moderator_hides_a_note_with_a_reason(collecting, cast):
    note = collecting.act(collecting.guest(), "note.add", activity="ideas", text="canary 0611").seq
    edon = seated(collecting, cast.edon)
    assert "canary 0611" in text(edon, address(collecting, "people/"))
    answer = send(edon, collecting, "note.hide", page="people", note=note, reason="Names a neighbour")
    assert answer.headers["Location"] == address(collecting, "people/")
    assert "canary" not in text(edon, address(collecting, "people/"))


def test_a_co_facilitator_without_an_account_leads_the_steps_and_does_not_close(collecting, now):
    lila = seated(collecting, name="Lila")
    assert lila.get(address(collecting, "facilitate/")).status_code == 403
    give_role(by=collecting.facilitator, seat=seat_of(collecting, "Lila"), role=SeatRole.COFACILITATOR, now=now)
    page = text(lila, address(collecting, "facilitate/"))
    assert ('value="activity.close"' in page, 'value="room.close"' in page) == (True, False)
    send(lila, collecting, "activity.close", page="facilitate", activity="ideas")
    send(lila, collecting, "room.close", page="facilitate")
    room = collecting.state()
    assert (room.current, room.state) == ("", "open")
    assert lila.get(address(collecting, "results/")).status_code == 403


NAMES = [("nobody", False, ""), ("who_wants", True, "Lila"), ("everybody", False, "Lila")]


@pytest.mark.parametrize(("names", "ticked", "signed"), NAMES)
def test_a_name_stands_beside_a_note_only_where_it_is_wanted(room: TestRoom, names, ticked, signed):
    agenda = write_agenda(AGENDA)
    agenda[0]["settings"]["names"] = names
    Session.objects.filter(pk=room.session.pk).update(agenda=agenda)
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    lila, other = seated(room, name="Lila"), seated(room, name="Milo")
    assert ('name="named"' in text(lila, address(room))) == (names == "who_wants")
    send(lila, room, "note.add", activity="ideas", text="Benches", **({"named": "1"} if ticked else {}))
    assert room.state().board()[0].name == signed
    assert ("Lila" in text(other, address(room))) == bool(signed)
    if names == "everybody":
        nameless = seated(room, name="")
        assert "Choose a name" in send(nameless, room, "note.add", activity="ideas", text="?").content.decode()
