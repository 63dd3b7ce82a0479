"""What else an operator could try with a secret ballot, and what the verifier says to it."""

from __future__ import annotations

import json

import pytest

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import opening
from consultations.record.ballots.ballot import Opening
from tests.consultations.record.verify.polling import Poll, refuted, votes


def test_an_audited_ballot_that_is_opened_to_something_else(verify):
    poll = votes()
    made, openings = ballots.make(poll.terms, {"1": 1})
    lie = (Opening(0, openings[0].blinding), *openings[1:])
    body = opening.write_spoiled(made, lie)
    index = poll.names("ballot.spoiled", body, channel="web", ballot=made.sha256)
    other = poll.names("ballot.spoiled", opening.write_spoiled(made, openings), channel="web", ballot="00" * 32)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [
        (index, "The audited ballot does not hold: option 1 does not hold 0."),
        (other, "The audited ballot is not the one whose hash it names."),
    ]


def test_an_audited_ballot_that_is_counted_all_the_same(verify):
    poll = votes()
    made = ballots.make(poll.terms, {"1": 1})
    poll.names("ballot.spoiled", opening.write_spoiled(*made), channel="web", ballot=made[0].sha256)
    poll.spoiled += 1
    index = poll.put(1, made, standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said)[0][0] == index


def test_a_roll_that_came_after_the_opening_or_not_at_all(verify):
    poll = Poll()
    opened = poll.open()
    late = poll.publish_roll()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [
        (late, "The roll was published after the question was opened."),
        (opened, "No roll was published before it was opened."),
    ]
    poll = Poll()
    index = poll.open()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "No roll was published before it was opened.")])


def test_of_two_rolls_before_the_opening_the_last_one_counts(verify):
    poll = Poll()
    poll.publish_roll()
    poll.codes = 2
    poll.publish_roll()
    poll.open()
    index = poll.put(3, ballots.make(poll.terms, {"1": 1}), standing=False)
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "Position 3 is not on the roll, whose positions are 0 to 1.")])
    assert "published more than once" in said["notes"][-1]


def test_a_count_before_the_close_and_a_second_count(verify):
    poll = votes()
    early = poll.count()
    poll.close()
    second = poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said)[:2] == [
        (second, f"This stands at entry {early} already."),
        (early, "It was counted before the question was closed."),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"question": "question/6"},
        {"rule": "greedy"},
        {"voters": "account"},
        {"options": []},
        {"secrecy": "confidential"},
    ],
)
def test_a_text_that_is_not_the_questions(verify, change):
    poll = votes()
    honest = poll.text
    poll = Poll()
    poll.text = honest
    poll.sha256 = poll.keep(json.dumps({**honest, **change}).encode())[0]
    poll.publish_roll()
    index = poll.open()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The question's text does not say what the entry says of it.")])


def test_a_ballot_that_is_not_given(verify):
    poll = votes()
    poll.close()
    poll.count()
    poll.record.blobs.pop(poll.standing[0][0].sha256)
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [(3, "The text that it names is not given.")]
