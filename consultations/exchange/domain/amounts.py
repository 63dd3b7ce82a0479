"""Amounts of money as text, exact."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction


def plain(amount: Fraction) -> str:
    """As a decimal without an exponent or needless noughts, for amounts with finitely many digits."""
    with localcontext(prec=80):
        text = format(Decimal(amount.numerator) / Decimal(amount.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
