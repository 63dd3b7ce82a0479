"""Ed25519 verification: 151 of Project Wycheproof, and the edge cases of CCTV that documents differ on."""

from __future__ import annotations

import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consultations.record.tlog.ed25519 import verify
from tests.corpora import corpus

WYCHEPROOF = json.loads((corpus("wycheproof-ed25519") / "ed25519_test.json").read_text())
CCTV = json.loads((corpus("cctv-ed25519") / "ed25519vectors.json").read_text())
CASES = [
    (bytes.fromhex(group["publicKey"]["pk"]), bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]), case)
    for group in WYCHEPROOF["testGroups"]
    for case in group["tests"]
]


def by_openssl(key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(("key", "message", "signature", "case"), CASES, ids=[f"tc{c[3]['tcId']}" for c in CASES])
def test_wycheproof(key, message, signature, case):
    assert verify(key, message, signature) == (case["result"] == "valid")


def test_wycheproof_is_whole():
    assert len(CASES) == WYCHEPROOF["numberOfTests"] == 151


def test_cctv_edge_cases_that_are_accepted():
    """Of 914 signatures with odd points exactly those hold that have none of what RFC 8032 leaves open.

    Refused: small-order A or R, encodings that are not canonical, and a residue of small order (we multiply by no
    cofactor). Accepted: points with a component of small order that cancels out; only who holds the key can make them.
    """
    refusing = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
    accepted = {
        case["number"]
        for case in CCTV
        if verify(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
    }
    assert accepted == {case["number"] for case in CCTV if not refusing & set(case["flags"] or ())}
    assert (len(CCTV), len(accepted)) == (914, 43)


def test_what_we_accept_openssl_accepts():
    loose = [
        case["number"]
        for case in CCTV
        if verify(*(args := (bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))))
        and not by_openssl(*args)
    ]
    assert loose == []
