"""Whoever edits secret ballots, their roll or their sums behind the site's back is named by ``verify_record``."""

from __future__ import annotations

import pytest

from consultations.record.operations import sequence
from consultations.voting.models import Ballot, RollEntry, SealedBallot, Tally
from consultations.voting.operations import audit_sealed, cast_sealed, close_question, seal
from tests.consultations.test_direct_edits import findings
from tests.consultations.voting.conftest import NOW
from tests.consultations.voting.polls import make_poll


@pytest.fixture
def poll(cast, vote):
    """Two ballots, one of them cast anew, and one that was audited."""
    poll = make_poll(cast, vote)
    for number, choice, act in (
        (0, [1], cast_sealed),
        (1, [3], audit_sealed),
        (1, [2], cast_sealed),
        (0, [2], cast_sealed),
    ):
        entry = poll.entry(number)
        sealed = seal(entry=entry, question=poll.question, choice=choice, now=NOW)
        act(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)
    sequence(now=NOW)
    return poll


def test_an_honest_vote_is_verified_while_open_and_when_it_is_counted(cast, poll):
    assert findings() == set()
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    sequence(now=NOW)
    assert findings() == set()


def test_what_a_ballot_holds_cannot_be_changed(poll):
    sealed = SealedBallot.objects.order_by("pk").first()
    sealed.openings[0]["value"], sealed.openings[1]["value"] = 1, 0
    sealed.save()
    assert findings() == {f"voting_sealedballot {sealed.pk}"}


def test_a_ballot_cannot_be_put_in_the_place_of_another(poll):
    first, second = SealedBallot.objects.order_by("pk")
    SealedBallot.objects.filter(pk=first.pk).update(body=second.body)
    assert findings() == {f"voting_sealedballot {first.pk}"}


def test_a_place_on_the_roll_cannot_be_given_to_somebody_else(poll):
    RollEntry.objects.filter(position=5).update(digest="ff" * 32)
    assert findings() == {f"voting_rollentry of {poll.question.subject}"}


def test_a_ballot_cannot_be_taken_out(poll):
    ballot = Ballot.objects.filter(state="standing").order_by("pk").first()
    ballot.delete()
    assert f"voting_ballot of voting_question {poll.question.pk}" in findings()


@pytest.mark.parametrize("change", [{"winners": ["1"]}, {"ballots": 3}, {"sha256": "00" * 32}, {"count": {}}])
def test_a_count_cannot_be_changed(cast, poll, change):
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    sequence(now=NOW)
    tally = Tally.objects.get()
    Tally.objects.filter(pk=tally.pk).update(**change)
    assert f"voting_tally {tally.pk}" in findings()
