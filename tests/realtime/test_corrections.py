"""Corrections of the minutes: whoever took part, within the days stated; each is answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.enums import CorrectionState
from realtime.models import Correction, Seat
from realtime.operations.correct import answer_correction, propose_correction
from realtime.operations.people import remove
from tests.realtime.rooms import TestRoom


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
