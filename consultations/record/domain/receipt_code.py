"""The code that a person without an account keeps: 80 random bits in letters that are hard to mistake."""

from __future__ import annotations

import hashlib
import secrets

# Crockford's base 32: no I, L, O or U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
LENGTH = 16


def make() -> str:
    """A new code in four groups of four."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def digest(code: str) -> str | None:
    """SHA-256 (hexadecimal) of the code however it was typed; None when it cannot be a code.

    No salt: 80 random bits are not guessed, and the code must be found by its hash.
    """
    plain = code.strip().upper().translate(LOOKALIKES)
    if len(plain) != LENGTH or set(plain) - set(LETTERS):
        return None
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
