"""Counting answers by question. The counts are exact and for the operator; domain/results.py says what may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from consultations.surveys.domain.conditions import Answers, asked
from consultations.surveys.domain.questions import Item
from consultations.surveys.enums import Kind

# Fixed for every survey, so that two pictures of one survey never cut numbers at different places.
CUTS = tuple(Decimal(digit) * Decimal(10) ** power for power in range(7) for digit in (1, 2, 5))
BELOW, UP = "<", "+"

Count = dict[str, Any]
"""Of one question: ``asked`` people, ``answered``, and what its kind counts."""


def tally(items: Sequence[Item], responses: Iterable[Answers]) -> dict[str, Any]:
    """``{"people": N, "questions": {"<id>": Count}}``, ready to be stored as JSON; the same in any order."""
    counts = {item.id: _empty(item) for item in items if item.asks}
    by_id = {item.id: item for item in items}
    values: dict[int, Counter[Decimal]] = {item.id: Counter() for item in items if item.kind == Kind.NUMBER}
    people = 0
    for answers in responses:
        people += 1
        for id in asked(items, answers):
            if id not in counts:
                continue
            counts[id]["asked"] += 1
            if answer := answers.get(id):
                counts[id]["answered"] += 1
                _add(by_id[id], counts[id], answer)
                if id in values:
                    values[id][Decimal(answer["number"])] += 1
    for id, seen in values.items():
        counts[id].update(_middle_of(seen))
    return {"people": people, "questions": {str(id): count for id, count in counts.items()}}


def _empty(item: Item) -> Count:
    count: Count = {"asked": 0, "answered": 0}
    if item.kind == Kind.MATRIX:
        count["rows"] = {row: dict.fromkeys(item.values, 0) for row in item.rows}
    elif item.kind == Kind.RANKING:
        count["first"] = dict.fromkeys(item.options, 0)
        count["ranked"] = dict.fromkeys(item.options, 0)
        count["places"] = dict.fromkeys(item.options, 0)
    elif not item.is_text:
        count["cells"] = dict.fromkeys(item.values, 0)
    return count


def _add(item: Item, count: Count, answer: Mapping[str, Any]) -> None:
    if item.kind == Kind.MATRIX:
        for row, step in answer["rows"].items():
            if row in count["rows"]:
                count["rows"][row][step] = count["rows"][row].get(step, 0) + 1
    elif item.kind == Kind.RANKING:
        for place, option in enumerate(answer["order"], start=1):
            count["ranked"][option] = count["ranked"].get(option, 0) + 1
            count["places"][option] = count["places"].get(option, 0) + place
            if place == 1:
                count["first"][option] = count["first"].get(option, 0) + 1
    elif not item.is_text:
        for cell in _cells(item, answer):
            count["cells"][cell] = count["cells"].get(cell, 0) + 1


def _cells(item: Item, answer: Mapping[str, Any]) -> Sequence[str]:
    if item.kind == Kind.NUMBER:
        return [number_cell(Decimal(answer["number"]))]
    if item.kind == Kind.DATE:
        return [answer["date"][:7]]
    return list(answer["chosen"])


def number_cell(number: Decimal) -> str:
    """The name of the stretch that holds ``number``: its lower end; ``<`` below 0, ``0`` from 0 to below 1."""
    if number < 0:
        return BELOW
    return str(max((cut for cut in CUTS if cut <= number), default=Decimal(0)))


def _middle_of(seen: Counter[Decimal]) -> Count:
    """Mean to two places and median of the numbers; empty without any."""
    total = sum(seen.values())
    if not total:
        return {}
    mean = sum((number * times for number, times in seen.items()), Decimal(0)) / total
    return {"mean": str(round(mean, 2)), "median": str(median(seen))}


def median(seen: Mapping[Decimal, int]) -> Decimal:
    """The middle one of the numbers, each taken as often as ``seen`` says; between two middle ones their mean."""
    total = sum(seen.values())
    wanted = ((total - 1) // 2, total // 2)
    found, passed = [], 0
    for number in sorted(seen):
        found += [number for place in wanted if passed <= place < passed + seen[number]]
        passed += seen[number]
    return (found[0] + found[1]) / 2
