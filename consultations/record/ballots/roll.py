"""The roll: who may vote, as hashes of codes that another office made (record.md, 'Ballots')."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable

LABEL = b"participate/roll/v1"
# Crockford's base 32: no I, L, O or U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
CREDENTIAL = 16
LENGTH = 26  # letters of a code: 130 bits, of which the first two are 0
MAX_ROLL = 65 * 2_000_000
_LINE = re.compile(r"[0-9a-f]{64}").fullmatch
_QUESTION = re.compile(r"question/[0-9]{1,18}").fullmatch


class MalformedRoll(ValueError):
    """The text is not a roll."""


def new_credential() -> bytes:
    """128 random bits."""
    return secrets.token_bytes(CREDENTIAL)


def code(credential: bytes) -> str:
    """The credential as 26 letters and digits in groups of four, for a letter."""
    number = int.from_bytes(credential, "big")
    letters = "".join(LETTERS[number >> 5 * at & 31] for at in range(LENGTH - 1, -1, -1))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def read_code(text: str) -> bytes | None:
    """The credential of a code however it was typed; None when it cannot be one."""
    plain = text.strip().upper().translate(LOOKALIKES)
    if len(plain) != LENGTH or set(plain) - set(LETTERS):
        return None
    number = 0
    for letter in plain:
        number = number << 5 | LETTERS.index(letter)
    return number.to_bytes(CREDENTIAL, "big") if number < 1 << 8 * CREDENTIAL else None


def is_question(name: str) -> bool:
    """Whether it reads like a question's name on the record."""
    return _QUESTION(name) is not None


def entry(question: str, credential: bytes) -> str:
    """SHA256(label ‖ the question's name on the record ‖ credential), in hexadecimal."""
    return hashlib.sha256(LABEL + question.encode() + credential).hexdigest()


def write(entries: Iterable[str]) -> bytes:
    """The roll's canonical text: one entry a line, in rising order, so that its order tells nothing."""
    return "".join(f"{each}\n" for each in sorted(entries)).encode()


def read(raw: bytes) -> tuple[str, ...]:
    """The entries, of which the first has position 0; raises MalformedRoll unless they rise and print back."""
    if len(raw) > MAX_ROLL:
        raise MalformedRoll("the roll is too long")
    entries = tuple(raw.decode("ascii", "replace").split("\n")[:-1])
    if not all(map(_LINE, entries)) or write(entries) != raw:
        raise MalformedRoll("the roll is not one entry a line in rising order")
    if len(set(entries)) != len(entries):
        raise MalformedRoll("an entry stands twice on the roll")
    return entries
