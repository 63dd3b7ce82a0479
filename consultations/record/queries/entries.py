"""Entries of the published tree, and the proof that they stand in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Model, QuerySet

from consultations.record.domain import disclosure
from consultations.record.domain.event_types import MANY
from consultations.record.models import Checkpoint, Disclosure, Event, Leaf, Pending
from consultations.record.queries import witnessed
from consultations.record.sequencer.storage import tree_of
from consultations.record.tlog import leaf as leaf_format
from consultations.record.tlog.proof import write_receipt
from consultations.record.tlog.tree import inclusion_proof

Row = TypeVar("Row", bound=Model)
# What ``with_place`` reads together with an event, by the names under which it stands there.
PLACE = {
    "place_epoch": "leaves__epoch_id",
    "place_index": "leaves__index",
    "place_body": "leaves__body",
    "place_size": "leaves__epoch__checkpoint__size",
    "place_root": "leaves__epoch__checkpoint__root",
    "place_note": "leaves__epoch__checkpoint__note",
}


@dataclass(frozen=True)
class Entry:
    """An event in the published tree. ``index`` is the number that people read too; the first entry is 0."""

    event: Event
    epoch: int
    index: int
    body: bytes
    checkpoint: Checkpoint

    def proof(self, size: int | None = None) -> list[bytes]:
        """From the leaf's sibling to the root's child, in the tree of ``size``, else of ``checkpoint``."""
        size = size or self.checkpoint.size
        return inclusion_proof(self.index, size, tree_of(self.epoch, size))


def event_by_id(public_id: UUID) -> Event | None:
    return Event.objects.filter(public_id=public_id).first()


def with_place(rows: QuerySet[Row], event: str = "") -> QuerySet[Row]:
    """Events, or rows with a field ``event``, with what ``entry_of`` needs of the newest epoch, all in one query; the
    newest event first. Of a row, ``placed_event`` gives the event."""
    to = f"{event}__" if event else ""
    found = rows.annotate(**{name: F(to + path) for name, path in PLACE.items()})
    return found.order_by(f"-{to}position", "-place_epoch")


def placed_event(row: Any) -> Event | None:
    """The event of a row read ``with_place``, which knows its place too."""
    event: Event | None = row.event
    for name in PLACE if event else ():
        setattr(event, name, getattr(row, name))
    return event


def entry_of(event: Event) -> Entry | None:
    """The entry of ``event`` in the newest epoch that has published it; None while it waits for its place or its
    checkpoint.

    One query, none for an event read ``with_place``: then it is as it was at that moment.
    """
    if hasattr(event, "place_index"):
        return _entry_read_with(event)
    leaves = _leaves().filter(event=event, index__lt=F("epoch__checkpoint__size"))
    return _entry(leaves.order_by("-epoch_id").first())


def _entry_read_with(event: Event) -> Entry | None:
    epoch, index, body, size, root, note = (getattr(event, name) for name in PLACE)
    if size is None or index >= size:
        return None
    return Entry(event, epoch, index, body, Checkpoint(epoch_id=epoch, size=size, root=root, note=note))


def entry_at(epoch: int, index: int) -> Entry | None:
    """Entry ``index`` of ``epoch``; None when the published tree does not hold it."""
    return _entry(_leaves().filter(epoch=epoch, index=index).first())


def _leaves() -> QuerySet[Leaf]:
    return Leaf.objects.select_related("event", "epoch__checkpoint")


def _entry(leaf: Leaf | None) -> Entry | None:
    checkpoint = getattr(leaf.epoch, "checkpoint", None) if leaf else None
    if leaf is None or checkpoint is None or leaf.index >= checkpoint.size:
        return None
    return Entry(leaf.event, leaf.epoch_id, leaf.index, bytes(leaf.body), checkpoint)


def public_disclosures(event: Event) -> list[str]:
    """The encoded fields that are public on the site now, by name; none after erasure."""
    fields = Disclosure.objects.filter(event=event, public=True).order_by("name")
    return list(fields.values_list("encoded", flat=True))


def all_disclosures(event: Event) -> list[str]:
    """Every field that was not erased, for the event's owner only."""
    return list(Disclosure.objects.filter(event=event).order_by("name").values_list("encoded", flat=True))


def was_erased(event: Event) -> bool:
    """Whether fields of the event stood in the record and are gone."""
    return Disclosure.objects.filter(event=event).count() < len(recorded_fields(event))


def recorded_fields(event: Event) -> dict[str, str]:
    """Name → digest of the event's personal fields, as they stand in its leaf or will stand there."""
    leaves = Leaf.objects.filter(event=event).order_by("-epoch_id").values_list("body", flat=True)
    waiting = Pending.objects.filter(event=event).values_list("leaf", flat=True)
    body = leaves.first() or waiting.first()
    fields: dict[str, str] = json.loads(body)["sd"] if body else {}
    return fields


def erased_by(event: Event) -> Entry | None:
    """The first entry that says that fields of ``event`` were erased; None where none does or it has no place yet."""
    said = Event.objects.filter(type="content.erased", subject__in=[event.subject, MANY], process=event.process)
    for each in said.order_by("position").iterator():
        if str(event.public_id) in each.data["events"]:
            return entry_of(each)
    return None


def receipt(entry: Entry, disclosures: list[str]) -> bytes:
    """The receipt of ``entry`` as a .tlog-proof file that opens ``disclosures``.

    It goes up to the checkpoint that most witnesses have signed, to the newest where none has. Words of imported
    contributions are kept with their batch; they stand in its blob and not in its leaf, and no receipt opens them.
    """
    own = set(leaf_format.read(entry.body)["sd"].values())
    seen = witnessed.best(entry.epoch, above=entry.index) or entry.checkpoint
    return write_receipt(
        leaf=entry.body,
        disclosures=[each for each in disclosures if disclosure.digest(each) in own],
        index=entry.index,
        hashes=entry.proof(seen.size),
        checkpoint=seen.note.encode(),
    )


def is_in(event: Event, epoch: int) -> bool:
    """Whether the event has a leaf in ``epoch``, published or about to be."""
    return Leaf.objects.filter(event=event, epoch=epoch).exists()
