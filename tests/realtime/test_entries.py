"""Writing for people without a phone: a note, a slip with a code, and what the code shows later."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import ReceiptCode
from realtime.commands.board import AddNote
from realtime.domain.activity import Activity
from realtime.domain.rules import Refused
from realtime.enums import SeatRole
from realtime.models import Seat
from realtime.operations.enter import enter_note, renew_code
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.people import give_role
from tests.realtime.rooms import TestRoom, ask, make_room
from tests.realtime.test_pages import address
from tests.realtime.test_place_pages import seated, text

FORM = {"command": "note.add", "op": "entry-0001", "activity": "ideas", "text": "Shade <at> the depot", "named": "1"}


@pytest.fixture
def writer(collecting: TestRoom, now) -> Client:
    """A note-taker without an account, on her phone."""
    client = seated(collecting, name="Lila")
    give_role(by=collecting.facilitator, seat=Seat.objects.get(name="Lila"), role=SeatRole.NOTETAKER, now=now)
    return client


def code_on(page: str) -> str:
    return re.search(r'<code dir="ltr">([0-9A-Z-]+)</code>', page)[1]


def follow(code: str) -> str:
    return html.unescape(Client().post("/follow/", {"code": code}).content.decode())


def test_an_entry_is_a_note_on_the_board_and_a_slip_in_the_persons_language(collecting, writer):
    here = address(collecting, "notes/")
    answer = writer.post(here, {**FORM, "language": "ar", "name": "Amal"})
    page = answer.content.decode()
    slip = page[page.index('<article class="slip"') :]
    assert (answer.status_code, 'lang="ar" dir="rtl"' in slip, "testserver/ar/follow" in slip) == (200, True, True)
    assert "Shade" not in slip[: slip.index("</article>")]
    [note] = collecting.state().board()
    assert (note.text, note.name) == ("Shade <at> the depot", "Amal")
    again = writer.post(here, {**FORM, "language": "ar"}).content.decode()
    assert ("shown once" in again, 'class="slip"' in again, len(collecting.state().board())) == (True, False, 1)
    assert code_on(page).replace("-", "") not in str([list(Seat.objects.values()), list(ReceiptCode.objects.values())])


def test_each_entry_is_a_person_of_its_own(collecting, writer):
    for number in range(3):
        writer.post(address(collecting, "notes/"), {**FORM, "op": f"entry-{number:04d}", "language": "en"})
    assert len({note.seat for note in collecting.state().board()}) == 3
    assert Seat.objects.filter(entered_by__name="Lila", receipt__isnull=False).count() == 3


def test_nobody_else_writes_for_others(collecting, cast, now):
    note = AddNote(op="entry-0001", activity="ideas", text="Shade")
    for name in ("Milo", "Nour"):
        client = seated(collecting, name=name)
        assert client.get(address(collecting, "notes/")).status_code == 403
        with pytest.raises(NotAllowed):
            enter_note(by=Seat.objects.get(name=name), note=note, name="", language="en", now=now)
    assert seated(collecting, cast.edon).get(address(collecting, "notes/")).status_code == 403
    assert (Seat.objects.filter(entered_by__isnull=False).count(), ReceiptCode.objects.count()) == (0, 0)


def test_what_the_room_refuses_leaves_no_seat_and_no_code(collecting, writer, now):
    lila = Seat.objects.get(name="Lila")
    with pytest.raises(Refused):
        enter_note(by=lila, note=ask("note.add", activity="dots", text="?"), name="", language="en", now=now)
    answer = writer.post(address(collecting, "notes/"), {**FORM, "text": " ", "language": "en"})
    assert (answer.status_code, "Write something first." in answer.content.decode()) == (422, True)
    assert (Seat.objects.filter(entered_by=lila).count(), ReceiptCode.objects.count()) == (0, 0)


def test_a_new_slip_makes_the_old_code_open_nothing(collecting, writer, now):
    old = code_on(writer.post(address(collecting, "notes/"), {**FORM, "language": "en"}).content.decode())
    assert "Shade <at> the depot" in follow(old)
    seat = Seat.objects.get(entered_by__name="Lila")
    new = code_on(writer.post(address(collecting, "notes/"), {"act": "renew", "seat": seat.pk}).content.decode())
    assert ("We know no receipt" in follow(old), "Shade <at> the depot" in follow(new)) == (True, True)
    other = collecting.guest()
    with pytest.raises(NotAllowed):
        renew_code(by=other, seat=seat, now=now)


def test_an_entry_is_taken_back_for_its_person(collecting, writer):
    code = code_on(writer.post(address(collecting, "notes/"), {**FORM, "language": "en"}).content.decode())
    [note] = collecting.state().board()
    form = {"command": "note.withdraw", "op": "entry-0002", "seat": note.seat, "note": note.id}
    assert writer.post(address(collecting, "notes/"), form).status_code == 302
    assert (collecting.state().board(), "It was taken back." in follow(code)) == ([], True)


def test_the_code_shows_what_became_of_the_note(collecting, cast, writer, now, django_assert_max_num_queries):
    code = code_on(writer.post(address(collecting, "notes/"), {**FORM, "language": "en"}).content.decode())
    [note] = collecting.state().board()
    assert "The session is going on." in follow(code)
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    assert "The session is over." in follow(code)
    hand_over(
        actor=cast.chidi, session=collecting.session, chosen=[Chosen(note.id, "Wait in the shade", "Shade")], now=now
    )
    with django_assert_max_num_queries(30):
        page = follow(code)
    assert ("It entered the consultation." in page, "Wait in the shade" in page) == (True, True)
    assert "A result of a live session became a contribution." in page


def test_a_hidden_note_says_why_under_its_code(collecting, writer):
    code = code_on(writer.post(address(collecting, "notes/"), {**FORM, "language": "en"}).content.decode())
    [note] = collecting.state().board()
    collecting.lead("note.hide", note=note.id, reason="Names a neighbour")
    page = follow(code)
    assert ("Names a neighbour" in page, "Shade" in page) == (True, False)


def test_a_note_taker_puts_somebody_on_the_list_of_speakers(cast, now):
    speak = Activity("floor", "speak", "Floor", "Who wants to speak?", settings={"seconds_each": 60})
    room = make_room(cast.chidi, now, (speak,))
    room.lead("room.open")
    room.lead("activity.open", activity="floor")
    lila = seated(room, name="Lila")
    form = {"command": "floor.add", "op": "floor-0001", "activity": "floor", "name": "Amal", "page": "notes"}
    lila.post(address(room, "do/"), form)
    assert room.state().floor.waiting == ()
    give_role(by=room.facilitator, seat=Seat.objects.get(name="Lila"), role=SeatRole.NOTETAKER, now=now)
    assert 'value="floor.add"' in text(lila, address(room, "notes/"))
    answer = lila.post(address(room, "do/"), {**form, "op": "floor-0002"})
    assert answer.headers["Location"] == address(room, "notes/")
    assert [turn.name for turn in room.state().floor.waiting] == ["Amal"]
