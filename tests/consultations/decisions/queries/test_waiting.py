"""How long people wait: everybody waiting is in one stretch, the longest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.decisions.domain.waiting import BEGINNINGS, Stretch, stretches
from consultations.decisions.queries.coverage import waiting, waiting_by_time
from consultations.deliberation.models import Contribution


@pytest.mark.parametrize(
    ("days", "stretch"),
    [(0, (0, 7)), (7.9, (0, 7)), (8, (8, 30)), (30.9, (8, 30)), (31, (31, 90)), (91, (91, 365)), (366, (366, None))],
)
def test_each_stretch_begins_where_the_one_before_it_ends(propose, mobility, now, days, stretch):
    given = propose()
    Contribution.objects.filter(pk=given.pk).update(created_at=now - timedelta(days=days))
    found = waiting_by_time(mobility, now)
    assert [(one.least, one.most) for one in found if one.count] == [stretch]
    assert found[0].count == 1


def test_everybody_who_waits_is_in_one_of_them(propose, mobility, now, django_assert_max_num_queries):
    for number in range(12):
        given = propose(f"Wish {number}")
        Contribution.objects.filter(pk=given.pk).update(created_at=now - timedelta(days=number * 40))
    with django_assert_max_num_queries(3):
        found = waiting_by_time(mobility, now)
    assert sum(one.count for one in found) == waiting(mobility).count() == 12
    assert [one.least for one in found] == sorted(BEGINNINGS, reverse=True)


def test_where_nobody_waits_there_is_nothing():
    assert stretches([0] * len(BEGINNINGS)) == []
    assert stretches([0, 2, 0, 0, 0]) == [Stretch(8, 30, 2), Stretch(0, 7, 0)]
