"""The code by which a report is followed without an account: 60 random bits, kept as a hash only."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12


def new_code() -> str:
    """A code that nobody can foresee."""
    return code_from(secrets.token_bytes(LENGTH))


def code_from(random: bytes) -> str:
    """Three groups of four letters and numbers that are hard to confuse, of the first 12 bytes."""
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in random[:LENGTH]]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def fingerprint(code: str) -> str:
    """SHA-256 (hex) of the code without dashes and spaces, in capitals."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
