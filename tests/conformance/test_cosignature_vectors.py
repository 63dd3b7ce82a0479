"""Cosignatures of others' witnesses: FiloSottile/sunlight's."""

from __future__ import annotations

import json

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.cosignature import cosignatures, parse_witness_key
from consultations.record.tlog.note import NotSigned
from tests.corpora import corpus

FOLDER = corpus("skylight-testdata")
WITNESSES = sorted(FOLDER.rglob("*.v0.json"))
SEEN = 1767139200  # 2025-12-31


PAIRS = [
    (json.loads(path.read_text())["verifier_keys"][0], checkpoint)
    for path in WITNESSES
    for checkpoint in path.parent.glob("*/checkpoint")
    if len(checkpoint.parent.name) == 64
]


def test_none_is_left_out():
    assert len(PAIRS) == len(WITNESSES) == 3


@pytest.mark.parametrize(("vkey", "checkpoint"), PAIRS)
def test_their_cosignatures_hold(vkey, checkpoint):
    witness = parse_witness_key(vkey)
    note = notes.parse(checkpoint.read_bytes())
    assert str(witness) == vkey
    (found,) = cosignatures(note, [witness])
    assert (found.witness, found.time) == (witness, SEEN)


@pytest.mark.parametrize(("vkey", "checkpoint"), PAIRS)
def test_no_bit_of_a_cosignature_can_be_flipped(vkey, checkpoint):
    witness = parse_witness_key(vkey)
    note = notes.parse(checkpoint.read_bytes())
    line = next(each for each in note.signatures if each.name == witness.name)
    for bit in range(0, len(line.value) * 8, 7):
        value = bytearray(line.value)
        value[bit // 8] ^= 1 << bit % 8
        flipped = notes.Note(note.text, (notes.Signature(line.name, line.key_id, bytes(value)),))
        with pytest.raises(NotSigned):
            cosignatures(flipped, [witness])
    with pytest.raises(NotSigned):
        cosignatures(notes.Note(note.text.replace("300", "301"), note.signatures), [witness])
