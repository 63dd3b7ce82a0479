"""Random order: the same for one visitor all day, fair between any two contributions."""

from __future__ import annotations

import random
from datetime import date

import pytest

from consultations.deliberation.domain.ordering import PRIME, daily_seed, draw_place, read_seed

DAY = date(2026, 11, 2)


def test_a_seed_is_the_visitors_for_a_day():
    seeds = {daily_seed(*given) for given in [("a", DAY, "s"), ("b", DAY, "s"), ("a", DAY.replace(day=3), "s")]}
    assert len(seeds) == 3
    assert daily_seed("a", DAY, "s") == daily_seed("a", DAY, "s")
    assert daily_seed("a", DAY, "s") != daily_seed("a", DAY, "another installation")
    assert all(0 < seed < PRIME for seed in seeds)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "x", str(PRIME), "9" * 400, "٣"])
def test_what_is_no_seed(text):
    assert read_seed(text) is None


def test_each_of_two_is_first_about_as_often():
    """20 contributions, 4,000 seeds: each stands first in 5 % of them, give or take."""
    chance = random.Random(7)
    places = [chance.randrange(1, PRIME) for _ in range(20)]
    firsts = [0] * 20
    for _ in range(4000):
        seed = chance.randrange(1, PRIME)
        firsts[min(range(20), key=lambda n: places[n] * seed % PRIME)] += 1
    assert min(firsts) > 120
    assert max(firsts) < 280


def test_places_stay_within_both_databases_integers():
    assert all(0 < draw_place() < PRIME for _ in range(1000))
    assert (PRIME - 1) ** 2 < 2**62
