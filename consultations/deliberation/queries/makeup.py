"""Who takes part beside who lives in the city, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consultations.deliberation.domain.small_cells import LEAST, protect
from consultations.deliberation.models import Consultation, ToldOnce, TraitCount, TraitValue
from consultations.people.models import Participant


@dataclass(frozen=True)
class Compared:
    """One answer: ``here`` told it (None where that is not shown), percent of those who told; percent of the city."""

    words: str
    here: int | None
    share: int | None
    city: int

    @property
    def is_missing(self) -> bool:
        """Fewer than half of what the city's share would be."""
        return self.share is not None and self.share * 2 < self.city


@dataclass(frozen=True)
class MakeUp:
    """A trait; without rows where fewer than ten told it."""

    words: str
    rows: Sequence[Compared]

    @property
    def is_partial(self) -> bool:
        return any(row.here is None for row in self.rows)


def make_up_of(consultation: Consultation) -> list[MakeUp]:
    """Of each trait of the city's list. Two queries."""
    counts = TraitCount.objects.filter(consultation=consultation)
    shown = dict(counts.order_by().values_list("value", "shown"))
    by_trait: dict[int, list[TraitValue]] = defaultdict(list)
    for value in TraitValue.objects.select_related("trait").order_by("trait__position", "trait", "position", "pk"):
        by_trait[value.trait_id].append(value)
    return [_made_up(values, shown) for values in by_trait.values()]


def _made_up(values: Sequence[TraitValue], shown: dict[int, int]) -> MakeUp:
    words = values[0].trait.label
    told = sum(shown.get(value.pk, 0) for value in values)
    if told < LEAST:
        return MakeUp(words, [])
    cells = protect({value.pk: shown.get(value.pk, 0) for value in values})
    people = sum(value.people for value in values) or 1
    return MakeUp(words, [_compared(value, cells[value.pk], told, people) for value in values])


def _compared(value: TraitValue, here: int | None, told: int, people: int) -> Compared:
    share = None if here is None else round(100 * here / told)
    return Compared(value.label, here, share, round(100 * value.people / people))


def has_told(person: Participant | None, consultation: Consultation) -> bool:
    return person is not None and ToldOnce.objects.filter(consultation=consultation, participant=person).exists()


def told_by(participant: Participant) -> list[dict[str, Any]]:
    """That the person told something about themselves, for the file that they take away; what, nobody knows."""
    rows = ToldOnce.objects.filter(participant=participant).select_related("consultation").order_by("pk")
    return [{"consultation": row.consultation.slug} for row in rows]
