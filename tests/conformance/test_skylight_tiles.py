"""FiloSottile/sunlight: a real log's tiles of 300 leaves, under a checkpoint that only a mirror has signed."""

from __future__ import annotations

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import parse_text
from consultations.record.tlog.tiles import TiledTree, hash_tiles, tiles_of
from consultations.record.tlog.tree import consistency_proof, inclusion_proof, verify_consistency, verify_inclusion
from tests.corpora import corpus

FOLDER = corpus("skylight-testdata")
LOG = next((FOLDER / "witness" / "mirror").glob("0*"))
CHECKPOINT = parse_text(notes.parse((LOG / "checkpoint").read_bytes()).text)
TREE = TiledTree(300, lambda tile: (LOG / tile.path).read_bytes())
LEAVES = [TREE(0, index) for index in range(300)]


def test_tiles_lead_to_the_root():
    assert (CHECKPOINT.origin, CHECKPOINT.size) == ("rome2026h1.example.org", 300)
    assert TREE.root() == CHECKPOINT.root


def test_our_tiles_are_the_same_files():
    ours = hash_tiles(b"".join(LEAVES))
    assert ours == {tile.path: (LOG / tile.path).read_bytes() for tile in tiles_of(300)}
    assert sorted(ours) == ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"]


def test_every_entry_is_proved_from_the_tiles():
    for index in range(300):
        verify_inclusion(index, 300, LEAVES[index], inclusion_proof(index, 300, TREE), CHECKPOINT.root)


@pytest.mark.parametrize("old", [1, 2, 128, 255, 256, 257, 299])
def test_older_sizes_are_continued(old):
    older = TiledTree(old, lambda tile: b"".join(LEAVES[tile.n * 256 :][: tile.width]) if tile.level == 0 else LEVEL_1)
    verify_consistency(old, 300, older.root(), CHECKPOINT.root, consistency_proof(old, 300, TREE))


LEVEL_1 = TREE(8, 0)


def test_witness_checkpoints_print_back():
    found = [path for path in FOLDER.glob("*/**/checkpoint") if len(path.parent.name) == 64]
    assert len(found) == 3
    for path in found:
        data = path.read_bytes()
        note = notes.parse(data)
        assert bytes(note) == data
        assert parse_text(note.text).size == 300
