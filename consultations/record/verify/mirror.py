"""A copy of a log that grows only as the log does, and raises the alarm when the log is rewritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.checkpoint import Checkpoint, open_checkpoint
from consultations.record.tlog.note import MAX_NOTE, MalformedNote, VerifierKey, parse_vkey
from consultations.record.tlog.tiles import (
    ENTRIES,
    WIDTH,
    Edge,
    MalformedTile,
    Tile,
    bundle,
    read_bundle,
    tile_at,
    tiles_of,
)
from consultations.record.tlog.tree import leaf_hash
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.following import follow, followed_checkpoint
from consultations.record.verify.keys import key_or_the_logs_own
from consultations.record.verify.one_record import is_one_record
from consultations.record.verify.sources import (
    Folder,
    Missing,
    Source,
    read_blob,
    read_checkpoint,
    read_tile,
    read_tiles,
)


@dataclass
class Mirror:
    """``place``: the folder; ``kept``: the checkpoint that it holds the log of, or None at first."""

    place: Path
    key: VerifierKey
    kept: Checkpoint | None
    report: Report


def run_mirror(source: Source, place: Path, vkey: str | None, report: Report) -> None:
    """Brings the copy in ``place`` up to what the log has signed; raises CouldNotCheck."""
    place.mkdir(parents=True, exist_ok=True)
    mirror = _open(source, place, vkey, report)
    note = read_checkpoint(source)
    followed = followed_checkpoint(source, note, mirror.key, report)
    if followed is None:
        return
    new, mirror.key = followed
    report.facts |= {"origin": new.origin, "size": new.size, "root": new.root.hex()}
    report.facts["kept_size"] = mirror.kept.size if mirror.kept else 0
    if mirror.kept and new.size <= mirror.kept.size:
        if new.size < mirror.kept.size:
            _alarm(mirror, note, new, f"it had {mirror.kept.size} entries and now shows {new.size}")
        elif new.root != mirror.kept.root:
            _alarm(mirror, note, new, f"there are two different records of {new.size} entries")
        else:
            report.lines.append(f"Nothing new: {new.size} entries.")
            _take_witnessed(mirror, source)
        return
    _grow(mirror, source, note, new)
    if not report.problems:
        mirror.kept = new
        _take_witnessed(mirror, source)


def _take_witnessed(mirror: Mirror, source: Source) -> None:
    """Keeps what witnesses have signed, when it is of the record that is kept here; else the two are the evidence.

    One that is ahead of the copy, or not signed by the log, is left for the next run: it shows nothing yet.
    """
    try:
        note = source.read("witnessed", MAX_NOTE)
    except Missing:
        return
    found = Report("mirror")
    followed = followed_checkpoint(source, note, mirror.key, found, "witnessed")
    if followed is None:
        mirror.report.notes.append(f"What witnesses have signed was not copied. {found.problems[0].words}")
        return
    witnessed, kept = followed[0], mirror.kept
    if kept is None or witnessed.size > kept.size:
        return
    if not is_one_record(Folder(str(mirror.place)), witnessed, kept):
        _alarm(mirror, note, witnessed, f"witnesses have signed another record of {witnessed.size} entries")
    elif _held(mirror.place / "witnessed") != note:
        _write(mirror.place / "witnessed", note)


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _open(source: Source, place: Path, vkey: str | None, report: Report) -> Mirror:
    """The mirror with its own key from the second run on."""
    held = place / "vkey"
    if held.exists():
        try:
            key = parse_vkey(held.read_text("utf-8").strip())
        except MalformedNote as error:
            raise CouldNotCheck(f"{held} holds no key: {error}.") from error
        if vkey is not None and key_or_the_logs_own(vkey, source, report) != key:
            raise CouldNotCheck(f"{place} is the mirror of another key: {key}.")
    else:
        key = key_or_the_logs_own(vkey, source, report)
        _write(held, f"{key}\n".encode())
    try:
        data = (place / "checkpoint").read_bytes()
        # A stop between the two files leaves the checkpoint of a key that the copy's own entries lead to.
        kept = open_checkpoint(data, follow(Folder(str(place)), data, key))
    except FileNotFoundError:
        kept = None
    except ValueError as error:
        raise CouldNotCheck(f"The checkpoint in {place} is damaged: {error}.") from error
    return Mirror(place, key, kept, report)


def _edge(mirror: Mirror) -> Edge:
    """The edge of the tree that the folder holds; raises CouldNotCheck when it is not the one that was signed."""
    if mirror.kept is None:
        return Edge()
    try:
        edge = Edge.load(mirror.kept.size, lambda tile: read_tile(Folder(str(mirror.place)), tile))
    except (Missing, MalformedTile) as error:
        raise CouldNotCheck(f"The mirror in {mirror.place} is damaged: {error}.") from error
    if edge.root() != mirror.kept.root:
        raise CouldNotCheck(f"The mirror in {mirror.place} is damaged: its tiles are not those of its checkpoint.")
    return edge


def _grow(mirror: Mirror, source: Source, note: bytes, new: Checkpoint) -> None:
    """Fetches what is new, holds it against both checkpoints, and only then keeps the new one."""
    edge, old = _edge(mirror), mirror.kept.size if mirror.kept else 0
    blobs: dict[str, tuple[int, int]] = {}
    for tile, entries in _new_bundles(source, old, new.size, mirror):
        first = tile.n * WIDTH
        hashes = b"".join(leaf_hash(raw) for raw in entries[max(old - first, 0) :])
        for full, data in edge.extend(hashes):
            _write(mirror.place / full.path, data)
        _write(mirror.place / tile.path, bundle(entries))
        _note_blobs(entries, max(old - first, 0), first, blobs)
    if mirror.report.problems:
        return
    if edge.root() != new.root:
        _alarm(mirror, note, new, f"its {new.size} entries do not continue the {old} of this mirror, or are damaged")
        return
    for tile, data in edge.partials():
        _write(mirror.place / tile.path, data)
    for sha256, (length, index) in blobs.items():
        blob = read_blob(source, mirror.report, sha256, length, index)
        if blob is not None:
            _write(mirror.place / "blob" / sha256, blob)
    if not mirror.report.problems:
        _write(mirror.place / "checkpoint", note)
        _write(mirror.place / "vkey", f"{mirror.key}\n".encode())
        _forget_old_edge(mirror, old, new.size)
        mirror.report.lines.append(f"{new.size - old} new entries, {new.size} in all. They continue what was kept.")


def _new_bundles(source: Source, old: int, size: int, mirror: Mirror) -> Iterator[tuple[Tile, list[bytes]]]:
    """The bundles from the one on in which the copy ends; the report names the first that is missing or damaged."""
    wanted = [tile for n in range(old // WIDTH, -(-size // WIDTH)) if (tile := tile_at(ENTRIES, n, size))]
    for tile, data in read_tiles(source, wanted):
        try:
            yield tile, read_bundle(data or b"", tile.width)
        except MalformedTile as error:
            words = "The record has signed entries from here on and does not give them whole"
            mirror.report.refute(f"{words}: {error}.", tile.n * WIDTH, tile.path)
            return


def _note_blobs(entries: list[bytes], skip: int, first: int, blobs: dict[str, tuple[int, int]]) -> None:
    """Which texts the new entries name. What else is wrong with an entry is for the command ``log`` to say."""
    for index, raw in enumerate(entries[skip:], first + skip):
        try:
            data = leaves.read(raw)["data"]
        except leaves.MalformedLeaf:
            continue
        if "sha256" in data:
            blobs[data["sha256"]] = data["bytes"], index


def _alarm(mirror: Mirror, note: bytes, new: Checkpoint, what: str) -> None:
    """Keeps the checkpoint that contradicts the kept one: the two together are the evidence."""
    evidence = mirror.place / "alarm" / f"{new.size}-{new.root.hex()[:16]}.checkpoint"
    _write(evidence, note)
    mirror.report.refute(
        f"ALARM: {new.origin} was rewritten: {what}. The signed proof of it is kept beside the old checkpoint.",
        where=str(evidence),
    )


def _forget_old_edge(mirror: Mirror, old: int, size: int) -> None:
    """Removes the partial files that the new edge has outgrown."""
    current = {tile.path for level in (ENTRIES, None) for tile in tiles_of(size, None if level is None else [level])}
    for level in (ENTRIES, *range(8)):
        tile = tile_at(level, (old >> 8 * max(level, 0)) // WIDTH, old)
        if tile is not None and tile.path not in current:
            (mirror.place / tile.path).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
