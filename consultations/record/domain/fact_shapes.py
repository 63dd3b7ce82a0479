"""The few shapes that a public fact of an entry may have, as JSON Schema, and what does not fit one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

MAX_SAFE = 2**53 - 1


def text(limit: int = 2000) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": limit}


def one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def optional(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "x-optional": True}


SUBJECT: dict[str, Any] = {"type": "string", "pattern": "^[a-z_]+/[A-Za-z0-9._-]{1,100}$"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": MAX_SAFE}
HASH: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TIME: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}
DATE: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
SLUG: dict[str, Any] = {"type": "string", "pattern": "^[a-z0-9-]{1,120}$"}
LANGUAGE: dict[str, Any] = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}
FLAG: dict[str, Any] = {"type": "boolean"}


@cache
def _fits(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """JSON Schema's patterns are ECMAScript's, where \\d is a digit of ASCII only."""
    return re.compile(pattern.strip("^$"), re.ASCII).fullmatch


def is_subject(value: str) -> bool:
    """Whether it reads like ``contribution/17``."""
    return _fits(SUBJECT["pattern"])(value) is not None


def problem(schema: Mapping[str, Any], value: Any) -> str | None:  # noqa: PLR0911
    """What is wrong with a value, in words that follow the field's name; nothing where it fits."""
    kind = schema["type"]
    if kind == "boolean":
        return None if isinstance(value, bool) else "is not true or false"
    if kind == "integer":
        fits = type(value) is int and schema["minimum"] <= value <= schema["maximum"]
        return None if fits else "is not a whole number in range"
    if kind == "array":
        if not isinstance(value, list):
            return "is not a list"
        return next(filter(None, (problem(schema["items"], item) for item in value)), None)
    if not isinstance(value, str) or "\x00" in value:
        return "is not text"
    if "enum" in schema and value not in schema["enum"]:
        return f"is not one of {', '.join(schema['enum'])}"
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 16000):
        return "has the wrong length"
    if "pattern" in schema and not _fits(schema["pattern"])(value):
        return f"does not fit {schema['pattern']}"
    return None
