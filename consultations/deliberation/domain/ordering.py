"""Random order that is fair to late comers and stands still while one person reads.

Each contribution has a random place, drawn once. A visitor's seed of the day multiplies all places modulo a prime,
which is a new order for each seed: any two contributions stand in either order equally often. The seed travels in the
address, so that page two continues page one and a shared address shows the same list.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

PRIME = 2**31 - 1
"""Mersenne prime; place times seed stays below 2**62, within both databases' integers."""


def draw_place() -> int:
    """A random place from 1 to PRIME - 1."""
    return secrets.randbelow(PRIME - 1) + 1


def daily_seed(visitor: str, day: date, secret: str) -> int:
    """A seed from 1 to PRIME - 1, the same for one visitor all day; tells nothing about the visitor."""
    message = f"order/{day.isoformat()}/{visitor}".encode()
    drawn = int.from_bytes(hmac.new(secret.encode(), message, hashlib.sha256).digest()[:8], "big")
    return drawn % (PRIME - 1) + 1


def read_seed(text: str) -> int | None:
    """The seed in an address; None unless it is one that ``daily_seed`` can give."""
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    seed = int(text)
    return seed if 0 < seed < PRIME else None
