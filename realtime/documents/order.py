"""Who wrote which character, and where each stands: the characters of a document in order, deleted ones included.

pycrdt tells the text but not its characters' ids, so the order is worked out again from the stored update by Yjs' own
rule (YATA; yjs 13, src/structs/Item.js, integrate). The result is held against pycrdt's text by whoever uses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from realtime.documents.update import Id, Struct, Update


@dataclass(slots=True, eq=False)
class Unit:
    """One UTF-16 unit: ``text`` is its character, "" for a deleted one and for the second unit of a pair."""

    client: int
    clock: int
    left: Id | None
    right: Id | None
    text: str
    after: Unit | None = None


def in_order(update: Update) -> list[Unit]:
    """The units of a whole document's update; raises ValueError when it is not whole."""
    start = Unit(-1, 0, None, None, "")
    units: dict[Id, Unit] = {}
    waiting = {client: iter(structs) for client, structs in _by_client(update).items()}
    heads = {client: next(structs, None) for client, structs in waiting.items()}
    moved = True
    while moved:
        moved = False
        for client, structs in waiting.items():
            while (struct := heads[client]) is not None and _ready(struct, units):
                _place(struct, units, start)
                heads[client], moved = next(structs, None), True
    if any(heads.values()):
        raise ValueError("a part of the document is missing")
    return list(_chain(start))


def _by_client(update: Update) -> dict[int, list[Struct]]:
    found: dict[int, list[Struct]] = {}
    for struct in update.structs:
        found.setdefault(struct.client, []).append(struct)
    return found


def _ready(struct: Struct, units: dict[Id, Unit]) -> bool:
    return all(beside is None or beside in units for beside in (struct.left, struct.right))


def _place(struct: Struct, units: dict[Id, Unit], start: Unit) -> None:
    left = struct.left
    texts = _texts(struct)
    for at in range(struct.length):
        unit = Unit(struct.client, struct.clock + at, left, struct.right, texts[at] if texts else "")
        if at:
            before = units[struct.client, struct.clock + at - 1]
            before.after, unit.after = unit, before.after
        else:
            _integrate(unit, units, start)
        left = (unit.client, unit.clock)
        units[left] = unit


def _texts(struct: Struct) -> list[str]:
    return [part for character in struct.text for part in ((character, "") if character > "\uffff" else (character,))]


def _integrate(unit: Unit, units: dict[Id, Unit], start: Unit) -> None:
    """Among those that were put into the same place, the lower client stands first and each keeps its own together."""
    left = units[unit.left] if unit.left else start
    right = units[unit.right] if unit.right else None
    before: set[int] = set()
    conflicting: set[int] = set()
    other = left.after
    while other is not None and other is not right:
        before.add(id(other))
        conflicting.add(id(other))
        if other.left == unit.left:
            if other.client < unit.client:
                left = other
                conflicting.clear()
            elif other.right == unit.right:
                break
        elif other.left is not None and id(units[other.left]) in before:
            if id(units[other.left]) not in conflicting:
                left = other
                conflicting.clear()
        else:
            break
        other = other.after
    unit.after, left.after = left.after, unit


def _chain(start: Unit) -> Iterator[Unit]:
    unit = start.after
    while unit is not None:
        yield unit
        unit = unit.after
