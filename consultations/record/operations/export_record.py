"""The record as a folder of static files that any web server or CDN serves unchanged.

Nothing that a file says ever changes but for the checkpoint, which is put in place last, and for what is public of
personal fields, which goes from the folder when it goes from the site. So a run that was stopped is carried on by the
next one, and whoever reads meanwhile sees the record of the last checkpoint, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from consultations.record.domain.event_types import EVENT_TYPES, json_schema
from consultations.record.models import Blob, Checkpoint, Disclosure, Leaf
from consultations.record.queries import tiles, witnessed
from consultations.record.sequencer.storage import edge_at, tree_of
from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import Checkpoint as Signed
from consultations.record.tlog.checkpoint import MalformedCheckpoint, parse_text
from consultations.record.tlog.note import MalformedNote
from consultations.record.tlog.proof import write_receipt
from consultations.record.tlog.tiles import ENTRIES, WIDTH, Tile, tile_at
from consultations.record.tlog.tree import inclusion_proof

LEVELS = (ENTRIES, *range(8))


class NotExported(Exception):
    """Nothing was written; ``str()`` tells an operator why."""


@dataclass
class Export:
    """One run. ``old``: the entries that the folder's checkpoint holds; ``written``, ``removed``: numbers of files."""

    place: Path
    checkpoint: Checkpoint
    old: int
    written: int = 0
    removed: int = 0
    blobs: set[str] = field(default_factory=set)

    def put(self, path: str, data: bytes) -> None:
        """Writes a file whole or not at all, unless it says so already."""
        target = self.place / path
        if target.exists() and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        beside.write_bytes(data)
        beside.replace(target)
        self.written += 1


