"""Names in groups are for those who lead, on their page alone; note-takers write for any group."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from consultations.record.models import Event, ReceiptCode
from realtime.commands.groups import WriteForGroup
from realtime.domain.activity import Activity
from realtime.domain.public import led_happening, led_room, mine, public_happening, public_room
from realtime.domain.rules import Refused
from realtime.enums import SeatRole, SeatState
from realtime.models import RoomEvent, Seat
from realtime.operations.enter import enter_note
from realtime.operations.people import give_role
from realtime.queries.log import happening
from tests.cast import Cast
from tests.realtime.rooms import TestRoom, make_room
from tests.realtime.test_entries import code_on, follow
from tests.realtime.test_pages import address, send
from tests.realtime.test_place_pages import seat_of, seated, text

TEXTS = [{"name": "Buses"}, {"name": "Bicycles"}]
AGENDA = (
    Activity("talk", "breakouts", "Tables", "Which stops?", settings={"how": "choose", "count": 2, "texts": TEXTS}),
    Activity("again", "breakouts", "By chance", settings={"how": "chance", "count": 2}),
)
FORM = {"command": "group.write", "op": "entry-0001", "activity": "talk", "text": "Shade <at> the depot", "group": "2"}


@pytest.fixture
def hall(cast: Cast, now) -> TestRoom:
    room = make_room(cast.chidi, now, AGENDA)
    room.lead("room.open")
    room.lead("activity.open", activity="talk")
    room.lead("groups.form", activity="talk", count=2)
    return room


@pytest.fixture
def chidi(hall: TestRoom, cast: Cast) -> Client:
    return seated(hall, cast.chidi)


@pytest.fixture
def writer(hall: TestRoom, now) -> Client:
    return with_role(hall, "Lila", SeatRole.NOTETAKER, now)


def with_role(hall: TestRoom, name: str, role: SeatRole, now) -> Client:
    client = seated(hall, name=name)
    give_role(by=hall.facilitator, seat=seat_of(hall, name), role=role, now=now)
    return client


def come_in(hall: TestRoom, name: str, group: int) -> Client:
    client = seated(hall, name=name)
    send(client, hall, "group.join", activity="talk", group=group)
    return client


def names(client: Client, hall: TestRoom) -> dict:
    answer = client.get(address(hall, "groups.json"))
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    return answer.json()


def test_those_who_lead_read_who_sits_in_which_group(hall, chidi, now, django_assert_max_num_queries):
    for name, group in (("Amal <b>", 2), ("", 1), ("Otter 7", 2)):
        come_in(hall, name, group)
    helper = with_role(hall, "Noor", SeatRole.COFACILITATOR, now)
    for client in (chidi, helper):
        assert names(client, hall) == {"step": "talk", "groups": {"2": [[1, "Amal <b>"], [3, "Otter 7"]]}}
        page = text(client, address(hall, "facilitate/"))
        assert "<span>1</span> <bdi>Amal &lt;b&gt;</bdi>" in page
    hall.lead("group.move", activity="talk", number=1, group=1)
    Seat.objects.filter(name="Otter 7").update(state=SeatState.LEFT)
    assert names(chidi, hall)["groups"] == {"1": [[1, "Amal <b>"]]}
    with django_assert_max_num_queries(8):
        names(chidi, hall)


def test_an_accounts_name_is_the_one_that_they_chose(hall, chidi, cast):
    amina = seated(hall, cast.amina)
    send(amina, hall, "group.join", activity="talk", group=1)
    assert names(chidi, hall)["groups"] == {"1": [[1, cast.amina.pseudonym]]}
    amina.post(address(hall, "name/"), {"name": "Amina of bus 9"})
    assert names(chidi, hall)["groups"] == {"1": [[1, "Amina of bus 9"]]}


def test_names_are_in_no_stream_no_log_no_record_and_no_other_page(hall, writer, cast):
    guest = come_in(hall, "Canary0611", 1)
    mate = come_in(hall, "Mira", 1)
    seat = seat_of(hall, "Canary0611")
    moderator = seated(hall, cast.edon)
    for client in (guest, mate, writer, moderator, Client()):
        assert client.get(address(hall, "groups.json")).status_code == 403
        assert client.get(address(hall, "facilitate/")).status_code == 403
    pages = [text(client, address(hall, page)) for client in (mate, Client()) for page in ("", "projector/")]
    room = hall.state()
    log = [happening(event) for event in RoomEvent.objects.order_by("seq")]
    streams = [public_room(room), led_room(room), mine(room, hall.facilitator.pk), mine(room, seat.pk)]
    streams += [told(each, room) for each in log for told in (public_happening, led_happening)]
    stored = [list(RoomEvent.objects.values("type", "data")), list(Event.objects.values())]
    assert "Canary0611" not in json.dumps([pages, streams]) + str(stored)


def test_names_are_shown_while_the_step_runs(hall, chidi):
    come_in(hall, "Otter 7", 1)
    hall.lead("activity.close", activity="talk")
    assert names(chidi, hall) == {"step": "", "groups": {}}
    assert "Otter 7" not in text(chidi, address(hall, "facilitate/"))


def test_a_note_taker_writes_into_the_group_that_they_choose(hall, writer, chidi):
    member, other = come_in(hall, "Otter 7", 2), come_in(hall, "Mira", 1)
    page = text(writer, address(hall, "notes/"))
    assert ('<option value="2">Bicycles</option>' in page, 'value="group.write"' in page) == (True, True)
    answer = writer.post(address(hall, "notes/"), {**FORM, "language": "ar"})
    page = answer.content.decode()
    assert (answer.status_code, 'class="slip"' in page) == (200, True)
    assert '<option value="2" selected>Bicycles</option>' in page, "the next note is often of the same group"
    groups = hall.state().groups["talk"]
    assert (list(groups.notes.values()), groups.sizes) == ([2], [1, 1])
    words = "Shade &lt;at&gt; the depot"
    assert [words in text(each, address(hall)) for each in (member, other)] == [True, False]
    assert words in text(chidi, address(hall, "facilitate/"))
    assert "Shade <at> the depot" in follow(code_on(page))
    hall.lead("group.report", activity="talk", group=2)
    assert [note.text for note in hall.state().board()] == ["Shade <at> the depot"]
    assert '<option value="2"' not in text(writer, address(hall, "notes/"))
    again = writer.post(address(hall, "notes/"), {**FORM, "op": "entry-0002", "language": "en"})
    assert (again.status_code, 'href="#id_group"' in again.content.decode()) == (422, True)


def test_what_is_written_for_a_group_is_read_by_no_other_note_taker(hall, writer, now):
    writer.post(address(hall, "notes/"), {**FORM, "language": "en"})
    other = with_role(hall, "Milo", SeatRole.NOTETAKER, now)
    helper = with_role(hall, "Noor", SeatRole.COFACILITATOR, now)
    clients = (writer, other, helper)
    assert ["Shade" in text(each, address(hall, "notes/")) for each in clients] == [True, False, True]
    hall.lead("group.report", activity="talk", group=2)
    assert "Shade" in text(other, address(hall, "notes/"))


def test_it_is_taken_back_for_its_person(hall, writer):
    writer.post(address(hall, "notes/"), {**FORM, "language": "en"})
    [note] = hall.state().notes.values()
    form = {"command": "note.withdraw", "op": "entry-0002", "seat": note.seat, "note": note.id}
    assert writer.post(address(hall, "notes/"), form).status_code == 302
    assert hall.state().notes[note.id].state == "withdrawn"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"group": "0"}, "Choose the group."), ({"group": "3"}, "There is no such group."), ({"text": " "}, "Write some")],
)
def test_what_does_not_fit_is_said_and_leaves_no_seat_and_no_code(hall, writer, wrong, sentence):
    answer = writer.post(address(hall, "notes/"), {**FORM, "language": "en", **wrong})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert "text" in wrong or "Shade &lt;at&gt; the depot" in answer.content.decode()
    assert (Seat.objects.filter(entered_by__isnull=False).count(), ReceiptCode.objects.count()) == (0, 0)
    assert hall.state().notes == {}


def test_nobody_writes_into_a_group_that_is_not_theirs(hall, now):
    come_in(hall, "Otter 7", 1)
    for seat in (seat_of(hall, "Otter 7"), hall.facilitator):
        refused = hall.act(seat, "group.write", activity="talk", text="Mine", group=2).refused
        assert refused is not None
        assert refused.code == "not_notetaker"
    assert hall.state().notes == {}


def test_groups_that_are_not_formed_yet_take_no_notes(hall, writer, now):
    hall.lead("activity.close", activity="talk")
    hall.lead("activity.open", activity="again")
    page = text(writer, address(hall, "notes/"))
    assert ("The groups are being formed." in page, 'value="group.write"' in page) == (True, False)
    note = WriteForGroup(op="entry-0009", activity="again", text="Shade", group=1)
    with pytest.raises(Refused):
        enter_note(by=seat_of(hall, "Lila"), note=note, name="", language="en", now=now)
    hall.lead("groups.form", activity="again", count=2)
    assert enter_note(by=seat_of(hall, "Lila"), note=note, name="", language="en", now=now).code
    assert list(hall.state().groups["again"].notes.values()) == [1]
