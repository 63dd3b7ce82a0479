"""Merkle trees (RFC 6962, section 2.1; RFC 9162, section 2.1): hashes, roots and the two kinds of proof.

A *node reader* gives the hash of a complete subtree: ``read(level, n)`` is the root over the 2^level leaves from
n·2^level on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

NodeReader = Callable[[int, int], bytes]


class ProofRefuted(ValueError):
    """The proof does not prove what it should."""


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(00 ‖ leaf)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: bytes) -> bytes:
    """The root over concatenated subtree hashes, of which all but the last are complete and of one height."""
    if not hashes:
        return EMPTY_ROOT
    sha = hashlib.sha256
    while len(hashes) > HASH_SIZE:
        whole = len(hashes) // 64 * 64
        level = [sha(b"\x01" + hashes[at : at + 64]).digest() for at in range(0, whole, 64)]
        hashes = b"".join(level) + hashes[whole:]
    return hashes


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root of the tree over ``leaf_hashes``; SHA-256 of nothing when there are none."""
    return fold(b"".join(leaf_hashes))


def _split(width: int) -> int:
    """The largest power of two below ``width`` (≥ 2)."""
    return 1 << (width - 1).bit_length() - 1


def _range_root(low: int, high: int, read: NodeReader) -> bytes:
    """The root over leaves ``low`` to ``high``, a range that a proof names, so that complete subtrees make it up."""
    nodes = []
    while low < high:
        level = (high - low).bit_length() - 1
        nodes.append(read(level, low >> level))
        low += 1 << level
    total = nodes.pop()
    while nodes:
        total = node_hash(nodes.pop(), total)
    return total


def inclusion_proof(index: int, size: int, read: NodeReader) -> list[bytes]:
    """The hashes from the leaf's sibling up to the root's child (RFC 6962, section 2.1.1)."""
    if not 0 <= index < size:
        raise IndexError(f"entry {index} is not in a tree of {size}")
    ranges, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    return [_range_root(*each, read) for each in reversed(ranges)]


def consistency_proof(old: int, new: int, read: NodeReader) -> list[bytes]:
    """The proof that the tree of ``new`` leaves continues that of ``old`` (RFC 6962, section 2.1.2)."""
    if not 0 <= old <= new:
        raise IndexError(f"a tree of {new} cannot continue one of {old}")
    if old in (0, new):
        return []
    ranges, low, high = [], 0, new
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    if low:
        ranges.append((low, high))
    return [_range_root(*each, read) for each in reversed(ranges)]


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that ``proof`` gives for leaf hash ``leaf`` at ``index`` (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != HASH_SIZE:
        raise ProofRefuted("the index lies outside the tree, or the leaf's hash is none")
    node, last, total = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != HASH_SIZE:
            raise ProofRefuted("the proof has a hash too many or one of wrong length")
        if node & 1 or node == last:
            total = node_hash(step, total)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            total = node_hash(total, step)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofRefuted("the proof is too short")
    return total


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Raises ProofRefuted unless leaf hash ``leaf`` stands at ``index`` in the tree of ``size`` with ``root``."""
    if root_from_inclusion(index, size, leaf, proof) != root:
        raise ProofRefuted("the proof leads to another root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raises ProofRefuted unless the tree of ``new`` continues that of ``old`` (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old <= new:
        raise ProofRefuted("the newer tree is smaller")
    if any(len(each) != HASH_SIZE for each in proof):
        raise ProofRefuted("a hash has the wrong length")
    if old == 0:
        if new or proof or (old_root, new_root) != (EMPTY_ROOT, EMPTY_ROOT):
            raise ProofRefuted("an empty tree is continued by every tree, so nothing can be proved")
        return
    if old == new:
        if proof or old_root != new_root:
            raise ProofRefuted("the same size has two roots, or the proof should be empty")
        return
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        raise ProofRefuted("the proof is empty")
    if _roots_from_consistency(old, new, steps) != (old_root, new_root):
        raise ProofRefuted("the proof does not lead from the old root to the new one")


def _roots_from_consistency(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The old and the new root that the steps give, the first being that of the old tree's last complete subtree."""
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofRefuted("the proof has a hash too many")
        if node & 1 or node == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, step)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofRefuted("the proof is too short")
    return first, second
