"""What stands in a survey, as the rules see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from consultations.surveys.enums import CLOSED_KINDS, SILENT_KINDS, TEXT_KINDS, Kind

YES, NO, OTHER = "yes", "no", "other"
SCALE_ENDS = (1, 5)
WIDEST_SCALE = 11


@dataclass(frozen=True)
class Item:
    """``options`` and ``rows`` are ids; ``low`` and ``high`` bounds of choices, of a number, or the ends of a scale."""

    id: int
    kind: Kind
    required: bool = False
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    share: bool = False
    depends_on: int | None = None
    depends_values: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of its field in a form; further fields of it begin so, with a hyphen."""
        return f"q{self.id}"

    @property
    def asks(self) -> bool:
        return self.kind not in SILENT_KINDS

    @property
    def is_text(self) -> bool:
        return self.kind in TEXT_KINDS

    @property
    def values(self) -> tuple[str, ...]:
        """What can be chosen in it, in order; of a matrix, in each of its rows."""
        if self.kind == Kind.YES_NO:
            return (YES, NO)
        if self.kind in (Kind.SCALE, Kind.MATRIX):
            low, high = self.ends
            return tuple(str(step) for step in range(low, high + 1))
        return (*self.options, OTHER) if self.other else self.options

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last step of a scale."""
        low = SCALE_ENDS[0] if self.low is None else int(self.low)
        high = SCALE_ENDS[1] if self.high is None else int(self.high)
        return low, high


@dataclass(frozen=True)
class Page:
    """``head``: the item that begins it, none for a first page without one; ``number`` counts from 1."""

    number: int
    head: Item | None
    items: tuple[Item, ...]


def item_of(id: int, kind: str, required: bool, settings: Mapping[str, Any], on: int | None, values: Any) -> Item:
    """The item that a stored question is; the shape of ``settings`` is told at the model."""
    low, high = settings.get("min"), settings.get("max")
    return Item(
        id=id,
        kind=Kind(kind),
        required=required,
        options=tuple(option["id"] for option in settings.get("options", ())),
        rows=tuple(row["id"] for row in settings.get("rows", ())),
        other=bool(settings.get("other")),
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        share=bool(settings.get("share")),
        depends_on=on,
        depends_values=frozenset(values or ()),
    )


def pages_of(items: Sequence[Item]) -> list[Page]:
    """The items by page. What stands before the first page item is a page too."""
    parts: list[tuple[Item | None, list[Item]]] = []
    for item in items:
        if item.kind == Kind.PAGE:
            parts.append((item, []))
        else:
            if not parts:
                parts.append((None, []))
            parts[-1][1].append(item)
    return [Page(number, head, tuple(inside)) for number, (head, inside) in enumerate(parts, start=1)]


def may_be_source(item: Item) -> bool:
    """Whether others may depend on its answer."""
    return item.kind in CLOSED_KINDS
