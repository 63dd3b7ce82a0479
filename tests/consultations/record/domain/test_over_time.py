"""Days gathered into few enough columns."""

from __future__ import annotations

from datetime import date

import pytest

from consultations.record.domain.over_time import MOST, gathered


@pytest.mark.parametrize(
    ("last", "unit", "number"),
    [
        (date(2026, 1, 1), "day", 1),
        (date(2026, 2, 9), "day", 40),
        (date(2026, 2, 10), "week", 7),
        (date(2026, 12, 31), "month", 12),
        (date(2029, 4, 1), "month", 40),
        (date(2029, 5, 1), "year", 4),
        (date(2126, 1, 1), "year", 101),
    ],
)
def test_the_smallest_unit_that_can_be_drawn(last, unit, number):
    found, stretches = gathered([(date(2026, 1, 1), 3), (last, 4)])
    assert (found, len(stretches)) == (unit, number)
    assert len(stretches) <= MOST or unit == "year"
    assert sum(stretch.count for stretch in stretches) == 7
    assert stretches[0].first <= date(2026, 1, 1)
    assert stretches[-1].first <= last <= stretches[-1].last


def test_nothing_is_nothing():
    assert gathered([]) == ("day", [])
