"""Messages after a session: to accounts that took part, and to guests who wished it and confirmed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from consultations.decisions.enums import Outcome
from consultations.decisions.operations import give_disposition
from consultations.deliberation.models import Contribution
from consultations.following.models import Announcement
from consultations.following.operations.announce import QUIET, announce
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from consultations.people.operations.letters import send_letters
from consultations.people.queries.messages import written
from realtime.models import GuestLetter, Listener, Seat
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.join import join
from realtime.operations.listen import ask_to_hear, confirm_hearing
from realtime.operations.people import remove
from realtime.operations.tell import send_guest_letters
from tests.realtime.rooms import TestRoom
from tests.realtime.test_pages import address
from tests.realtime.test_place_pages import seated, text


@pytest.fixture
def later() -> datetime:
    """Pages know no other time than the clock's."""
    return timezone.now() + timedelta(minutes=1)


def brought(room: TestRoom, cast, now) -> list[Contribution]:
    notes = [room.act(room.guest(), "note.add", activity="ideas", text=words).seq for words in ("Shade", "Seats")]
    room.lead("activity.close", activity="ideas")
    room.lead("room.close")
    chosen = [Chosen(note, f"Result {note}", "So that people wait.") for note in notes]
    return [
        *hand_over(actor=cast.chidi, session=room.session, chosen=chosen[:1], now=now),
        *hand_over(actor=cast.chidi, session=room.session, chosen=chosen, now=now),
    ]


def link_in(letter: mail.EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/(?:ar/)?live/hear/\S+)", letter.body)[1]


def asked(client: Client, room: TestRoom, later: datetime, email: str = "lila@example.org") -> str:
    """The link in the letter that asks whether the guest wants more."""
    client.post(address(room, "hear/"), {"email": email})
    assert send_guest_letters(now=later) == 1
    return link_in(mail.outbox[-1])


def test_a_guest_asks_confirms_and_is_told_once_in_their_language(collecting, cast, later):
    lila = seated(collecting, name="Lila")
    here = f"/ar{address(collecting, 'hear/')}"
    assert lila.post(here, {"email": "nobody"}).status_code == 422
    lila.post(here, {"email": "lila@example.org"})
    send_guest_letters(now=later)
    [letter] = mail.outbox
    assert (letter.to, letter.extra_headers["Content-Language"]) == (["lila@example.org"], "ar")
    link = link_in(letter)
    for _ in range(2):
        assert Client().get(link).status_code == 200
    assert Listener.objects.get().confirmed_at is None, "looking at the link changes nothing"
    Client().post(link, {"act": "confirm"})
    made = brought(collecting, cast, later)
    for _ in range(2):
        send_guest_letters(now=later)
    assert len(mail.outbox) == 2
    told = mail.outbox[1].body
    assert [each.get_absolute_url() in told for each in made[1:]] == [True, True]
    assert "Lila" not in told


def test_who_does_not_confirm_is_written_to_once_and_forgotten(collecting, cast, later):
    asked(seated(collecting, name="Lila"), collecting, later)
    brought(collecting, cast, later)
    send_guest_letters(now=later)
    assert len(mail.outbox) == 1
    send_guest_letters(now=later + timedelta(days=8))
    assert (Listener.objects.count(), GuestLetter.objects.count(), len(mail.outbox)) == (0, 0, 1)


@pytest.mark.parametrize("form", [{"act": "stop"}, {"List-Unsubscribe": "One-Click"}])
def test_stopping_deletes_the_address(collecting, cast, later, form):
    link = asked(seated(collecting, name="Lila"), collecting, later)
    Client().post(link, {"act": "confirm"})
    assert Client(enforce_csrf_checks=True).post(link, form).status_code == 200
    brought(collecting, cast, later)
    send_guest_letters(now=later)
    assert (Listener.objects.count(), len(mail.outbox), Client().get(link).status_code) == (0, 1, 404)


def test_who_confirms_late_is_told_at_once(collecting, cast, later):
    link = asked(seated(collecting, name="Lila"), collecting, later)
    brought(collecting, cast, later)
    Client().post(link, {"act": "confirm"})
    assert send_guest_letters(now=later) == 1


def test_an_answer_is_told_to_guests_with_its_reason(collecting, cast, later, django_assert_max_num_queries):
    seats = [collecting.guest() for _ in range(5)]
    made = brought(collecting, cast, later)
    for number in range(5):
        listener = ask_to_hear(seat=seats[number], email=f"g{number}@example.org", language="en", now=later)
        confirm_hearing(listener=listener, now=later)
    Announcement.objects.create(consultation=made[0].consultation, until=0, at=later, told_at=later)
    give_disposition(
        actor=cast.dana, contribution=made[0], outcome=Outcome.NOT_ADOPTED, reason="No trees there.", now=later
    )
    send_guest_letters(now=later)
    mail.outbox.clear()
    for _ in range(2):
        announce(now=later + QUIET)
    with django_assert_max_num_queries(40):
        assert send_guest_letters(now=later + QUIET) == 5
    assert {letter.to[0] for letter in mail.outbox} == {f"g{number}@example.org" for number in range(5)}
    assert all("No trees there." in letter.body for letter in mail.outbox)
    assert all("List-Unsubscribe" in letter.extra_headers for letter in mail.outbox)


def test_accounts_that_took_part_are_told_once_and_others_not(collecting, cast, now, later):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    join(session=collecting.session, actor=cast.besnik, now=now)
    collecting.act(amina, "note.add", activity="ideas", text="Water")
    made = brought(collecting, cast, later)
    [notice] = Notice.objects.select_related("participant")
    assert (notice.participant, notice.subject) == (cast.amina, "Results of a live session: Ideas for the bus line")
    words = written([notice])[notice.pk]
    assert [each.title in words.text and each.title in words.html for each in made[1:]] == [True, True]
    assert send_letters(now=later) == 1


def test_who_may_not_ask(collecting, cast, now):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    removed = collecting.guest()
    remove(by=collecting.facilitator, seat=removed, reason="Threatens people.", now=now)
    for seat in (amina, removed):
        with pytest.raises(NotAllowed):
            ask_to_hear(seat=seat, email="a@example.org", language="en", now=now)
    assert "Join the session first" in text(Client(), address(collecting, "hear/"))
    lila = seated(collecting, name="Lila")
    for _ in range(4):
        answer = lila.post(address(collecting, "hear/"), {"email": "lila@example.org"})
    assert (answer.status_code, GuestLetter.objects.count()) == (422, 3)
    assert Client().get("/live/hear/forged:token/").status_code == 404


def test_the_address_goes_with_the_seat_to_nobody(collecting, cast, later):
    """An account is told by its own e-mail; the guest's address is not kept beside it."""
    lila = seated(collecting, name="Lila")
    asked(lila, collecting, later)
    lila.force_login(cast.amina)
    lila.get(address(collecting))
    assert (Seat.objects.get(name="Lila").participant, Listener.objects.count()) == (cast.amina, 0)
