"""What of the counts may be shown: no group under ten, nor what would tell one by subtracting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from consultations.deliberation.domain.small_cells import LEAST, is_small, protect, protect_part
from consultations.surveys.domain.questions import Item
from consultations.surveys.domain.tally import BELOW, CUTS, Count, median
from consultations.surveys.enums import Kind

NOTHING = ""
"""The name of the cell of those who were asked and gave no answer."""


@dataclass(frozen=True)
class Cell:
    """``number`` of those asked, None where it is not to be shown; ``row``: of which statement of a matrix."""

    name: str
    number: int | None
    row: str = ""
    mean: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """Of one question. ``asked``: how many were asked, None where nothing about it is shown. ``mean`` and ``median``:
    of scales and numbers; ``places``: of a ranking, with the mean place of each option."""

    item: Item
    asked: int | None
    answered: int | None = None
    cells: tuple[Cell, ...] = ()
    places: tuple[Cell, ...] = ()
    mean: Decimal | None = None
    median: Decimal | None = None
    means: Mapping[str, Decimal | None] = field(default_factory=dict)

    @property
    def is_partial(self) -> bool:
        """Whether some number of it is kept back."""
        return self.asked is None or any(cell.number is None for cell in (*self.cells, *self.places))


def results(items: Sequence[Item], counted: Mapping[str, Any]) -> list[Result]:
    """Each question's result, in order; ``counted`` as ``tally`` gives it."""
    people = counted["people"]
    heads = _page_conditions(items)
    found: dict[int, Result] = {}
    for item in items:
        count = counted["questions"].get(str(item.id)) if item.asks else None
        if count is None:
            continue
        conditions = [(on, values) for on, values in (*heads[item.id], (item.depends_on, item.depends_values)) if on]
        may_tell = people >= LEAST and _may_tell_asked(count["asked"], people, conditions, found)
        found[item.id] = READERS[item.kind](item, count) if may_tell else Result(item, None)
    return list(found.values())


def _page_conditions(items: Sequence[Item]) -> dict[int, list[tuple[int | None, frozenset[str]]]]:
    """For each item the condition of the page on which it stands."""
    heads, condition = {}, []
    for item in items:
        if item.kind == Kind.PAGE:
            condition = [(item.depends_on, item.depends_values)]
        heads[item.id] = list(condition)
    return heads


def _may_tell_asked(asked: int, people: int, conditions: Sequence[tuple[int, frozenset[str]]], found: Any) -> bool:
    """How many were asked must tell nothing about the answers on which that depends beyond what is shown of them.

    So each answer that leads here must be shown, of a question with several choices only one can, and whoever chose
    it without being asked here must be nobody or ten.
    """
    if asked < LEAST or is_small(people - asked):
        return False
    for source, values in conditions:
        result = found.get(source)
        if result is None or result.asked is None or (result.item.kind == Kind.SEVERAL and len(values) > 1):
            return False
        numbers = [cell.number for cell in result.cells if cell.name in values]
        if any(number is None for number in numbers):
            return False
        if is_small(sum(number for number in numbers if number is not None) - asked):
            return False
    return True


def _partition(cells: Mapping[str, int], asked: int) -> dict[str, int | None]:
    """Cells of which each person is in one, with those who gave no answer as one more."""
    return protect({**cells, NOTHING: asked - sum(cells.values())})


def _chosen(item: Item, count: Count) -> Result:
    if item.kind == Kind.SEVERAL:
        parts = {name: protect_part(number, count["asked"]) for name, number in count["cells"].items()}
        parts[NOTHING] = protect_part(count["asked"] - count["answered"], count["asked"])
    else:
        parts = _partition(count["cells"], count["asked"])
    cells = tuple(Cell(name, number) for name, number in _in_order(item, parts))
    mean, middle = _of_scale(parts) if item.kind == Kind.SCALE else (None, None)
    return Result(item, count["asked"], _answered(count, parts), cells, mean=mean, median=middle)


def _answered(count: Count, parts: Mapping[str, int | None]) -> int | None:
    return None if parts.get(NOTHING) is None else count["answered"]


def _in_order(item: Item, parts: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Options as they stand in the question, stretches of numbers and months as they follow; no answer at the end."""
    order = {name: place for place, name in enumerate((BELOW, "0", *map(str, CUTS)) if _is_number(item) else ())}
    names = [name for name in parts if name != NOTHING]
    if order:
        names.sort(key=lambda name: order.get(name, 0))
    elif item.kind == Kind.DATE:
        names.sort()
    return [(name, parts[name]) for name in (*names, NOTHING) if name != NOTHING or parts[name] != 0]


def _is_number(item: Item) -> bool:
    return item.kind == Kind.NUMBER


def _of_scale(parts: Mapping[str, int | None]) -> tuple[Decimal | None, Decimal | None]:
    """Mean and median, where every step is shown: with hidden ones the mean would tell them."""
    if any(number is None for number in parts.values()):
        return None, None
    seen = {Decimal(name): number for name, number in parts.items() if name != NOTHING and number}
    if not seen:
        return None, None
    mean = sum(name * number for name, number in seen.items()) / sum(seen.values())
    return round(Decimal(mean), 2), median(seen)


def _numbers(item: Item, count: Count) -> Result:
    parts = _partition(count["cells"], count["asked"])
    cells = tuple(Cell(name, number) for name, number in _in_order(item, parts))
    enough = count["answered"] >= LEAST and not is_small(count["asked"] - count["answered"])
    mean, middle = (Decimal(count["mean"]), Decimal(count["median"])) if enough else (None, None)
    return Result(item, count["asked"], _answered(count, parts), cells, mean=mean, median=middle)


def _matrix(item: Item, count: Count) -> Result:
    cells, means = [], {}
    for row in item.rows:
        parts = _partition(count["rows"].get(row, {}), count["asked"])
        means[row] = _of_scale(parts)[0]
        cells += [Cell(name, number, row) for name, number in parts.items() if name != NOTHING or number != 0]
    answered = protect_part(count["answered"], count["asked"])
    return Result(item, count["asked"], answered, tuple(cells), means=means)


def _ranking(item: Item, count: Count) -> Result:
    first = _partition(count["first"], count["asked"])
    places = []
    for option in item.options:
        ranked = protect_part(count["ranked"].get(option, 0), count["asked"])
        mean = round(Decimal(count["places"][option]) / ranked, 2) if ranked else None
        places.append(Cell(option, ranked, mean=mean))
    cells = tuple(Cell(name, number) for name, number in _in_order(item, first))
    return Result(item, count["asked"], _answered(count, first), cells, tuple(places))


def _text(item: Item, count: Count) -> Result:
    return Result(item, count["asked"], protect_part(count["answered"], count["asked"]))


READERS = {
    Kind.ONE: _chosen,
    Kind.SEVERAL: _chosen,
    Kind.YES_NO: _chosen,
    Kind.SCALE: _chosen,
    Kind.DATE: _chosen,
    Kind.NUMBER: _numbers,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.SHORT: _text,
    Kind.LONG: _text,
}
