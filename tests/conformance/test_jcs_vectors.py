"""RFC 8785's reference vectors, all six."""

from __future__ import annotations

import json

import pytest

from consultations.record.tlog.jcs import canonical
from tests.corpora import corpus

FOLDER = corpus("jcs") / "testdata"
NAMES = ["arrays", "french", "structures", "unicode", "values", "weird"]


def test_the_corpus_is_whole():
    assert sorted(path.stem for path in (FOLDER / "input").iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_vector(name):
    got = canonical(json.loads((FOLDER / "input" / f"{name}.json").read_text()))
    assert got == (FOLDER / "output" / f"{name}.json").read_bytes().rstrip(b"\n")
    assert got == bytes.fromhex((FOLDER / "outhex" / f"{name}.txt").read_text())
