"""Receipts: what they prove, and that not one bit of them can be changed."""

from __future__ import annotations

import pytest

from consultations.record.tlog import proof as proofs
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.signing import SigningKey
from consultations.record.tlog.tree import inclusion_proof
from tests.consultations.record.log_folder import KEY, city

RECORD = city(300)
RECEIPT = RECORD.receipt(2)
REFUSED = (proofs.MalformedProof, proofs.ReceiptRefuted)


def test_what_a_receipt_proves():
    receipt = proofs.verify_receipt(RECEIPT, KEY.verifier)
    assert (receipt.index, receipt.checkpoint.size, receipt.raw) == (2, 300, RECORD.leaves[2])
    assert receipt.leaf["subject"] == "contribution/2"
    assert receipt.disclosed == {
        "author": "Amina",
        "title": "Night buses",
        "body": "Let bus 2 run at night.",
    }


def test_the_file_is_a_tlog_proof():
    lines = RECEIPT.decode().split("\n")
    proof = inclusion_proof(2, 300, RECORD.tree())
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2 : 5 + len(proof)] == ["index 2", *map(b64, proof), "", "city.example/record/1"]
    assert bytes(proofs.parse(RECEIPT)) == RECEIPT
    assert len(RECEIPT) <= 2500


@pytest.mark.parametrize("shown", [[], [0], [1, 2]])
def test_a_receipt_may_keep_fields_to_itself(shown):
    chosen = [RECORD.disclosures[2][at] for at in shown]
    receipt = proofs.verify_receipt(RECORD.receipt(2, disclosures=chosen), KEY.verifier)
    assert list(receipt.disclosed) == [["author", "title", "body"][at] for at in shown]


# (index, size): the first in every run, all ten at night, for each takes many seconds.
TEN = [(2, 300), (0, 300), (1, 300), (3, 300), (255, 300), (256, 300), (299, 300), (0, 1), (2, 3), (256, 257)]


@pytest.mark.parametrize(
    ("index", "size"), [TEN[0], *(pytest.param(*each, marks=pytest.mark.nightly) for each in TEN[1:])]
)
def test_no_bit_of_a_receipt_can_be_flipped(index, size):
    receipt = RECORD.receipt(index, size=size, disclosures=RECORD.disclosures[index][:1])
    accepted = []
    for bit in range(len(receipt) * 8):
        flipped = bytearray(receipt)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            proofs.verify_receipt(bytes(flipped), KEY.verifier)
        except REFUSED:
            continue
        accepted.append(bit)
    assert accepted == []


@pytest.mark.parametrize("cut", [0, 1, 23, 24, 400, -1, -2])
def test_a_part_of_a_receipt_is_none(cut):
    with pytest.raises(REFUSED):
        proofs.verify_receipt(RECEIPT[:cut], KEY.verifier)


def test_bytes_after_the_receipt_are_refused():
    with pytest.raises(REFUSED):
        proofs.verify_receipt(RECEIPT + b"\n", KEY.verifier)


@pytest.mark.parametrize(
    ("disclosures", "says"),
    [
        (RECORD.disclosures[4], "not the one that was recorded"),
        (RECORD.disclosures[2] * 2, "not the one that was recorded"),
        (["!"], "damaged"),
        (["bm90IGpzb24"], "damaged"),
    ],
)
def test_texts_of_another_entry_are_refused(disclosures, says):
    with pytest.raises(proofs.ReceiptRefuted, match=says):
        proofs.verify_receipt(RECORD.receipt(2, disclosures=disclosures), KEY.verifier)


def test_another_citys_key_is_refused():
    with pytest.raises(proofs.ReceiptRefuted, match="not signed by the given key"):
        proofs.verify_receipt(RECEIPT, SigningKey("town.example/record/1", bytes(32)).verifier)


def test_a_proof_without_an_entry_is_no_receipt():
    whole = proofs.parse(RECEIPT)
    for extra in (None, b"", b"[]", b"{}", b'{"leaf": ""}', b'{"disclosures":[1],"leaf":""}', b'{"disclosures":[]}'):
        with pytest.raises(proofs.MalformedProof):
            proofs.verify_receipt(bytes(proofs.Proof(whole.index, whole.hashes, whole.checkpoint, extra)), KEY.verifier)
