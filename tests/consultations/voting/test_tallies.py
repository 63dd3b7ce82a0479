"""Approval, scores and points: sums in whole numbers, the same for any order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.voting.domain.ranking import BallotError
from consultations.voting.domain.tallies import Tally, approval, points, score

A, B, C = 1, 2, 3
scores = st.lists(st.dictionaries(st.sampled_from((A, B, C)), st.integers(0, 5)), max_size=12)


def test_approval_counts_the_ballots_that_name_an_option():
    counted = approval([(A, B), (B,), (B, C), (C,), ()], (A, B, C))
    assert counted.winners == (B,)
    assert counted.places == ((B,), (C,), (A,))
    assert counted.tallies == (Tally(B, 3, 3, ((1, 3),)), Tally(C, 2, 2, ((1, 2),)), Tally(A, 1, 1, ((1, 1),)))
    assert (counted.ballots, counted.blank) == (5, 1)


def test_scores_add_up_and_what_is_left_out_has_none():
    counted = score([{A: 5, B: 3}, {A: 0, B: 3}, {C: 5}], (A, B, C), highest=5)
    assert [(tally.option, tally.total, tally.supporters) for tally in counted.tallies] == [
        (B, 6, 2),
        (A, 5, 1),
        (C, 5, 1),
    ]
    assert counted.places == ((B,), (A, C))
    assert counted.tallies[1].given == ((5, 1), (0, 1))


def test_points_are_shared_out():
    counted = points([{A: 7, B: 3}, {B: 10}, {C: 2}], (A, B, C), total=10)
    assert [(tally.option, tally.total) for tally in counted.tallies] == [(B, 13), (A, 7), (C, 2)]


@pytest.mark.parametrize(
    ("count", "words", "choice"),
    [
        (lambda: approval([(A,), (A, 9)], (A, B)), "names what is not an option", 1),
        (lambda: approval([(A,), (A, A)], (A, B)), "names an option twice", 1),
        (lambda: approval([(A,), (A, B)], (A, B), limit=1), "names more than 1 options", 1),
        (lambda: score([{A: 1}, {A: 1, B: 6}], (A, B), highest=5), "less than 0 or more than 5", 1),
        (lambda: score([{A: 1}, {A: -1}], (A, B), highest=5), "less than 0 or more than 5", 0),
        (lambda: points([{A: 1}, {A: 6, B: 5}], (A, B), total=10), "shares out more than 10 points", 1),
    ],
)
def test_a_ballot_that_cannot_stand_is_refused_and_named(count, words: str, choice: int):
    with pytest.raises(BallotError, match=words) as caught:
        count()
    assert (caught.value.ballot, caught.value.choice) == (1, choice)


def test_nobody_wins_when_no_ballot_gives_anything():
    counted = score([{}, {A: 0}], (A, B), highest=5)
    assert (counted.winners, counted.places, counted.blank) == ((), (), 2)


@given(scores, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_options_changes_nothing(ballots, chance: Random):
    others = [dict(chance.sample(list(b.items()), len(b))) for b in chance.sample(ballots, len(ballots))]
    options = chance.sample((A, B, C), 3)
    assert score(others, options, highest=5) == score(ballots, (A, B, C), highest=5)
    assert points(others, options, total=15) == points(ballots, (A, B, C), total=15)
    assert approval(others, options) == approval(ballots, (A, B, C))
