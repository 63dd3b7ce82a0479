"""Codes that people type: made at random, read however they were typed, compared in constant time.

The alphabet and its look-alikes are those of the codes of a roll (consultations/record/ballots/roll.py). These are
shorter, because one belongs to one account, is tried a few times only and is bound to a key of the site: who has stolen
the database without the key cannot try codes out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from consultations.record.ballots.roll import LETTERS, LOOKALIKES

LENGTH = 10
"""Letters of a code, five bits each."""
DIGITS = 8
MOST_TRIES = 5
LABEL = b"participate/code/v1"


def new_code() -> str:
    """Ten letters and digits in groups of five, for a letter."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def new_number() -> str:
    """Eight digits in groups of four, to be said aloud."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    return f"{digits[:4]} {digits[4:]}"


def digest(key: str, purpose: str, code: str) -> str:
    """HMAC-SHA-256 of the code however it was typed, in hexadecimal. ``purpose``: what it is for and whose it is."""
    plain = "".join(_ascii(each) for each in code.strip().upper()).translate(LOOKALIKES)
    message = b"\0".join([LABEL, purpose.encode(), plain.encode()])
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are the same, in a time that tells nothing; an empty one never is."""
    return hmac.compare_digest(one.encode(), other.encode()) and bool(one)


def _ascii(letter: str) -> str:
    """Digits of any script as those of the alphabet."""
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
