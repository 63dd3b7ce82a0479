"""Room codes: six consonants that are hard to mistake for one another, on paper, on a wall or read aloud."""

from __future__ import annotations

import secrets

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 6


def fresh_code() -> str:
    """Six random letters of ALPHABET; without vowels no word can appear by accident."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code in what a person typed (any case, spaces and dashes between letters), or None if it is none."""
    code = "".join(letter for letter in typed.upper() if letter not in " -\u00a0\u2013")
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else None
