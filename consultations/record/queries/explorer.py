"""Entries of the record, newest first, for people who look through it."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.record.models import Checkpoint, Leaf

PER_PAGE = 50


@dataclass(frozen=True)
class Slice:
    """Entries in falling order of index. ``older``: the index below which the next page begins, None on the last."""

    leaves: list[Leaf]
    older: int | None


def entries(
    checkpoint: Checkpoint, *, process: str = "", type: str = "", subject: str = "", before: int | None = None
) -> Slice:
    """One page of the published entries that fit every filter given, below index ``before``.

    Pages go by index and not by page number, so that they cost the same at any depth and stay put while the record
    grows.
    """
    top = checkpoint.size if before is None else min(before, checkpoint.size)
    chosen = Leaf.objects.filter(epoch=checkpoint.epoch_id, index__lt=top).select_related("event")
    for name, value in (("process", process), ("type", type), ("subject", subject)):
        if value:
            chosen = chosen.filter(**{f"event__{name}": value})
    found = list(chosen.order_by("-index")[: PER_PAGE + 1])
    older = found[PER_PAGE - 1].index if len(found) > PER_PAGE else None
    return Slice(found[:PER_PAGE], older)