def export_record(*, epoch: int, place: Path, receipts: bool = False, pages: dict[str, bytes] | None = None) -> Export:
    """Brings ``place`` up to the newest checkpoint of ``epoch``; raises NotExported.

    ``receipts``: a receipt for every entry too, without any words; ``pages``: further files by path.
    """
    checkpoint = tiles.published(epoch)
    if checkpoint is None:
        raise NotExported(f"The record has no signed checkpoint of epoch {epoch}.")
    place.mkdir(parents=True, exist_ok=True)
    with _alone(place):
        export = Export(place, checkpoint, _kept_size(place, checkpoint))
        _write_tree(export)
        _write_blobs(export)
        _write_disclosures(export)
        if receipts:
            _write_receipts(export)
        _write_words(export, pages or {})
        _finish(export)
    return export


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    with (place / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotExported(f"Another export to {place} is running.") from error
        yield


def _kept_size(place: Path, checkpoint: Checkpoint) -> int:
    """How many entries the folder holds of this very record; raises NotExported when it holds another."""
    try:
        kept = parse_text(notes.parse((place / "checkpoint").read_bytes()).text)
    except FileNotFoundError:
        if any(path.name != ".lock" for path in place.iterdir()) and not (place / "vkey").exists():
            raise NotExported(f"{place} holds other files. Choose a folder of its own.") from None
        return 0
    except (MalformedNote, MalformedCheckpoint) as error:
        raise NotExported(f"The checkpoint in {place} cannot be read: {error}. Choose another folder.") from error
    if not _continues(kept, checkpoint):
        raise NotExported(
            f"{place} holds {kept.size} entries of {kept.origin}, which this record of {checkpoint.size} does not "
            "continue."
        )
    return kept.size


def _continues(kept: Signed, checkpoint: Checkpoint) -> bool:
    if kept.origin != checkpoint.epoch.origin or kept.size > checkpoint.size:
        return False
    return edge_at(checkpoint.epoch_id, kept.size).root() == kept.root


def _write_tree(export: Export) -> None:
    """Tiles and bundles from the one in which the folder's tree ends; those before it never change.

    Partial ones of checkpoints before stay until their full one is there, for those who still read by them.
    """
    epoch, size = export.checkpoint.epoch_id, export.checkpoint.size
    for level in LEVELS:
        n = (export.old >> 8 * max(level, 0)) // WIDTH
        while (tile := tile_at(level, n, size)) is not None:
            export.put(tile.path, tiles.tile(epoch, tile))
            n += 1


def _write_blobs(export: Export) -> None:
    """The texts that new entries name; none of theirs is missing before the checkpoint that covers them."""
    leaves = Leaf.objects.filter(
        epoch=export.checkpoint.epoch_id, index__gte=export.old, index__lt=export.checkpoint.size
    )
    for data in leaves.order_by("index").values_list("event__data", flat=True).iterator():
        if "sha256" in data and data["sha256"] not in export.blobs:
            export.blobs.add(data["sha256"])
            export.put(f"blob/{data['sha256']}", bytes(Blob.objects.get(pk=data["sha256"]).body))


def _write_disclosures(export: Export) -> None:
    """What is public on the site at this moment; what no longer is goes."""
    events = Leaf.objects.filter(epoch=export.checkpoint.epoch_id, index__lt=export.checkpoint.size).values("event")
    held = Disclosure.objects.filter(public=True, event__in=events).order_by("event_id", "name")
    rows = held.values_list("event__public_id", "encoded").iterator()
    now = set()
    for public_id, fields in groupby(rows, key=lambda row: str(row[0])):
        body = json.dumps({"event": public_id, "disclosures": [encoded for _, encoded in fields]})
        export.put(f"disclosures/{public_id}", body.encode())
        now.add(public_id)
    folder = export.place / "disclosures"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in now:
            path.unlink()
            export.removed += 1


def _write_receipts(export: Export) -> None:
    """One for each entry that has none yet. They open no words, so that nothing in them ever needs to be erased."""
    best = witnessed.best(export.checkpoint.epoch_id)
    sizes = [(best.size, best.note)] if best else []
    sizes.append((export.checkpoint.size, witnessed.with_cosignatures(export.checkpoint)))
    trees = [(size, note.encode(), tree_of(export.checkpoint.epoch_id, size)) for size, note in sizes]
    leaves = Leaf.objects.filter(epoch=export.checkpoint.epoch_id, index__lt=export.checkpoint.size).order_by("index")
    for public_id, index, body in leaves.values_list("event__public_id", "index", "body").iterator():
        path = f"receipts/{public_id}.tlog-proof"
        if (export.place / path).exists():
            continue
        size, note, tree = next(each for each in trees if each[0] > index)
        hashes = inclusion_proof(index, size, tree)
        export.put(path, write_receipt(leaf=bytes(body), disclosures=[], index=index, hashes=hashes, checkpoint=note))


def _write_words(export: Export, pages: dict[str, bytes]) -> None:
    """The key, what each kind of entry holds, and the pages for people."""
    export.put("vkey", f"{export.checkpoint.epoch.vkey}\n".encode())
    for name in EVENT_TYPES:
        export.put(f"schemas/{name}.json", json.dumps(json_schema(name), indent=1).encode())
    for path, data in pages.items():
        export.put(path, data)


def _finish(export: Export) -> None:
    """All that was written is on disk before the checkpoint that covers it."""
    os.sync()
    best = witnessed.best(export.checkpoint.epoch_id)
    if best:
        export.put("witnessed", best.note.encode())
    export.put("checkpoint", witnessed.with_cosignatures(export.checkpoint).encode())
    _remove_outgrown(export)


def _remove_outgrown(export: Export) -> None:
    """Partial tiles whose full one is there."""
    for level in LEVELS:
        n = (export.old >> 8 * max(level, 0)) // WIDTH
        folder = (export.place / Tile(level, n, 1).path).parent
        full = tile_at(level, n, export.checkpoint.size)
        if full is not None and full.width == WIDTH and folder.is_dir():
            for path in folder.iterdir():
                path.unlink()
                export.removed += 1
            folder.rmdir()
