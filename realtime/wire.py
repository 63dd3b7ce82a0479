"""Fields of socket messages: how each kind is declared, read and refused. No I/O."""

from __future__ import annotations

import re
from dataclasses import Field, field
from typing import Any

OP = re.compile(r"[A-Za-z0-9-]{8,36}")
WORD = re.compile(r"[a-z0-9_-]{1,40}")
NOTE_LENGTH, TITLE_LENGTH, REASON_LENGTH, NAME_LENGTH = 500, 80, 500, 40
DRAFT_LENGTH, PASSAGE_LENGTH = 20_000, 5_000
MOST_OPTIONS = 12
MOST_SLIDES = 40
MOST_GROUPS = 40
# Characters that reorder or hide neighbouring text, or that no database stores; line breaks and tabs are kept.
UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Malformed(ValueError):
    """The frame is not a message. ``field`` says where, ``reason`` what is wrong, for whoever writes a client.

    ``code``: empty, long, characters, twice or other, for pages that say it in their own words.
    """

    def __init__(self, field: str, reason: str, code: str = "other") -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.code = code


def whole(low: int, high: int, about: str, *, default: int | None = None) -> Any:
    """With ``default`` the field may be left out."""
    metadata = {"kind": "whole", "low": low, "high": high, "about": about}
    return field(metadata=metadata) if default is None else field(default=default, metadata=metadata)


def wholes(low: int, high: int, most: int, about: str) -> Any:
    """A list of at most ``most`` different whole numbers."""
    return field(metadata={"kind": "wholes", "low": low, "high": high, "most": most, "about": about})


def text(limit: int, about: str, *, may_be_empty: bool = False) -> Any:
    return field(metadata={"kind": "text", "limit": limit, "empty": may_be_empty, "about": about})


def prose(limit: int, about: str) -> Any:
    """Text as it was written, blanks at its ends too; it may be empty."""
    return field(metadata={"kind": "prose", "limit": limit, "about": about})


def word(about: str) -> Any:
    return field(metadata={"kind": "word", "pattern": WORD, "about": about})


def anything(about: str) -> Any:
    """A field that only the server fills."""
    return field(metadata={"kind": "any", "about": about})


def op() -> Any:
    about = "made by the client; a second message with the same op is answered like the first and not done again"
    return field(metadata={"kind": "op", "pattern": OP, "about": about})


NUMBER = 2**53 - 1


def value_of(item: Field[Any], value: Any) -> Any:
    """``value`` if it fits the field as declared; raises Malformed naming it."""
    rule = item.metadata
    if rule["kind"] == "whole":
        return _whole(item.name, value, rule["low"], rule["high"])
    if rule["kind"] == "wholes":
        if not isinstance(value, list) or len(value) > rule["most"]:
            raise Malformed(item.name, f"must be a list of at most {rule['most']} numbers")
        numbers = tuple(_whole(item.name, each, rule["low"], rule["high"]) for each in value)
        if len(set(numbers)) != len(numbers):
            raise Malformed(item.name, "holds a number twice", "twice")
        return numbers
    if not isinstance(value, str):
        raise Malformed(item.name, "must be text")
    if rule["kind"] == "text":
        return _text(item.name, value, rule["limit"], may_be_empty=rule["empty"])
    if rule["kind"] == "prose":
        return _prose(item.name, value, rule["limit"])
    if not rule["pattern"].fullmatch(value):
        raise Malformed(item.name, f"does not fit {rule['pattern'].pattern}")
    return value


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(name, "must be a whole number")
    if not low <= value <= high:
        raise Malformed(name, f"must be between {low} and {high}")
    return value


def _text(name: str, value: str, limit: int, *, may_be_empty: bool) -> str:
    value = _prose(name, value.strip(), limit)
    if not value and not may_be_empty:
        raise Malformed(name, "is empty", "empty")
    return value


def _prose(name: str, value: str, limit: int) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if len(value) > limit:
        raise Malformed(name, f"is longer than {limit} characters", "long")
    if UNSAFE.search(value):
        raise Malformed(name, "holds characters that are not allowed", "characters")
    return value
