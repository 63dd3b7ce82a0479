"""The room as pages with forms: all of it without JavaScript, refusals in words, nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from consultations.deliberation.models import Contribution
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.record.models import Event
from realtime.models import HandedOver, RoomEvent, Seat, Session
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.cast import Cast
from tests.realtime.rooms import AGENDA, TestRoom, make_consultation


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """Pages read what was committed; here each test is one transaction."""


def address(room: TestRoom, page: str = "") -> str:
    return f"/live/{room.session.code}/{page}"


@pytest.fixture
def guest(collecting: TestRoom) -> Client:
    client = Client()
    client.post(address(collecting, "join/"), {"name": "Mira"})
    return client


@pytest.fixture
def chidi(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.chidi)
    return client


def send(client: Client, room: TestRoom, command: str, **fields: object):
    fields.setdefault("op", f"form-{RoomEvent.objects.count():08d}")
    return client.post(address(room, "do/"), {"command": command, **fields})


def test_a_visitor_who_only_looks_gets_no_cookie_and_no_seat(collecting):
    answer = Client().get(address(collecting))
    assert (answer.status_code, list(answer.cookies), Seat.objects.count()) == (200, ["csrftoken"], 1)


def test_the_code_is_read_as_people_type_it(collecting):
    code = collecting.session.code
    for typed in (code.lower(), f" {code[:3]}-{code[3:]} "):
        assert Client().post("/live/", {"code": typed}).headers["Location"] == address(collecting)
    wrong = Client().post("/live/", {"code": "AEIOUY"})
    assert (wrong.status_code, "A code has six letters" in wrong.content.decode()) == (422, True)
    assert Client().get("/live/DDDDDD/").status_code == 404


def test_a_guest_writes_a_note_by_form_and_a_second_press_counts_once(collecting, guest):
    for _ in range(2):
        answer = send(guest, collecting, "note.add", op="form-once", activity="ideas", text="Benches <b>now</b>")
        assert answer.headers["Location"] == address(collecting)
    page = guest.get(address(collecting)).content.decode()
    assert page.count("Benches &lt;b&gt;now&lt;/b&gt;") == 1
    assert "Take it back" in page
    other = Client()
    other.post(address(collecting, "join/"), {"name": "Milo"})
    page = other.get(address(collecting)).content.decode()
    assert ("Benches" in page, "Mira" in page) == (True, False)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("   ", "Write something first."),
        ("x" * 501, "This is too long. Make it shorter."),
        ("a\u202eb", "This holds invisible characters that are not allowed. Type it again."),
    ],
)
def test_a_note_that_cannot_stand_is_refused_in_words_and_kept(collecting, guest, text, sentence):
    answer = send(guest, collecting, "note.add", activity="ideas", text=text)
    page = answer.content.decode()
    assert (answer.status_code, page.count(sentence), f">{text}</textarea>" in page) == (422, 1, True)
    assert RoomEvent.objects.filter(type="note.added").count() == 0


@pytest.mark.parametrize(
    "form", [{}, {"command": "room.burn"}, {"command": "hello", "v": "1"}, {"command": "dots.set"}]
)
def test_a_forged_form_gets_a_sentence(collecting, guest, form):
    answer = guest.post(address(collecting, "do/"), form)
    assert answer.status_code == 422
    assert "This form was not complete. Reload the page and try again." in answer.content.decode()


def test_a_guest_cannot_lead_by_form(collecting, guest):
    answer = send(guest, collecting, "activity.close", activity="ideas")
    assert "Only the facilitator can do this." in answer.content.decode()
    assert collecting.state().current == "ideas"


def test_the_refreshing_page_has_no_form_and_the_page_with_forms_does_not_refresh(collecting, guest):
    reading = guest.get(address(collecting) + "?refresh=15").content.decode()
    writing = guest.get(address(collecting)).content.decode()
    assert ('http-equiv="refresh"' in reading, 'value="note.add"' in reading) == (True, False)
    assert ('http-equiv="refresh"' in writing, 'value="note.add"' in writing) == (False, True)


def test_the_log_by_http_gives_what_is_missing_or_the_whole(collecting, guest):
    send(guest, collecting, "note.add", activity="ideas", text="Benches")
    client = Client()
    missed = client.get(address(collecting, "events?after=2")).json()
    assert missed == {
        "type": "events",
        "events": [{"seq": 3, "type": "note.added", "data": {"activity": "ideas", "text": "Benches"}}],
    }
    for asked in ("after=-1", "after=99", "after=x", ""):
        whole = client.get(address(collecting, f"events?{asked}")).json()
        assert (whole["type"], whole["room"]["seq"]) == ("snapshot", 3)


PAGES = [
    ("", 200, 200, 200),
    ("facilitate/", 403, 403, 200),
    ("projector/", 200, 200, 200),
    ("results/", 403, 403, 403),
    ("minutes/", 403, 403, 403),
]


@pytest.mark.parametrize(("page", "visitor", "resident", "facilitator"), PAGES)
def test_who_sees_which_page_while_the_room_is_open(collecting, cast, page, visitor, resident, facilitator):
    found = []
    for person in (None, cast.amina, cast.chidi):
        client = Client()
        if person:
            client.force_login(person)
        found.append(client.get(address(collecting, page)).status_code)
    assert found == [visitor, resident, facilitator]


def test_only_a_facilitator_prepares_and_only_for_an_open_consultation(cast, now, chidi):
    consultation = make_consultation(now)
    form = {"template": "ideas", "title": "Evening", "question": "What is missing?", "correct_days": 14}
    resident = Client()
    resident.force_login(cast.amina)
    assert resident.post("/consultations/mobility/live/new/", form).status_code == 403
    assert chidi.post("/consultations/mobility/live/new/", {**form, "question": ""}).status_code == 422
    answer = chidi.post("/consultations/mobility/live/new/", form)
    session = Session.objects.get(consultation=consultation)
    assert answer.headers["Location"] == f"/live/{session.code}/agenda/"
    assert [activity["method"] for activity in session.agenda] == ["collect", "group", "prioritise"]
    with pytest.raises(NotAllowed):
        prepare_session(actor=cast.amina, consultation=consultation, title="?", agenda=AGENDA, language="en", now=now)


def finished(room: TestRoom) -> tuple[int, int]:
    """A theme with two notes and three dots, a lone note without; closed."""
    writer, other = room.guest(), room.guest()
    first = room.act(writer, "note.add", activity="ideas", text="Shade").seq
    second = room.act(other, "note.add", activity="ideas", text="Seats").seq
    lone = room.act(other, "note.add", activity="ideas", text="Cheaper tickets").seq
    hidden = room.act(other, "note.add", activity="ideas", text="canary 0611").seq
    room.lead("note.hide", note=hidden, reason="Names a neighbour")
    theme = room.lead("theme.add", title="Waiting").seq
    room.lead("note.place", note=first, theme=theme)
    room.lead("note.place", note=second, theme=theme)
    room.lead("activity.close", activity="ideas")
    room.lead("activity.open", activity="dots")
    room.act(writer, "dots.set", activity="dots", item=theme, count=3)
    room.lead("activity.close", activity="dots")
    room.lead("room.close")
    return theme, lone


def test_results_become_contributions_with_their_origin_once(collecting, cast, now):
    theme, lone = finished(collecting)
    chosen = [Chosen(theme, "Wait in the shade", "Shade\n\nSeats"), Chosen(lone, "Cheaper tickets", "For the young")]
    for _ in range(2):
        made = hand_over(actor=cast.chidi, session=collecting.session, chosen=chosen, now=now)
    assert [(each.kind, each.channel, each.author, each.title) for each in made] == [
        ("session_output", "room", None, "Wait in the shade"),
        ("session_output", "room", None, "Cheaper tickets"),
    ]
    published = Event.objects.filter(type="contribution.published").order_by("position")
    assert [event.data["session"] for event in published] == [collecting.session.subject] * 2
    result = Event.objects.filter(type="session.result").order_by("position").first()
    assert result.data == {
        "activity": "dots",
        "contribution": made[0].subject,
        "notes": 2,
        "dots": 3,
        "participants": 1,
    }
    page = Client().get(f"/contributions/{made[0].pk}/").content.decode()
    assert f"/live/{collecting.session.code}/minutes/" in page
    minutes = Client().get(address(collecting, "minutes/")).content.decode()
    assert (minutes.count("Names a neighbour"), "canary" in minutes, "Entered the consultation" in minutes) == (
        1,
        False,
        True,
    )


def test_handing_over_is_refused_to_a_stranger_and_all_or_nothing(collecting, cast, now, chidi):
    theme, lone = finished(collecting)
    for person in (cast.amina, cast.gezim):
        with pytest.raises(NotAllowed):
            hand_over(actor=person, session=collecting.session, chosen=[Chosen(theme, "A", "B")], now=now)
    form = {f"{theme}-chosen": "yes", f"{theme}-title": "Good", f"{theme}-body": "Words"}
    broken = {**form, f"{lone}-chosen": "yes", f"{lone}-title": "Cheaper", f"{lone}-body": ""}
    answer = chidi.post(address(collecting, "results/"), broken)
    page = answer.content.decode()
    assert (answer.status_code, 'value="Good"' in page, f'href="#id-{lone}-body"' in page) == (422, True, True)
    assert (Contribution.objects.count(), HandedOver.objects.count()) == (0, 0)
    assert chidi.post(address(collecting, "results/"), {}).status_code == 422
    assert chidi.post(address(collecting, "results/"), form).status_code == 302
    assert HandedOver.objects.count() == 1


def test_an_account_keeps_one_seat_and_a_cookie_of_one_room_is_nothing_in_another(collecting, cast, now, guest):
    seats = {join(session=collecting.session, actor=cast.amina, now=now)[0].pk for _ in range(3)}
    assert len(seats) == 1
    other = prepare_session(
        actor=cast.chidi,
        consultation=collecting.session.consultation,
        title="Another",
        agenda=AGENDA,
        language="en",
        now=now,
    )
    guest.cookies[f"seat_{other.code}"] = guest.cookies[f"seat_{collecting.session.code}"].value
    assert "Join the session" in guest.get(f"/live/{other.code}/").content.decode()
    assert Participant.objects.filter(seats__isnull=False).distinct().count() == 2
