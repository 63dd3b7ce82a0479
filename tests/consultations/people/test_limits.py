"""How often: so many at once, then one at a time, and the person is told how long to wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache

from consultations.people.operations.limits import TooMany, take


@pytest.fixture(autouse=True)
def _empty_cache(settings) -> Iterator[None]:
    settings.RATE_LIMITS = {"comment": (3, 120), "support": (1, 10)}
    cache.clear()
    yield
    cache.clear()


def test_the_fourth_comment_waits_for_the_first_token_to_come_back(cast, now):
    for _ in range(3):
        take(cast.amina, "comment", now)
    with pytest.raises(TooMany) as refused:
        take(cast.amina, "comment", now)
    assert (refused.value.seconds, str(refused.value)) == (40, "You can comment again in 40 seconds.")
    with pytest.raises(TooMany) as refused:
        take(cast.amina, "comment", now + timedelta(seconds=39))
    assert str(refused.value) == "You can comment again in 1 second."
    take(cast.amina, "comment", now + timedelta(seconds=40))


def test_people_networks_and_acts_have_their_own_buckets(cast, now):
    take(cast.amina, "support", now)
    take(cast.besnik, "support", now)
    take("192.0.2.1", "support", now)
    take(cast.amina, "comment", now)
    with pytest.raises(TooMany):
        take("192.0.2.1", "support", now)


def test_an_act_without_a_limit_in_the_table_is_a_mistake_of_ours(cast, now):
    with pytest.raises(KeyError):
        take(cast.amina, "sing", now)


def test_a_refusal_spends_nothing(cast, now):
    take(cast.amina, "support", now)
    for second in range(1, 10):
        with pytest.raises(TooMany):
            take(cast.amina, "support", now + timedelta(seconds=second))
    take(cast.amina, "support", now + timedelta(seconds=10))
