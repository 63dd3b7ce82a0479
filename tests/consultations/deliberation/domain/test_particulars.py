"""Numbers as people type them, in any script."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consultations.deliberation.domain.particulars import Particulars, Unreadable, half_a_point, point_in, whole_cost

HERE = (Decimal("52.07050"), Decimal("4.30070"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", (None, None)),
        ("52.0705, 4.3007", HERE),
        ("52.0705 4.3007", HERE),
        ("52.0705;4.3007", HERE),
        ("52,0705 4,3007", HERE),
        ("52,0705; 4,3007", HERE),
        ("٥٢٫٠٧٠٥ ٤٫٣٠٠٧", HERE),
        ("52.0705° 4.3007°", HERE),
        ("-33.9, 18.4", (Decimal("-33.90000"), Decimal("18.40000"))),
        ("52.070512345 4.3007", (Decimal("52.07051"), Decimal("4.30070"))),
    ],
)
def test_a_point(typed, found):
    assert point_in(typed) == found


@pytest.mark.parametrize(
    "typed", ["52", "here", "91, 4", "52, 181", "52,0705", "1 2 3", "nan nan", "1e2 3", "52.0705,4.3007,"]
)
def test_what_is_no_point(typed):
    with pytest.raises(Unreadable):
        point_in(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("0", 0),
        ("12000", 12000),
        ("12 000", 12000),
        ("12.000", 12000),
        ("12,000", 12000),
        ("1’200’000", 1_200_000),
        ("١٢٠٠٠", 12000),
        ("١٢٬٠٠٠", 12000),
    ],
)
def test_a_cost(typed, found):
    assert whole_cost(typed) == found


@pytest.mark.parametrize("typed", ["12.50", "-1", "much", "1e5", "99999999999999", "12,00,0"])
def test_what_is_no_cost(typed):
    with pytest.raises(Unreadable):
        whole_cost(typed)


def test_a_point_is_whole():
    assert half_a_point(Particulars("Here", Decimal(1), None)) is not None
    assert half_a_point(Particulars("Here", Decimal(1), Decimal(2))) is None
    assert Particulars("", *HERE).point == "52.07050,4.30070"
