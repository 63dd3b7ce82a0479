"""Which statement is asked next: by a formula, drawn by chance, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from consultations.opinions.domain.asking import chances, next_statement, priority
from consultations.opinions.domain.map import Counts

PRIORITIES = {1: 1.0, 2: 3.0, 3: 6.0}


@pytest.mark.parametrize(
    ("counts", "extremity", "expected"),
    [
        (Counts(), 0, (1 / 2 * 1 / 2 * 9) ** 2),
        (Counts(5), 0, (6 / 7 * 6 / 7 * 5) ** 2),
        (Counts(5), 1, (6 / 7 * 2 * 6 / 7 * 5) ** 2),
        (Counts(2, 2, 1), 0, (5 / 7 * 3 / 7 * 5) ** 2),
        (Counts(0, 0, 5), 0, (1 / 7 * 1 / 7 * 5) ** 2),
    ],
)
def test_the_formula(counts, extremity, expected):
    assert priority(counts, extremity) == pytest.approx(expected)


def test_a_statement_that_nobody_heard_comes_before_one_heard_often():
    assert priority(Counts(), 0) > 3 * priority(Counts(40, 40, 20), 0)


def test_chances_are_those_of_the_unseen_and_add_up():
    assert chances(PRIORITIES, {2}) == pytest.approx({1: 1 / 7, 3: 6 / 7})


def test_drawn_in_proportion_and_never_what_was_seen():
    random = Random(1)
    drawn = Counter(next_statement(PRIORITIES, {2}, random) for _ in range(7000))
    assert drawn.keys() == {1, 3}
    assert drawn[3] == pytest.approx(6000, rel=0.03)


def test_the_same_seed_draws_the_same_in_any_order():
    backwards = dict(reversed(PRIORITIES.items()))
    for seed in range(20):
        assert next_statement(PRIORITIES, (), Random(seed)) == next_statement(backwards, (), Random(seed))


def test_nothing_is_left_to_ask():
    assert next_statement(PRIORITIES, {1, 2, 3}, Random(1)) is None
