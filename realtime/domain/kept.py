"""A room as JSON, with everything in it, to be stored beside its log and read back as it was.

``SHAPE`` names the rules that made it: what other rules made is not read, the log is replayed instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from realtime.domain.room import Room

HOME = "realtime.domain."
SHAPE = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.rglob("*.py")))).hexdigest()


class NotKept(TypeError):
    """Something in the room is of a kind that cannot be stored."""


def write(room: Room) -> str:
    """Raises NotKept."""
    return json.dumps(_written(room), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Room:
    room = _read(json.loads(text))
    if not isinstance(room, Room):
        raise NotKept("this is no room")
    return room


PLAIN = frozenset({str, int, float, bool, type(None)})


def _written(value: Any) -> Any:
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, dict):
        return ["dict", *[[_written(key), _written(each)] for key, each in value.items()]]
    if kind in (list, tuple):
        return [kind.__name__, *_each(value)]
    if kind in (set, frozenset):
        return [kind.__name__, *_each(sorted(value))]
    name, names = _kind(kind)
    return [name, *_each([getattr(value, each) for each in names])]


def _each(values: Iterable[Any]) -> list[Any]:
    """A long session has ten thousands of them, most of them plain."""
    return [each if type(each) in PLAIN else _written(each) for each in values]


@cache
def _kind(kind: Any) -> tuple[str, tuple[str, ...]]:
    name = f"{kind.__module__}:{kind.__qualname__}"
    if not is_dataclass(kind) or not name.startswith(HOME):
        raise NotKept(f"a room holds {name}")
    return name, _names(name)


KINDS: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


def _read(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, *held = value
    if kind == "dict":
        return {_read(key): _read(each) for key, each in held}
    if kind in KINDS:
        return KINDS[kind](map(_read, held))
    return _class(kind)(**dict(zip(_names(kind), map(_read, held), strict=True)))


@cache
def _class(name: str) -> Any:
    module, _, kind = name.partition(":")
    if not module.startswith(HOME):
        raise NotKept(f"{name} is no part of a room")
    return getattr(import_module(module), kind)


@cache
def _names(name: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(_class(name)))
