"""Where something is and what it might cost, as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from django.utils.translation import gettext as _

ADDRESS_LIMIT = 200
HIGHEST_COST = 10**13
PLACES = Decimal("0.00001")
"""Degrees are kept to about a metre."""
# Digits of Arabic and Persian, their decimal and thousands separators.
PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")


@dataclass(frozen=True)
class Particulars:
    """``latitude`` and ``longitude``: degrees (WGS 84), both or neither; ``cost``: whole units of the currency."""

    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    cost: int | None = None

    @property
    def point(self) -> str:
        """``52.10000,4.30000``, as the record names it; empty without one."""
        return point_words(self.latitude, self.longitude)

    @property
    def without_cost(self) -> Particulars:
        return Particulars(self.address, self.latitude, self.longitude)

    @property
    def says_where(self) -> bool:
        return bool(self.address or self.point)


NONE = Particulars()


class Unreadable(ValueError):
    """What was typed is no such number; ``str()`` is a sentence for the person."""


def point_words(latitude: Decimal | None, longitude: Decimal | None) -> str:
    if latitude is None or longitude is None:
        return ""
    return f"{latitude:.5f},{longitude:.5f}"


def half_a_point(particulars: Particulars) -> str | None:
    """A sentence where only one of the two numbers of a point is there, or one is out of range."""
    latitude, longitude = particulars.latitude, particulars.longitude
    if (latitude is None) != (longitude is None):
        return _("A point needs both numbers: latitude and longitude.")
    if latitude is not None and longitude is not None and (abs(latitude) > 90 or abs(longitude) > 180):  # noqa: PLR2004
        return _("There is no such point on earth.")
    return None


def point_in(typed: str) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude typed one after the other; decimals after a point, or after a comma."""
    plain = typed.translate(PLAIN).replace("°", " ").strip()
    if not plain:
        return None, None
    number, comma = r"([+-]?\d{1,3}(?:\.\d{1,20})?)", r"([+-]?\d{1,3},\d{1,20})"
    found = re.fullmatch(rf"{number}\s*[,;،\s]\s*{number}", plain) or re.fullmatch(
        rf"{comma}\s*[;,،\s]\s*{comma}", plain
    )
    if found is None:
        raise Unreadable(_("Write latitude and longitude in degrees, such as 52.0705, 4.3007."))
    return degrees(found[1], most=90), degrees(found[2], most=180)


def degrees(typed: str, *, most: int) -> Decimal | None:
    """Between -``most`` and ``most``; with a point or a comma before its decimals. None for nothing typed."""
    plain = typed.translate(PLAIN).strip().rstrip("°").strip().replace(",", ".")
    if not plain:
        return None
    try:
        found = Decimal(plain) if re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,20})?", plain) else None
    except InvalidOperation:
        found = None
    if found is None or abs(found) > most:
        raise Unreadable(
            _("Write degrees between -%(most)s and %(most)s, such as %(example)s.")
            % {"most": most, "example": "52.0705" if most < 100 else "4.3007"}  # noqa: PLR2004
        )
    return found.quantize(PLACES, ROUND_HALF_EVEN)


def whole_cost(typed: str) -> int | None:
    """``12 000``, ``12,000`` and ``12.000`` are the same; no cents. None for nothing typed."""
    plain = re.sub(r"[\s\u00a0\u202f'’_]", "", typed.translate(PLAIN))
    if not plain:
        return None
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        plain = re.sub("[.,]", "", plain)
    if not re.fullmatch(r"\d{1,15}", plain) or int(plain) > HIGHEST_COST:
        raise Unreadable(_("Write the amount in digits, without cents, such as 12000."))
    return int(plain)
