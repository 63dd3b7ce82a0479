"""The whole log: signature, every entry, every tile, the root, the schemas, the texts that entries name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.glance import Reader
from consultations.record.tlog.note import VerifierKey
from consultations.record.tlog.tiles import ENTRIES, WIDTH, Edge, MalformedTile, Tile, read_bundle, tiles_of
from consultations.record.tlog.tree import HASH_SIZE
from consultations.record.verify.findings import Report
from consultations.record.verify.following import followed_checkpoint
from consultations.record.verify.sources import Source, read_blob, read_checkpoint, read_tiles

OnLeaf = Callable[[int, leaves.Leaf], None]


@dataclass
class Walk:
    """What the check carries along.

    ``entries``: the tree that the entries make; ``made``: the tiles of its upper levels by path; ``tiles``: the leaf
    hashes that the served tiles hold; ``differ``: the indexes at which the two are not the same.
    """

    source: Source
    checkpoint: Checkpoint
    report: Report
    on_leaf: OnLeaf | None
    entries: Edge = field(default_factory=Edge)
    made: dict[str, bytes] = field(default_factory=dict)
    tiles: bytearray = field(default_factory=bytearray)
    differ: list[int] = field(default_factory=list)
    reader: Reader = field(default_factory=Reader)
    ids: set[str] = field(default_factory=set)
    blobs: dict[str, tuple[int, int]] = field(default_factory=dict)


def check_log(source: Source, key: VerifierKey, report: Report, on_leaf: OnLeaf | None = None) -> Checkpoint | None:
    """Checks all of the log into ``report``; returns the checkpoint when its signature holds.

    ``on_leaf`` is told of every well-formed entry with its index, in order, before the root is known to be right.
    Raises CouldNotCheck when the source does not answer.
    """
    followed = followed_checkpoint(source, read_checkpoint(source), key, report)
    if followed is None:
        return None
    checkpoint = followed[0]
    report.facts |= {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    walk = Walk(source, checkpoint, report, on_leaf)
    _check_entries(walk)
    _check_roots(walk)
    _check_upper_tiles(walk)
    for sha256, (length, index) in walk.blobs.items():
        read_blob(source, report, sha256, length, index)
    return checkpoint


def _check_entries(walk: Walk) -> None:
    """Every bundle against its tile."""
    size = walk.checkpoint.size
    bundles = read_tiles(walk.source, tiles_of(size, [ENTRIES]))
    hashes = read_tiles(walk.source, tiles_of(size, [0]))
    for (bundle, entries), (tile, data) in zip(bundles, hashes, strict=True):
        counted = _hash_bundle(walk, bundle, entries)
        served = _whole(walk, tile, data)
        if served is not None and counted is not None and served != counted:
            walk.differ += [
                tile.n * WIDTH + at // HASH_SIZE
                for at in range(0, len(counted), HASH_SIZE)
                if served[at : at + HASH_SIZE] != counted[at : at + HASH_SIZE]
            ]
        unknown = b"\0" * (tile.width * HASH_SIZE)
        full = walk.entries.extend(counted or served or unknown)
        walk.made |= {upper.path: made for upper, made in full if upper.level}
        walk.tiles += served or unknown
    walk.made |= {upper.path: made for upper, made in walk.entries.partials()}


def _hash_bundle(walk: Walk, bundle: Tile, data: bytes | None) -> bytes | None:
    """The concatenated leaf hashes of a bundle after reading each of its entries; None when it is missing or broken."""
    first = bundle.n * WIDTH
    if data is None:
        walk.report.refute("The record has signed entries from here on and does not give them.", first, bundle.path)
        return None
    try:
        entries = read_bundle(data, bundle.width)
    except MalformedTile as error:
        walk.report.refute(f"The file of entries from here on is damaged: {error}.", first, bundle.path)
        return None
    for index, raw in enumerate(entries, first):
        _check_leaf(walk, index, raw)
    sha = hashlib.sha256
    return b"".join([sha(b"\x00" + raw).digest() for raw in entries])


def _check_leaf(walk: Walk, index: int, raw: bytes) -> None:
    try:
        seen = walk.reader.read(raw)
    except leaves.MalformedLeaf as error:
        walk.report.refute(f"It breaks the record's rules: {error}.", index)
        return
    if seen.id in walk.ids:
        walk.report.refute(f"The id {seen.id} stands twice.", index)
    walk.ids.add(seen.id)
    if seen.refers >= index:
        walk.report.refute("It refers to itself or to a later entry.", index)
    if seen.blob is not None:
        walk.blobs.setdefault(seen.blob[0], (seen.blob[1], index))
    if walk.on_leaf is not None:
        walk.on_leaf(index, leaves.read(raw))


def _whole(walk: Walk, tile: Tile, data: bytes | None) -> bytes | None:
    """The tile's bytes when it is there and of the right length."""
    if data is None:
        walk.report.refute("The record has signed this part of its tree and does not give it.", where=tile.path)
    elif len(data) != tile.width * HASH_SIZE:
        walk.report.refute("This part of the tree has the wrong length.", where=tile.path)
    else:
        return data
    return None


def _check_upper_tiles(walk: Walk) -> None:
    """Tiles of level 1 and up against those that follow from below."""
    for tile, data in read_tiles(walk.source, tiles_of(walk.checkpoint.size, range(1, 8))):
        if _whole(walk, tile, data) not in (None, walk.made[tile.path]):
            walk.report.refute("This part of the tree does not follow from the parts below.", where=tile.path)


def _check_roots(walk: Walk) -> None:
    """Whether entries and tiles lead to the signed root; of what differs the one that does not is to blame."""
    signed = walk.checkpoint.root
    entries_hold = tiles_hold = walk.entries.root() == signed
    if walk.differ:
        below = Edge()
        full = below.extend(bytes(walk.tiles))
        tiles_hold = below.root() == signed
        if tiles_hold:
            walk.made = {tile.path: made for tile, made in full + below.partials()}
    if not entries_hold:
        walk.report.refute("The entries do not lead to the root that was signed.", where="checkpoint")
    for index in walk.differ:
        if tiles_hold:
            walk.report.refute("It is not the entry that was signed.", index)
        elif entries_hold:
            walk.report.refute("It is the entry that was signed, but the tree holds another hash for it.", index)
        else:
            walk.report.refute("The entry and the tree do not belong together.", index)
