"""Base64 and decimal numbers as the C2SP formats write them: one spelling for each value, every other refused."""

from __future__ import annotations

import base64
import binascii


class MalformedText(ValueError):
    """The text is not the one spelling of a value."""


def b64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of ``text``; raises MalformedText unless they encode back to it."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise MalformedText("not base64") from error
    if b64(data) != text:
        raise MalformedText("not canonical base64")
    return data


def unb64_hash(text: str) -> bytes:
    """Like ``unb64``, for exactly 32 bytes."""
    data = unb64(text)
    if len(data) != 32:
        raise MalformedText("a hash has 32 bytes")
    return data


def decimal(text: str, *, below: int = 1 << 63) -> int:
    """A number from 0 to below ``below`` in ASCII digits without leading zeroes; raises MalformedText."""
    if not (text.isascii() and text.isdigit() and len(text) <= 20) or (text[0] == "0" and text != "0"):
        raise MalformedText("not a decimal number without leading zeroes")
    number = int(text)
    if number >= below:
        raise MalformedText("the number is too large")
    return number
