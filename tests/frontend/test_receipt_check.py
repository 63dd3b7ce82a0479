"""The browser's check of receipts, run by Node over receipts that the Python code made and spoilt."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog import proof as proofs
from consultations.record.tlog.cosignature import cosignatures
from consultations.record.tlog.proof import write_receipt
from consultations.record.tlog.signing import SigningKey, WitnessSigner
from consultations.record.tlog.tree import inclusion_proof
from tests.consultations.record.log_folder import KEY, Record, city

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "frontend" / "elements" / "shared" / "receipt-check.js"
NODE = shutil.which("node")
VKEY = str(KEY.verifier)
RECORD = city(300)
RECEIPT = RECORD.receipt(2)
WITNESSES = [WitnessSigner(f"witness{number}.example", bytes([number]) * 32) for number in (1, 2)]
CHECKPOINTS = {}

pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on the PATH: the browser's check is not run")


def outcomes(cases, witnesses=()):
    """Name → outcome of (name, receipt, vkey) triples."""
    lines = [
        json.dumps({"name": name, "receipt": data.decode(), "vkey": key, "witnesses": list(witnesses)})
        for name, data, key in cases
    ]
    done = subprocess.run(
        [NODE, HERE / "receipts.mjs", MODULE], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    return {said["name"]: said["outcome"] for said in map(json.loads, done.stdout.split("\n")[:-1])}


def receipt_of(index, size, disclosures):
    """Like RECORD.receipt, with the trees kept that 1,000 of them need."""
    if size not in CHECKPOINTS:
        CHECKPOINTS[size] = RECORD.checkpoint(size), RECORD.tree(size)
    checkpoint, tree = CHECKPOINTS[size]
    hashes = inclusion_proof(index, size, tree)
    return write_receipt(
        leaf=RECORD.leaves[index], disclosures=disclosures, index=index, hashes=hashes, checkpoint=checkpoint
    )


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


def python_says(data, witnesses=()):
    """The same outcome from the Python verifier, its reasons aside."""
    try:
        receipt = proofs.verify_receipt(data, KEY.verifier)
        seen = cosignatures(notes.parse(proofs.parse(data).checkpoint), witnesses)
    except (proofs.MalformedProof, proofs.ReceiptRefuted, notes.NotSigned):
        return None
    return {
        "index": receipt.index,
        "size": receipt.checkpoint.size,
        "subject": receipt.leaf["subject"],
        "disclosed": receipt.disclosed,
        "witnesses": [[each.witness.name, each.time] for each in seen],
    }


def mutated(chance, data):
    """A receipt spoilt somewhere, mostly in a way that keeps it a text."""
    at, text = chance.randrange(len(data)), data.decode()
    at = min(at, len(text) - 2)
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    swapped = list(lines)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    number = f"index {chance.randrange(400)}"
    ways = [
        text[:at] + chance.choice("Aa0=\n +\u2014é") + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at],
        text + chance.choice(["\n", " ", lines[-2] + "\n"]),
        "\n".join(swapped),
        "\n".join(lines[:one] + lines[one + 1 :]),
        "\n".join(number if line.startswith("index ") else line for line in lines),
        text.replace("\n300\n", f"\n{chance.randrange(290, 310)}\n"),
        text.replace("\n", "\r\n"),
        "\ufeff" + text,
    ]
    return chance.choice(ways).encode()


def witnessed(chance, data):
    """The receipt with none, one or two witnesses' signatures."""
    text = notes.parse(proofs.parse(data).checkpoint).text
    signers = chance.sample(WITNESSES, chance.choice([0, 1, 1, 2]))
    return data + "".join(str(each.cosign(text, chance.randrange(1 << 40))) for each in signers).encode()


def test_both_verifiers_agree():
    """1,000 good receipts and 1,000 spoilt ones, with and without witnesses, one of whom is trusted."""
    chance = random.Random(1000)
    good = {}
    for number in range(1000):
        index = chance.randrange(300)
        shown = chance.sample(RECORD.disclosures[index], chance.randint(0, len(RECORD.disclosures[index])))
        size = chance.choice([300, 300, 257, index + 1])
        good[f"good {number}"] = witnessed(chance, receipt_of(index, max(size, index + 1), shown))
    spoilt = {f"spoilt {number}": mutated(chance, data) for number, data in enumerate(good.values())}
    cases = good | spoilt
    trusted = [WITNESSES[0].key]
    browser = outcomes([(name, data, VKEY) for name, data in cases.items()], [str(each) for each in trusted])
    python = {name: python_says(data, trusted) for name, data in cases.items()}
    assert {name: said if isinstance(said, dict) else None for name, said in browser.items()} == python
    assert [name for name in good if python[name] is None] == []
    assert sum(python[name] is None for name in spoilt) > 800
    assert {len(python[name]["witnesses"]) for name in good} == {0, 1}


def test_a_false_cosignature_is_named():
    trusted, text = WITNESSES[0], notes.parse(proofs.parse(RECEIPT).checkpoint).text
    good = RECEIPT + str(trusted.cosign(text, 7)).encode()
    false = RECEIPT + str(trusted.cosign(text.replace("300", "301"), 7)).encode()
    assert outcomes([("good", good, VKEY), ("false", false, VKEY)], [str(trusted.key)]) == {
        "good": python_says(good, [trusted.key]),
        "false": "witness",
    }
