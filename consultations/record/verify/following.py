"""From a key that one holds to the key that signs the log now, by the entries that hand it over."""

from __future__ import annotations

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.checkpoint import Checkpoint, MalformedCheckpoint, open_checkpoint, parse_text
from consultations.record.tlog.note import MalformedNote, NotSigned, VerifierKey, parse
from consultations.record.tlog.rotation import LEAF_END, NotHandedOver, successor
from consultations.record.tlog.tiles import ENTRIES, MalformedTile, read_bundle, tiles_of
from consultations.record.verify.findings import Report
from consultations.record.verify.sources import Source, read_tiles


def _signed_checkpoint(data: bytes, key: VerifierKey, report: Report, where: str) -> Checkpoint | None:
    """The checkpoint when it is signed by ``key``; else the report says why not."""
    try:
        return open_checkpoint(data, key)
    except (MalformedNote, MalformedCheckpoint, NotSigned) as error:
        report.refute(f"The checkpoint does not hold: {error}.", where=where)
        return None


def follow(source: Source, data: bytes, key: VerifierKey) -> VerifierKey:
    """The key that took over from ``key`` in the log whose newest checkpoint is ``data``; ``key`` where none did.

    Each step is signed by the key before it, so nothing else of the log needs to be believed for it.
    """
    try:
        claimed = parse_text(parse(data).text)
    except (MalformedNote, MalformedCheckpoint):
        return key
    for tile, bundle in read_tiles(source, tiles_of(claimed.size, [ENTRIES])):
        if bundle is None:
            return key
        if LEAF_END in bundle:
            key = _follow_bundle(bundle, tile.width, key)
    return key


def _follow_bundle(bundle: bytes, width: int, key: VerifierKey) -> VerifierKey:
    try:
        entries = read_bundle(bundle, width)
    except MalformedTile:
        return key
    for raw in entries:
        if not raw.endswith(LEAF_END):
            continue
        try:
            old, new = successor(leaves.read(raw)["data"])
        except (leaves.MalformedLeaf, NotHandedOver):
            continue
        if old == key:
            key = new
    return key


def followed_checkpoint(
    source: Source, data: bytes, key: VerifierKey, report: Report, where: str = "checkpoint"
) -> tuple[Checkpoint, VerifierKey] | None:
    """The checkpoint when it is signed by ``key`` or by one that took over from it, and by which."""
    try:
        return open_checkpoint(data, key), key
    except (MalformedNote, MalformedCheckpoint, NotSigned):
        present = follow(source, data, key)
    checkpoint = _signed_checkpoint(data, present, report, where)
    if checkpoint is None:
        return None
    report.facts["vkey"] = str(present)
    note = f"The record was handed over to another key, as the given one has signed: {present}."
    if note not in report.notes:
        report.notes.append(note)
    return checkpoint, present
