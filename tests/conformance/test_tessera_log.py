"""transparency-dev/tessera's log of 15 entries: its checkpoints at every size, its tiles, all 240 proofs."""

from __future__ import annotations

import re

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import open_checkpoint
from consultations.record.tlog.signing import parse_secret, sign_note
from consultations.record.tlog.tiles import TiledTree, read_bundle
from consultations.record.tlog.tree import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.corpora import corpus

FOLDER = corpus("tessera-testlog") / "testdata"
LOG = FOLDER / "log"
SCRIPT = (FOLDER / "build_log.sh").read_text()
SECRET, VKEY = re.findall(r'LOG_P\w+_KEY="([^"]+)"', SCRIPT)
KEY = notes.parse_vkey(VKEY)
ENTRIES = read_bundle((LOG / "tile/entries/000.p/15").read_bytes(), 15)
CHECKPOINTS = {size: open_checkpoint((LOG / f"checkpoint.{size}").read_bytes(), KEY) for size in range(16)}


def tree_of(size):
    return TiledTree(size, lambda tile: (LOG / tile.path).read_bytes())


@pytest.mark.parametrize("size", range(16))
def test_roots_of_every_size(size):
    checkpoint = CHECKPOINTS[size]
    assert (checkpoint.origin, checkpoint.size) == ("example.com/log/testdata", size)
    assert checkpoint.root == root([leaf_hash(entry) for entry in ENTRIES[:size]]) == tree_of(size).root()


def test_all_240_proofs():
    proved = 0
    for size in range(1, 16):
        read = tree_of(size)
        for index in range(size):
            proof = inclusion_proof(index, size, read)
            verify_inclusion(index, size, leaf_hash(ENTRIES[index]), proof, CHECKPOINTS[size].root)
            proved += 1
        for old in range(1, size + 1):
            proof = consistency_proof(old, size, read)
            verify_consistency(old, size, CHECKPOINTS[old].root, CHECKPOINTS[size].root, proof)
            proved += 1
    assert proved == 240


@pytest.mark.parametrize("size", [0, 1, 15])
def test_signing_again_gives_the_same_bytes(size):
    key = parse_secret(SECRET)
    assert (str(key.verifier), key.secret()) == (VKEY, SECRET)
    assert bytes(sign_note(CHECKPOINTS[size].text(), [key])) == (LOG / f"checkpoint.{size}").read_bytes()


@pytest.mark.parametrize("size", range(1, 16))
def test_bundles_of_every_size(size):
    assert read_bundle((LOG / f"tile/entries/000.p/{size}").read_bytes(), size) == ENTRIES[:size]
