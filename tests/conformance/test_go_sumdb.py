"""Go's x/mod/sumdb, the ancestor of these formats, accepts our checkpoints, tiles, proofs and receipts.

Needs Debian's golang-go and golang-golang-x-mod-dev, which are installed where that is allowed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.signing import sign_note
from consultations.record.tlog.tiles import ENTRIES, WIDTH, Edge, TiledTree, bundle, hash_tiles, tile_at, tiles_of
from consultations.record.tlog.tree import consistency_proof, inclusion_proof, leaf_hash
from tests.consultations.record.log_folder import KEY, city
from tests.services import ServiceMissingError, ensure

GOPATH = Path("/usr/share/gocode")
PROGRAM = Path(__file__).parent / "gosumdb"


@pytest.fixture(scope="module")
def gosumdb(tmp_path_factory):
    """The compiled program; GOPATH mode, so that it builds from Debian's sources without a network."""
    try:
        ensure("go", "gosumdb")
    except ServiceMissingError as missing:
        pytest.skip(str(missing))
    place = tmp_path_factory.mktemp("go")
    offline = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOFLAGS": "", "GOPROXY": "off", "CGO_ENABLED": "0"}
    environment = {**os.environ, **offline, "GOCACHE": str(place / "cache"), "HOME": str(place)}
    subprocess.run(
        ["go", "build", "-o", place / "gosumdb", "main.go"], cwd=PROGRAM, env=environment, check=True, timeout=600
    )
    return place / "gosumdb"


def run(gosumdb, record, folder):
    older = folder / "older"
    older.mkdir()
    size = len(record.leaves)
    sizes = {old for old in (1, 2, 255, 256, 257, 511, 512, size) if old <= size}
    for old in sizes:
        (older / str(old)).write_bytes(record.checkpoint(old))
    for index in (0, size // 2, size - 1):
        (older / f"{index}.tlog-proof").write_bytes(record.receipt(index))
    return subprocess.run([gosumdb, folder / "log", older], capture_output=True, text=True, timeout=120), sizes


@pytest.mark.parametrize("entries", [3, 256, 700])
def test_go_accepts_what_we_serve(gosumdb, tmp_path, entries):
    record = city(entries)
    record.write(tmp_path / "log")
    done, sizes = run(gosumdb, record, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "origin": KEY.name,
        "size": entries,
        "proofs": entries,
        "consistent": len(sizes),
        "receipts": 3,
    }


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/000", "tile/entries/000"])
def test_go_refuses_what_was_edited(gosumdb, tmp_path, path):
    record = city(300)
    record.write(tmp_path / "log")
    file = tmp_path / "log" / path
    held = bytearray(file.read_bytes())
    held[40] ^= 1
    file.write_bytes(held)
    done, _ = run(gosumdb, record, tmp_path)
    assert done.returncode == 1


LARGE = 70_000
SAMPLED = 500


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """(folder, leaves, tiles by path) of a record whose leaves are made by the quick way."""
    folder = tmp_path_factory.mktemp("large")
    leaves = [b'{"n":%d,"v":1}' % number for number in range(LARGE)]
    tiles = hash_tiles(b"".join(map(leaf_hash, leaves)))
    for tile in tiles_of(LARGE, [ENTRIES]):
        tiles[tile.path] = bundle(leaves[tile.n * WIDTH :][: tile.width])
    root = TiledTree(LARGE, lambda tile: tiles[tile.path]).root()
    checkpoint = bytes(sign_note(Checkpoint(KEY.name, LARGE, root).text(), [KEY]))
    for path, data in {**tiles, "checkpoint": checkpoint, "vkey": f"{KEY.verifier}\n".encode()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder, leaves, tiles


def sampled(leaves, tiles):
    """500 inclusion and 500 consistency proofs, by our code from our tiles."""
    chance = random.Random(LARGE)
    tree = TiledTree(LARGE, lambda tile: tiles[tile.path])
    inclusion = [
        {"index": index, "leaf": leaves[index].decode(), "proof": encoded(inclusion_proof(index, LARGE, tree))}
        for index in [0, 65_535, 65_536, LARGE - 1, *chance.sample(range(1, 65_535), SAMPLED - 4)]
    ]
    consistency = [
        {
            "old": old,
            "root": b64(Edge.load(old, lambda tile: cut(tiles, tile)).root()),
            "proof": encoded(consistency_proof(old, LARGE, tree)),
        }
        for old in [1, 256, 65_536, LARGE, *chance.sample(range(2, LARGE), SAMPLED - 4)]
    ]
    return {"inclusion": inclusion, "consistency": consistency}


@pytest.mark.parametrize("spoilt", ["", "inclusion", "consistency"])
def test_go_accepts_a_large_record(gosumdb, large, tmp_path, spoilt):
    """70,000 leaves: Go accepts each proof, and makes the same one itself from our tiles."""
    folder, leaves, tiles = large
    proofs = sampled(leaves, tiles)
    if spoilt:
        proofs[spoilt][7]["proof"][1] = b64(bytes(32))
    (tmp_path / "proofs.json").write_text(json.dumps(proofs))
    done = subprocess.run([gosumdb, folder, tmp_path / "proofs.json"], capture_output=True, text=True, timeout=120)
    assert done.returncode == (1 if spoilt else 0)
    if not spoilt:
        counts = {"inclusion": SAMPLED, "consistency": SAMPLED, "entries": LARGE}
        assert (done.stderr, json.loads(done.stdout)) == ("", {"size": LARGE, **counts})


def encoded(proof):
    return [b64(each) for each in proof]


def cut(tiles, tile):
    """A tile of any width, from the larger one that stands there."""
    at = tile_at(tile.level, tile.n, LARGE)
    return tiles[at.path][: tile.width * 32]
