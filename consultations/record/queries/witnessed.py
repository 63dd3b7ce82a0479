"""What witnesses have signed too: for the checkpoint, receipts and the pages that say by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db.models import QuerySet

from consultations.record.models import Checkpoint, Cosignature, WitnessContact, WitnessedCheckpoint
from consultations.record.tlog import note as notes
from consultations.record.witness.configured import configured


@dataclass(frozen=True)
class Sight:
    """A witness's name for people, and when it saw the checkpoint, as it says."""

    words: str
    time: datetime


@dataclass(frozen=True)
class Witnessed:
    """A checkpoint that configured witnesses have signed. ``note``: with all their signatures."""

    size: int
    note: str
    sights: tuple[Sight, ...]


def _rows(epoch: int) -> QuerySet[WitnessedCheckpoint]:
    return WitnessedCheckpoint.objects.filter(epoch=epoch).select_related("epoch").prefetch_related("cosignatures")


def _whole(note: str, signed: Iterable[Cosignature]) -> str:
    return note + "".join(sorted(each.line for each in signed))


def with_cosignatures(checkpoint: Checkpoint) -> str:
    """The published checkpoint's note, with what witnesses have signed of exactly this size."""
    signed = Cosignature.objects.filter(checkpoint__epoch=checkpoint.epoch_id, checkpoint__size=checkpoint.size)
    return _whole(checkpoint.note, signed)


def best(epoch: int, above: int = -1) -> Witnessed | None:
    """The checkpoint that most configured witnesses have signed, the newest of those, among the ones of more than
    ``above`` entries that carry the epoch's present key; None when there is none."""
    words = {str(each.key): each.words for each in configured()}
    found = [_witnessed(row, words) for row in _rows(epoch).filter(size__gt=above) if _has_present_key(row)]
    return max((each for each in found if each.sights), key=lambda each: (len(each.sights), each.size), default=None)


def _witnessed(row: WitnessedCheckpoint, words: dict[str, str]) -> Witnessed:
    signed = [each for each in row.cosignatures.all() if each.witness in words]
    sights = tuple(Sight(words[each.witness], each.time) for each in signed)
    return Witnessed(row.size, _whole(row.note, signed), sights)


def _has_present_key(row: WitnessedCheckpoint) -> bool:
    key = notes.parse_vkey(row.epoch.vkey)
    return any((each.name, each.key_id) == (key.name, key.key_id) for each in notes.parse(row.note.encode()).signatures)


class WitnessHealth(TypedDict):
    """``size``: the entries that it has signed, 0 for none; ``problem``: why it did not sign when last asked."""

    name: str
    size: int
    problem: str


def witness_health(epoch: int) -> list[WitnessHealth]:
    """How each configured witness stands."""
    held = Cosignature.objects.filter(checkpoint__epoch=epoch).order_by("checkpoint__size")
    sizes = dict(held.values_list("witness", "checkpoint__size"))
    problems = dict(WitnessContact.objects.order_by("pk").values_list("witness", "problem"))
    return [
        WitnessHealth(name=each.words, size=sizes.get(str(each.key), 0), problem=problems.get(str(each.key), ""))
        for each in configured()
    ]
