"""What changed between any two revisions, from the changes that each revision made.

Numbers are never used twice and stay with their passage, so the steps that touch the same numbers are one story:
a sentence split in revision 1 and edited in revision 3 is one difference between 0 and 3, with the causes of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consultations.decisions.enums import ChangeKind


@dataclass(frozen=True)
class Step:
    """A stored change: ``key`` names it; ``before`` and ``after`` are passage numbers."""

    key: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    moved: bool


@dataclass(frozen=True)
class Difference:
    """``before``, ``after``: numbers in the first and last text, in their order; ``steps``: keys, oldest first."""

    kind: ChangeKind
    moved: bool
    before: tuple[int, ...]
    after: tuple[int, ...]
    steps: tuple[int, ...]


def between(steps: Sequence[Step], old: Mapping[int, str], new: Mapping[int, str]) -> list[Difference]:
    """The differences in the order of the new text; what is as it was before, or came and went, is none.

    ``steps``: of all revisions after the old one up to the new one, oldest first. ``old`` and ``new``: number → text of
    each passage, in the order of the text.
    """
    found = []
    old_places, new_places = _places(old), _places(new)
    for numbers, told in _stories(steps):
        before = tuple(sorted((sid for sid in numbers if sid in old_places), key=old_places.__getitem__))
        after = tuple(sorted((sid for sid in numbers if sid in new_places), key=new_places.__getitem__))
        moved = any(step.moved for step in told)
        kind = _kind([old[sid] for sid in before], [new[sid] for sid in after], moved)
        if kind:
            found.append(Difference(kind, moved, before, after, tuple(step.key for step in told)))
    return _in_reading_order(found, old_places, new_places)


def _places(numbers: Iterable[int]) -> dict[int, int]:
    return {sid: place for place, sid in enumerate(numbers)}


def _stories(steps: Sequence[Step]) -> list[tuple[set[int], list[Step]]]:
    leader: dict[int, int] = {}

    def lead(sid: int) -> int:
        while leader.setdefault(sid, sid) != sid:
            leader[sid] = leader[leader[sid]]
            sid = leader[sid]
        return sid

    for step in steps:
        first, *others = (*step.before, *step.after)
        for sid in others:
            leader[lead(sid)] = lead(first)
    told: dict[int, list[Step]] = defaultdict(list)
    numbers: dict[int, set[int]] = defaultdict(set)
    for step in steps:
        one = lead((*step.before, *step.after)[0])
        told[one].append(step)
        numbers[one].update(step.before, step.after)
    return [(numbers[one], told[one]) for one in told]


def _kind(before: Sequence[str], after: Sequence[str], moved: bool) -> ChangeKind | None:
    if not before or not after:
        return ChangeKind.ADDED if after else ChangeKind.REMOVED if before else None
    if before == after:
        return ChangeKind.MOVED if moved else None
    if len(before) == 1 and len(after) > 1:
        return ChangeKind.SPLIT
    if len(before) > 1 and len(after) == 1:
        return ChangeKind.MERGED
    return ChangeKind.EDITED


def _in_reading_order(
    found: list[Difference], old_places: Mapping[int, int], new_places: Mapping[int, int]
) -> list[Difference]:
    stood_after: dict[int, int] = {}
    latest = -1
    for sid in old_places:
        latest = new_places.get(sid, latest)
        stood_after[sid] = latest

    def place(difference: Difference) -> tuple[int, int, int]:
        if difference.after:
            return (new_places[difference.after[0]], 0, 0)
        return (stood_after[difference.before[0]], 1, old_places[difference.before[0]])

    return sorted(found, key=place)
