"""What every source platform's files are turned into before anything is written."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from consultations.deliberation.domain.particulars import NONE, Particulars


@dataclass(frozen=True)
class Part:
    """A titled piece that belongs to a contribution in the source: an appendix or a source."""

    file: str
    row: int
    kind: str
    title: str
    body: str = ""
    link: str = ""


@dataclass(frozen=True)
class Item:
    """One contribution of a source file.

    ``key`` names it within the source, ``parent_key`` what it replies to and ``fallback_key`` where
    it stands when that is missing; ``figures`` are numbers without persons, kept as the source states them.
    ``rejected``: the source's moderators turned it down. ``language``: where the source says it.
    """

    key: str
    file: str
    row: int
    kind: str
    body: str
    at: datetime
    author: str = ""
    title: str = ""
    parent_key: str = ""
    fallback_key: str = ""
    stance: str = ""
    theme: str = ""
    rejected: bool = False
    in_scope: bool = False
    language: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    particulars: Particulars = NONE


@dataclass(frozen=True)
class Vote:
    """One event of a person's opinion on a statement: 1 agree, -1 disagree, 0 pass."""

    row: int
    statement: str
    voter: str
    choice: int
    at: datetime


def from_milliseconds(text: str) -> datetime:
    """Unix time in milliseconds; raises ValueError."""
    number = int(text.strip().removesuffix(".0"))
    if not 0 <= number < 10**14:
        raise ValueError("out of range")
    return datetime.fromtimestamp(number / 1000, tz=UTC)


def parents_first(items: Iterable[Item], known: set[str]) -> Iterator[tuple[Item, bool]]:
    """(item, parent present) with every parent before its replies, otherwise in the given order.

    ``known`` holds the keys that stand already. An item whose parent is nowhere comes with False; so does one item of
    each circle, which cannot be cut otherwise.
    """
    listed = list(items)
    keys = {item.key for item in listed}
    waiting: dict[str, list[Item]] = defaultdict(list)
    ready: deque[Item] = deque()
    for item in listed:
        (waiting[item.parent_key] if item.parent_key in keys else ready).append(item)
    given = set(known)
    while ready or waiting:
        if not ready:
            ready.append(_cut_circle(waiting))
        item = ready.popleft()
        yield item, not item.parent_key or item.parent_key in given
        given.add(item.key)
        ready.extend(waiting.pop(item.key, ()))


def _cut_circle(waiting: dict[str, list[Item]]) -> Item:
    """Takes out an item of a circle: whoever is left waits, directly or not, for one."""
    by_key = {item.key: item for group in waiting.values() for item in group}
    item, passed = next(iter(by_key.values())), set()
    while item.key not in passed:
        passed.add(item.key)
        item = by_key[item.parent_key]
    waiting[item.parent_key].remove(item)
    if not waiting[item.parent_key]:
        del waiting[item.parent_key]
    return item
