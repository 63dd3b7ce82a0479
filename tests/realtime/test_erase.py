"""Deleting an account takes the person out of the rooms, and their words where they ask for it."""

from __future__ import annotations

import pytest
from django.db import transaction

from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import delete_account
from realtime.models import RoomEvent, Seat
from realtime.operations.erase import erase_seats, held_about
from realtime.operations.join import join
from realtime.queries.log import prepared_room
from tests.realtime.rooms import TestRoom


@pytest.mark.parametrize("texts", [True, False])
def test_seats_are_emptied_and_words_leave_the_log_on_request(collecting: TestRoom, cast, now, texts):
    seat, _ = join(session=collecting.session, actor=cast.amina, now=now, name="Amina of the ninth floor")
    collecting.act(seat, "note.add", activity="ideas", text="canary 0611")
    other = collecting.act(collecting.guest(), "note.add", activity="ideas", text="Benches").seq
    assert [row["notes"] for row in held_about(cast.amina)] == [["canary 0611"]]
    with transaction.atomic():
        erase_seats(cast.amina, texts=texts, now=now)
    assert held_about(cast.amina) == []
    assert list(Seat.objects.filter(pk=seat.pk).values_list("participant", "name")) == [(None, "")]
    board = [note.text for note in collecting.state().board()]
    everything = str(list(RoomEvent.objects.values_list("data", flat=True)))
    assert (board, "canary" in everything) == ((["Benches"], False) if texts else (["canary 0611", "Benches"], True))
    assert prepared_room(collecting.session).seq == 0
    assert other == 4


def test_a_person_reads_which_dots_and_answers_they_gave(collecting: TestRoom, cast, now):
    seat, _ = join(session=collecting.session, actor=cast.amina, now=now)
    note = collecting.act(seat, "note.add", activity="ideas", text="Benches").seq
    collecting.lead("activity.close", activity="ideas")
    for activity, command, given in (
        ("dots", "dots.set", {"item": note, "count": 2}),
        ("hours", "answer.give", {"choices": (1, 3)}),
    ):
        collecting.lead("activity.open", activity=activity)
        assert collecting.act(seat, command, activity=activity, **given).seq
        collecting.lead("activity.close", activity=activity)
    [row] = held_about(cast.amina)
    assert (row["dots"], row["answers"]) == ({"Benches": 2}, {"When could you?": ["Morning", "مساءً"]})


def test_a_request_that_began_before_the_account_was_deleted_takes_no_seat(collecting: TestRoom, cast, now):
    delete_account(actor=cast.amina, texts=False, now=now)
    assert cast.amina.is_active, "as the request read her"
    with pytest.raises(NotAllowed, match="closed"):
        join(session=collecting.session, actor=cast.amina, now=now, name="Amina of the ninth floor")
    assert "ninth" not in str(list(Seat.objects.values()))
