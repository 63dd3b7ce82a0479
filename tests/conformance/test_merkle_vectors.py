"""transparency-dev/merkle: 98 inclusion and 98 consistency proofs, and the subtree proofs that our formats can express.

Subtree inclusion is inclusion in the tree over those leaves alone, so all of it is run. Subtree consistency of a range
that starts at 0 is consistency; ranges that start later, or hold no leaf, belong to Merkle Tree Certificates alone.
"""

from __future__ import annotations

import base64
import json

import pytest

from consultations.record.tlog.tree import ProofRefuted, verify_consistency, verify_inclusion
from tests.corpora import corpus

ROWS = [json.loads(line) for line in (corpus("merkle-vectors") / "vectors.jsonl").read_text().splitlines()]


def rows(kind):
    return [pytest.param(row["vector"], id=row["path"]) for row in ROWS if row["path"].startswith(f"{kind}/")]


def data(text):
    return base64.b64decode(text or "")


def proof(vector):
    return [data(step) for step in vector["proof"] or []]


def outcome(check, *args):
    try:
        check(*args)
    except ProofRefuted:
        return "refuted"
    return "proved"


def expected(vector):
    return "refuted" if vector["wantErr"] else "proved"


@pytest.mark.parametrize("vector", rows("inclusion"))
def test_inclusion(vector):
    args = vector["leafIdx"], vector["treeSize"], data(vector["leafHash"]), proof(vector), data(vector["root"])
    assert outcome(verify_inclusion, *args) == expected(vector)


@pytest.mark.parametrize("vector", rows("consistency"))
def test_consistency(vector):
    args = vector["size1"], vector["size2"], data(vector["root1"]), data(vector["root2"]), proof(vector)
    assert outcome(verify_consistency, *args) == expected(vector)


def is_subtree(start, end):
    """A range that is a subtree: its start a multiple of the power of two that covers it."""
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


@pytest.mark.parametrize("vector", rows("subtreeinclusion"))
def test_subtree_inclusion(vector):
    start, end = vector["start"], vector["end"]
    args = vector["leafIdx"] - start, end - start, data(vector["leafHash"]), proof(vector), data(vector["root"])
    got = outcome(verify_inclusion, *args) if is_subtree(start, end) else "refuted"
    assert got == expected(vector)


FROM_THE_START = [row for row in rows("subtreeconsistency") if row.values[0]["start"] == 0 < row.values[0]["end"]]


@pytest.mark.parametrize("vector", FROM_THE_START)
def test_subtree_consistency_from_the_start(vector):
    args = vector["end"], vector["size"], data(vector["root1"]), data(vector["root2"]), proof(vector)
    assert outcome(verify_consistency, *args) == expected(vector)


def test_the_corpus_is_whole():
    kinds = [row["path"].split("/")[0] for row in ROWS]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "consistency": 98,
        "inclusion": 98,
        "subtreeconsistency": 118,
        "subtreeinclusion": 204,
    }
