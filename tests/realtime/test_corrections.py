"""Corrections of the minutes: whoever took part, within the days stated; each is answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.enums import CorrectionState
from realtime.models import Correction, Seat, Session
from realtime.operations.correct import answer_correction, propose_correction
from realtime.operations.erase import erase_seats, held_about
from realtime.operations.join import join
from realtime.operations.people import remove
from tests.realtime.rooms import TestRoom
from tests.realtime.test_pages import address
from tests.realtime.test_place_pages import seated


@pytest.fixture
def guest(collecting: TestRoom) -> Seat:
    """Of a session that is closed."""
    seat = collecting.guest()
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    return seat


def test_who_took_part_proposes_and_the_facilitator_answers_once(guest, cast, now):
    first, second = (propose_correction(seat=guest, text=f"It was {n}.", now=now) for n in (1, 2))
    assert (first.number, second.number, first.state) == (1, 2, CorrectionState.PROPOSED)
    with pytest.raises(NotAllowed):
        answer_correction(actor=cast.amina, correction=first, accept=True, answer="", now=now)
    with pytest.raises(Unfit):
        answer_correction(actor=cast.chidi, correction=first, accept=False, answer=" ", now=now)
    assert answer_correction(actor=cast.chidi, correction=first, accept=True, answer="", now=now).decided_at == now
    answer_correction(actor=cast.chidi, correction=second, accept=False, answer="Nobody said so.", now=now)
    with pytest.raises(NotAllowed, match="already"):
        answer_correction(actor=cast.chidi, correction=second, accept=True, answer="", now=now)
    rows = Correction.objects.values_list("text", "state", "answer")
    assert list(rows) == [("It was 1.", "accepted", ""), ("It was 2.", "declined", "Nobody said so.")]


@pytest.mark.parametrize(("later", "stands"), [(timedelta(days=14, seconds=-1), True), (timedelta(days=14), False)])
def test_after_the_time_the_minutes_are_final(guest, now, later, stands):
    if stands:
        assert propose_correction(seat=guest, text="Three.", now=now + later).pk
    else:
        with pytest.raises(NotAllowed, match="final"):
            propose_correction(seat=guest, text="Three.", now=now + later)


@pytest.mark.parametrize("text", ["  \n ", "x" * 1001])
def test_a_correction_needs_words_and_not_too_many(guest, now, text):
    with pytest.raises(Unfit):
        propose_correction(seat=guest, text=text, now=now)


def test_who_was_removed_and_who_has_proposed_enough_propose_nothing(collecting: TestRoom, now):
    removed, keen = collecting.guest(), collecting.guest()
    remove(by=collecting.facilitator, seat=removed, reason="Threatens people.", now=now)
    with pytest.raises(NotAllowed, match="when the session closes"):
        propose_correction(seat=keen, text="Early.", now=now)
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    with pytest.raises(NotAllowed, match="Only those who took part"):
        propose_correction(seat=removed, text="No.", now=now)
    for number in range(10):
        propose_correction(seat=keen, text=f"{number}", now=now)
    with pytest.raises(NotAllowed, match="enough"):
        propose_correction(seat=keen, text="11", now=now)


def page_of(client: Client, room: TestRoom) -> str:
    return client.get(address(room, "minutes/")).content.decode()


def test_a_correction_goes_from_the_minutes_to_its_answer_by_forms(
    collecting: TestRoom, cast, django_assert_max_num_queries
):
    lila, chidi = seated(collecting, name="Lila"), seated(collecting, cast.chidi)
    collecting.now = timezone.now()
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    here = address(collecting, "corrections/")
    answer = lila.post(here, {"act": "propose", "text": " "})
    assert (answer.status_code, "Write something first." in answer.content.decode()) == (422, True)
    lila.post(here, {"act": "propose", "text": "It was <three> benches."})
    stranger = Client()
    assert stranger.post(here, {"act": "propose", "text": "No."}).status_code == 403
    for client in (stranger, lila):
        assert client.post(here, {"act": "accept", "number": "1"}).status_code == 403
    page = page_of(stranger, collecting)
    assert ("It was &lt;three&gt; benches." in page, "Lila" in page, "Proposed" in page) == (True, False, True)
    refused = chidi.post(here, {"act": "decline", "number": "1", "answer": ""}).content.decode()
    assert "Write the reason. Everybody can read it." in refused
    chidi.post(here, {"act": "decline", "number": "1", "answer": "Two were shown."})
    with django_assert_max_num_queries(22):
        page = page_of(stranger, collecting)
    assert [words in page for words in ("Declined", "Two were shown.", "It was &lt;three&gt; benches.")] == [True] * 3
    Session.objects.update(closed_at=timezone.now() - timedelta(days=15))
    page = page_of(lila, collecting)
    assert ("These minutes are final." in page, "Propose the correction" in page) == (True, False)


def test_words_of_a_correction_are_erased_with_the_account(collecting: TestRoom, cast, now):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    propose_correction(seat=amina, text="canary 0611", now=now)
    assert [row["corrections"] for row in held_about(cast.amina)] == [["canary 0611"]]
    with transaction.atomic():
        erase_seats(cast.amina, texts=True, now=now)
    assert list(Correction.objects.values_list("seat", "text")) == [(None, "")]
    assert "canary" not in page_of(Client(), collecting)
