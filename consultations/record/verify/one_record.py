"""Whether two checkpoints are of one record."""

from __future__ import annotations

from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.tiles import MalformedTile, TiledTree
from consultations.record.tlog.tree import ProofRefuted, consistency_proof, verify_consistency
from consultations.record.verify.sources import Missing, Source, read_tile


def is_one_record(source: Source, one: Checkpoint, other: Checkpoint) -> bool:
    """Whether the larger continues the smaller, by the tiles of ``source``; not so where these are missing."""
    old, new = sorted((one, other), key=lambda checkpoint: checkpoint.size)
    if old.size == 0:
        return True
    tree = TiledTree(new.size, lambda tile: read_tile(source, tile))
    try:
        proof = consistency_proof(old.size, new.size, tree)
        verify_consistency(old.size, new.size, old.root, new.root, proof)
    except (ProofRefuted, Missing, MalformedTile):
        return False
    return True
