"""Speaking in turn as pages with forms; what is stored about a person for it, and how it goes."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from realtime.domain.activity import Activity
from realtime.domain.state import reduce
from realtime.models import RoomEvent
from realtime.operations.erase import erase_seats
from realtime.operations.join import join
from realtime.queries.log import happening, prepared_room
from tests.cast import Cast
from tests.realtime.rooms import TestRoom, make_room
from tests.realtime.test_pages import address, chidi, send

__all__ = ["chidi"]
AGENDA = (Activity("talk", "speak", "Talk", "What do you say?", settings={"seconds_each": 90}),)


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


@pytest.fixture
def hall(cast: Cast, now) -> TestRoom:
    room = make_room(cast.chidi, now, AGENDA)
    room.lead("room.open")
    room.lead("activity.open", activity="talk")
    return room


@pytest.fixture
def guest(hall: TestRoom) -> Client:
    return guest_of(hall)


def guest_of(room: TestRoom) -> Client:
    client = Client()
    client.post(address(room, "join/"), {"name": ""})
    return client


def shown(client: Client, room: TestRoom, page: str = "") -> str:
    return client.get(address(room, page)).content.decode()


def test_the_floor_by_forms_from_asking_to_having_spoken(hall, guest, chidi):
    assert send(guest, hall, "floor.ask", activity="talk", name="Mira Canary").status_code == 302
    other = guest_of(hall)
    send(other, hall, "floor.ask", activity="talk", name="")
    assert ("You are next." in shown(guest, hall), "You are number 2 in the order." in shown(other, hall)) == (
        True,
        True,
    )
    assert "canary" not in (shown(other, hall) + shown(Client(), hall, "projector/")).lower()
    assert "Mira Canary" in shown(chidi, hall, "facilitate/")
    send(chidi, hall, "floor.call", page="facilitate", activity="talk", ticket=0)
    assert "It is your turn. Please speak." in shown(guest, hall)
    assert "Speaking now: Mira Canary" in shown(other, hall)
    assert "Mira Canary" in shown(Client(), hall, "projector/")
    send(chidi, hall, "floor.pause", page="facilitate", activity="talk")
    assert "The interpreter is speaking. The time stands still.</p>" in shown(other, hall)
    send(guest, hall, "floor.leave", activity="talk")
    assert "canary" not in (shown(other, hall) + shown(chidi, hall, "facilitate/")).lower()
    send(chidi, hall, "activity.close", page="facilitate", activity="talk")
    send(chidi, hall, "room.close", page="facilitate")
    minutes = shown(Client(), hall, "minutes/")
    assert ("People who spoke: 1." in minutes, "canary" in minutes.lower()) == (True, False)


def test_names_for_the_floor_are_forgotten_when_the_session_is_over_and_people_stay_counted(hall):
    for name in ("Canary One", "Canary Two", "CANARY ONE"):
        hall.lead("floor.add", activity="talk", name=name, shown=1)
        hall.lead("floor.call", activity="talk", ticket=0)
    hall.act(hall.guest(), "floor.ask", activity="talk", name="Canary Three")
    assert "canary" in str(list(RoomEvent.objects.values_list("data", flat=True))).lower()
    before = hall.state().floor.spoken
    hall.lead("activity.close", activity="talk")
    hall.lead("room.close")
    log = list(RoomEvent.objects.order_by("seq"))
    assert "canary" not in str([each.data for each in log]).lower()
    replayed = reduce(prepared_room(hall.session), [happening(each) for each in log])
    assert (len(before), len({each.who for each in replayed.floor.spoken})) == (2, 2)
    assert "People who spoke: 2." in shown(Client(), hall, "minutes/")


def test_a_name_that_is_too_long_is_refused_in_words(hall, guest):
    answer = send(guest, hall, "floor.ask", activity="talk", name="x" * 41)
    assert (answer.status_code, "This is too long. Make it shorter." in answer.content.decode()) == (422, True)


def test_a_person_who_deletes_the_account_leaves_the_floor_and_the_log(hall, cast, now):
    seat, _ = join(session=hall.session, actor=cast.amina, now=now)
    hall.act(seat, "floor.ask", activity="talk", name="canary 0611")
    hall.lead("floor.call", activity="talk", ticket=0)
    hall.act(hall.guest(), "floor.ask", activity="talk", name="Adnan")
    assert hall.state().floor.speaking
    with transaction.atomic():
        erase_seats(cast.amina, texts=False, now=now)
    floor = hall.state().floor
    assert (floor.speaking, [turn.name for turn in floor.waiting]) == (None, ["Adnan"])
    assert "canary" not in str(list(RoomEvent.objects.values_list("data", flat=True)))


SLIDES = [
    {"title": "The line", "text": "Every ten minutes <b>now</b>."},
    {"title": "The cost", "picture": "/media/a.png", "alt": "A bus", "video": "/media/a.mp4", "transcript": "Hello."},
    {"title": "What comes next"},
]
FACTS = Activity("facts", "inform", "Facts", settings={"slides": SLIDES, "questions": True, "visible": "at_once"})
GROUPS = Activity("groups", "breakouts", "Groups", "What next?", settings={"how": "choose", "count": 2})


def opened(cast: Cast, now, activity: Activity) -> TestRoom:
    room = make_room(cast.chidi, now, (activity,))
    room.lead("room.open")
    room.lead("activity.open", activity=activity.id)
    return room


def test_slides_and_questions_by_forms(cast, now, chidi):
    room = opened(cast, now, FACTS)
    asker, other = guest_of(room), guest_of(room)
    page = shown(asker, room)
    assert ("Slide 1 of 3" in page, "Every ten minutes &lt;b&gt;now&lt;/b&gt;." in page) == (True, True)
    assert '<article class="live-slide stack" data-slide="2" hidden>' in page
    send(chidi, room, "slide.show", page="facilitate", activity="facts", slide=2)
    page = shown(other, room)
    assert ("Slide 2 of 3" in page, '<article class="live-slide stack" data-back="1" >' in page) == (True, True)
    assert '<article class="live-slide stack" data-back="3" hidden>' in page
    send(asker, room, "note.add", activity="facts", text="Who pays?")
    note = RoomEvent.objects.get(type="note.added").seq
    answer = send(asker, room, "question.support", activity="facts", note=note, count=1)
    assert (answer.status_code, "This is your own question." in answer.content.decode()) == (422, True)
    send(other, room, "question.support", activity="facts", note=note, count=1)
    assert "Upvotes: 1" in shown(Client(), room, "projector/")
    assert 'aria-pressed="true"' in shown(other, room)
    send(chidi, room, "question.mark", page="facilitate", activity="facts", note=note, state="now")
    assert '<li class="live-question live-question--now"' in shown(asker, room)
    send(chidi, room, "question.mark", page="facilitate", activity="facts", note=note, state="open")
    for command in ("activity.close", "room.close"):
        send(chidi, room, command, page="facilitate", activity="facts")
    minutes = shown(Client(), room, "minutes/")
    assert ("A question without an answer yet" in minutes, "Upvotes: 1" in minutes) == (True, True)
    form = {f"{note}-chosen": "yes", f"{note}-title": "Who pays?", f"{note}-body": "One person upvoted it."}
    assert chidi.post(address(room, "results/"), form).status_code == 302


def test_groups_by_forms_and_what_did_not_report_is_in_no_file(cast, now, chidi):
    room = opened(cast, now, GROUPS)
    writer, mate, other = (guest_of(room) for _ in range(3))
    assert "The groups are being formed." in shown(writer, room)
    send(chidi, room, "groups.form", page="facilitate", activity="groups", count=2)
    for client, group in ((writer, 1), (mate, 1), (other, 2)):
        send(client, room, "group.join", activity="groups", group=group)
    send(writer, room, "group.write", activity="groups", text="canary 0611")
    send(other, room, "group.write", activity="groups", text="Benches")
    pages = [shown(client, room) for client in (writer, mate, other, Client())]
    assert ["canary" in page for page in (*pages, shown(Client(), room, "projector/"))] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert "canary 0611" in shown(chidi, room, "facilitate/")
    assert "canary" not in Client().get(address(room, "events?after=-1")).content.decode()
    assert "canary" not in Client().get(address(room, "events?after=0")).content.decode()
    send(chidi, room, "group.report", page="facilitate", activity="groups", group=2)
    assert "Benches" in shown(Client(), room, "projector/")
    for command in ("activity.close", "room.close"):
        send(chidi, room, command, page="facilitate", activity="groups")
    files = ("minutes/", "session.json", "notes.csv", "results.csv")
    told = [chidi.get(address(room, file)).getvalue() for file in files]
    assert [b"canary" in each for each in told] == [False] * 4
    assert b"canary" not in chidi.get(address(room, "results/")).content
    assert [b"Benches" in each for each in told] == [True, True, True, True]


@pytest.mark.parametrize("reported", [0, 1])
def test_words_written_for_a_group_go_with_the_account(cast, now, reported):
    room = opened(cast, now, GROUPS)
    seat, _ = join(session=room.session, actor=cast.amina, now=now)
    room.lead("groups.form", activity="groups", count=2)
    room.act(seat, "group.join", activity="groups", group=1)
    room.act(seat, "group.write", activity="groups", text="canary 0611")
    room.lead("group.report", activity="groups", group=reported)
    with transaction.atomic():
        erase_seats(cast.amina, texts=True, now=now)
    assert "canary" not in str(list(RoomEvent.objects.values_list("data", flat=True))) + str(room.state())
