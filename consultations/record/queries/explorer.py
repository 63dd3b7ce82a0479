"""Entries of the record, newest first, for people who look through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from consultations.record.domain.over_time import Stretch, Unit, gathered
from consultations.record.models import Checkpoint, Leaf

PER_PAGE = 50
# Rows read at once for a file.
CHUNK = 500


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; what is left empty narrows nothing.

    ``types``: any of these; ``subjects``: any of these, None for every subject; days are those of UTC, as in the
    record, both included.
    """

    process: str = ""
    types: tuple[str, ...] = ()
    subject: str = ""
    subjects: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Slice:
    """Entries in falling order of index. ``older``: the index below which the next page begins, None on the last."""

    leaves: list[Leaf]
    older: int | None


def _chosen(checkpoint: Checkpoint, wish: Wish) -> QuerySet[Leaf]:
    found = Leaf.objects.filter(epoch=checkpoint.epoch_id, index__lt=checkpoint.size)
    if wish.process:
        found = found.filter(event__process=wish.process)
    if wish.types:
        found = found.filter(event__type__in=wish.types)
    if wish.subject:
        found = found.filter(event__subject=wish.subject)
    if wish.subjects is not None:
        found = found.filter(event__subject__in=wish.subjects)
    if wish.since:
        found = found.filter(event__time__gte=_midnight(wish.since))
    if wish.until:
        found = found.filter(event__time__lt=_midnight(wish.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def entries(checkpoint: Checkpoint, wish: Wish, *, before: int | None = None, size: int = PER_PAGE) -> Slice:
    """One page of the published entries that fit ``wish``, below index ``before``.

    Pages go by index and not by page number, so that they cost the same at any depth and stay put while the record
    grows.
    """
    found = _chosen(checkpoint, wish).select_related("event").order_by("-index")
    if before is not None:
        found = found.filter(index__lt=before)
    page = list(found[: size + 1])
    return Slice(page[:size], page[size - 1].index if len(page) > size else None)


def every_entry(checkpoint: Checkpoint, wish: Wish) -> Iterator[Leaf]:
    """All that fit, oldest first; CHUNK of them in memory, each chunk one query."""
    found = _chosen(checkpoint, wish).select_related("event").order_by("index")
    last = -1
    while chunk := list(found.filter(index__gt=last)[:CHUNK]):
        yield from chunk
        last = chunk[-1].index


def over_time(checkpoint: Checkpoint, wish: Wish) -> tuple[Unit, list[Stretch]]:
    """How many entries that fit fall into each day, week, month or year; one query."""
    # The day as the first ten letters of the time (both databases write it so, in UTC): truncating a date on SQLite
    # would call Python for each row.
    day = Substr(Cast("event__time", CharField()), 1, 10)
    counted = _chosen(checkpoint, wish).order_by().annotate(day=day).values("day").annotate(number=Count("pk"))
    return gathered((date.fromisoformat(row["day"]), row["number"]) for row in counted)
