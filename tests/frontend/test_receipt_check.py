"""The browser's check of receipts, run by Node over receipts that the Python code made and spoilt."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from consultations.record.tlog import proof as proofs
from consultations.record.tlog.signing import SigningKey
from tests.consultations.record.log_folder import KEY, Record, city

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "frontend" / "elements" / "shared" / "receipt-check.js"
NODE = shutil.which("node")
VKEY = str(KEY.verifier)
RECORD = city(300)
RECEIPT = RECORD.receipt(2)

pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on the PATH: the browser's check is not run")


def outcomes(cases):
    """Name → outcome of (name, receipt, vkey) triples."""
    lines = [json.dumps({"name": name, "receipt": data.decode(), "vkey": key}) for name, data, key in cases]
    done = subprocess.run(
        [NODE, HERE / "receipts.mjs", MODULE], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    return {said["name"]: said["outcome"] for said in map(json.loads, done.stdout.split("\n")[:-1])}


def test_receipts_of_every_place_hold():
    cases = [(index, RECORD.receipt(index), VKEY) for index in (0, 1, 2, 255, 256, 299)]
    assert {name: said["index"] for name, said in outcomes(cases).items()} == {n: n for n, _, _ in cases}
    assert outcomes([("one", RECORD.receipt(0, size=1), VKEY)])["one"]["size"] == 1


def test_it_reads_what_python_reads():
    record = Record()
    said = 'Jabuk \N{WHITE SMILING FACE} \U0001f68d\nwith "quotes", \\ and \x7f\u2028'
    record.add("contribution.revised", "contribution/1", {"revision": 1}, personal={"body": said})
    assert outcomes([("r", record.receipt(0), VKEY)])["r"]["disclosed"] == {"body": said}


def changed(**parts):
    whole = proofs.parse(RECEIPT)
    kept = {name: getattr(whole, name) for name in ("index", "hashes", "checkpoint", "extra")}
    return bytes(proofs.Proof(**kept | parts))


REASONS = {
    "damaged": RECEIPT[:-20],
    "place": changed(index=3),
    "signature": RECEIPT.replace(b"city.example/record/1\n", b"town.example/record/1\n"),
    "text": RECORD.receipt(2, disclosures=RECORD.disclosures[4]),
    "entry": None,
}


@pytest.mark.parametrize("reason", REASONS)
def test_it_says_why_not(reason):
    record = Record()
    record.leaves, record.disclosures = [b'{"v":1}'], {0: []}
    receipt = REASONS[reason] or record.receipt(0)
    assert outcomes([("r", receipt, VKEY)]) == {"r": reason}


@pytest.mark.parametrize(
    "key",
    [
        "nonsense",
        VKEY.replace("city", "town"),
        VKEY[:-4],
        str(SigningKey(KEY.name, bytes(32)).verifier),
        str(SigningKey("town.example", KEY.seed).verifier),
    ],
)
def test_another_key_is_no_key(key):
    assert outcomes([("r", RECEIPT, key)]) == {"r": "signature"}


def test_no_bit_can_be_flipped_that_leaves_a_text():
    receipt = RECORD.receipt(2, disclosures=RECORD.disclosures[2][:1])
    cases = []
    for at in range(len(receipt)):
        for bit in range(7):
            flipped = bytearray(receipt)
            flipped[at] ^= 1 << bit
            try:
                flipped.decode()
            except UnicodeDecodeError:
                continue
            cases.append((f"{at}.{bit}", bytes(flipped), VKEY))
    said = outcomes(cases)
    assert (len(said), [name for name, outcome in said.items() if not isinstance(outcome, str)]) == (len(cases), [])
