"""Roots, proofs and tiles against the definitions of RFC 6962, written out as they stand there."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.record.tlog.tiles import (
    ENTRIES,
    Edge,
    MalformedTile,
    Tile,
    TiledTree,
    bundle,
    hash_tiles,
    parse_path,
    read_bundle,
    tiles_of,
)
from consultations.record.tlog.tree import (
    EMPTY_ROOT,
    ProofRefuted,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(str(n).encode()) for n in range(70_000)]
SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, 70_000]


def mth(leaves):
    """RFC 6962, section 2.1, as defined there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def tree(size):
    tiles = hash_tiles(b"".join(LEAVES[:size]))
    return TiledTree(size, lambda tile: tiles[tile.path])


@pytest.mark.parametrize("size", [0, *SIZES])
def test_every_way_to_the_root_is_the_definition(size):
    edge = Edge()
    edge.extend(b"".join(LEAVES[:size]))
    assert mth(LEAVES[:size]) == root(LEAVES[:size]) == edge.root() == tree(size).root()


def test_the_empty_tree():
    assert root([]) == Edge().root() == EMPTY_ROOT


@given(st.lists(st.integers(0, 700), max_size=12))
@settings(max_examples=40, deadline=None)
def test_growing_in_steps_gives_the_same_tiles(steps):
    edge, files = Edge(), {}
    for step in steps:
        files |= {tile.path: data for tile, data in edge.extend(b"".join(LEAVES[edge.size : edge.size + step]))}
        edge = Edge(edge.size, [data for _, data in _rows(edge)])
    files |= {tile.path: data for tile, data in edge.partials()}
    assert files == hash_tiles(b"".join(LEAVES[: edge.size]))
    assert sorted(files) == sorted(tile.path for tile in tiles_of(edge.size))


def _rows(edge):
    """Partial tiles with the empty ones in between, as a store would keep them."""
    kept = {tile.level: data for tile, data in edge.partials()}
    return [(level, kept.get(level, b"")) for level in range(max(kept, default=-1) + 1)]


@pytest.mark.parametrize("size", SIZES)
def test_an_edge_is_carried_on_from_tiles(size):
    tiles = hash_tiles(b"".join(LEAVES[:size]))
    edge = Edge.load(size, lambda tile: tiles[tile.path])
    assert edge.root() == mth(LEAVES[:size])
    edge.extend(LEAVES[0])
    assert edge.root() == root([*LEAVES[:size], LEAVES[0]])


def test_an_edge_that_does_not_fit_is_refused():
    with pytest.raises(MalformedTile):
        Edge(300, [b"\0" * 32])


@given(st.integers(1, 1200).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
@settings(max_examples=150, deadline=None)
def test_inclusion_proofs_hold_and_no_other_does(place):
    index, size = place
    read = tree(size)
    proof = inclusion_proof(index, size, read)
    verify_inclusion(index, size, LEAVES[index], proof, read.root())
    for other in {index ^ 1, (index + 1) % size, size} - {index}:
        with pytest.raises(ProofRefuted):
            verify_inclusion(other, size, LEAVES[index], proof, read.root())
    for broken in (proof[1:], proof[:-1], [*proof, LEAVES[0]]):
        if broken != proof:
            with pytest.raises(ProofRefuted):
                verify_inclusion(index, size, LEAVES[index], broken, read.root())


@given(st.integers(1, 1200).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new))))
@settings(max_examples=150, deadline=None)
def test_consistency_proofs_hold_and_no_other_does(sizes):
    old, new = sizes
    read = tree(new)
    old_root, new_root = root(LEAVES[:old]), read.root()
    proof = consistency_proof(old, new, read)
    verify_consistency(old, new, old_root, new_root, proof)
    with pytest.raises(ProofRefuted):
        verify_consistency(old, new, LEAVES[5000], new_root, proof)
    with pytest.raises(ProofRefuted):
        verify_consistency(old, new, old_root, new_root, [*proof, LEAVES[0]])
    if old < new:
        with pytest.raises(ProofRefuted):
            verify_consistency(old, new, old_root, LEAVES[5000], proof)
        with pytest.raises(ProofRefuted):
            verify_consistency(old, new, old_root, new_root, proof[:-1])


def test_what_is_outside_the_tree_has_no_proof():
    with pytest.raises(IndexError):
        inclusion_proof(5, 5, tree(5))
    with pytest.raises(IndexError):
        consistency_proof(6, 5, tree(5))
    with pytest.raises(ProofRefuted):
        verify_consistency(2, 1, LEAVES[0], LEAVES[0], [])


PATHS = [
    (Tile(0, 0), "tile/0/000"),
    (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
    (Tile(1, 999, 1), "tile/1/999.p/1"),
    (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
    (Tile(ENTRIES, 42, 17), "tile/entries/042.p/17"),
    (Tile(ENTRIES, 123_456_789), "tile/entries/x123/x456/789"),
]


@pytest.mark.parametrize(("tile", "path"), PATHS)
def test_paths(tile, path):
    assert (tile.path, parse_path(path)) == (path, tile)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/x1000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/0/x001/x234/067/",
        "tile/8/000/../000",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(MalformedTile):
        parse_path(path)


def test_the_example_of_the_specification():
    tiles = list(tiles_of(70_000))
    by_level = [[tile.width for tile in tiles if tile.level == level] for level in range(4)]
    assert by_level == [[256] * 273 + [112], [256, 17], [1], []]
    assert [tile.path for tile in tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles_of(0)) == []


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_bundles_are_read_back(entries):
    assert read_bundle(bundle(entries), len(entries)) == entries


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\1", b"\0\1ab", b"\0\1a\0", b"\0\1a\0\1b"])
def test_broken_bundles_are_refused(data):
    with pytest.raises(MalformedTile):
        read_bundle(data, 1)


def test_an_entry_has_at_most_65535_bytes():
    assert read_bundle(bundle([b"x" * 65_535]), 1) == [b"x" * 65_535]
    with pytest.raises(MalformedTile):
        bundle([b"x" * 65_536])
