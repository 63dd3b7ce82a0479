"""FiloSottile/torchwood's litewitness: its add-checkpoint calls, answered by our witness as the specification of today
says, which since then answers 404 to an unknown log."""

from __future__ import annotations

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from consultations.record.tlog import note as notes
from consultations.record.tlog.add_checkpoint import parse
from consultations.record.tlog.cosignature import cosignatures
from consultations.record.tlog.note import VerifierKey
from consultations.record.tlog.signing import WitnessSigner
from tests.consultations.record.witness.serving import serving, witness_in
from tests.corpora import corpus

FOLDER = corpus("litewitness")
SCRIPTS = {name: (FOLDER / f"{name}.txt").read_text() for name in ("litewitness", "sumdb")}
CALLS = re.compile(
    r"^POST \S+/add-checkpoint\n```\n(.*?)```\nHTTP (\d+)\n\[Asserts\]\nbody (.*?)\n(?=\n|\Z)", re.S | re.M
)
PEM = re.compile(r"-- witness_key\.pem --\n(.*?-----END OPENSSH PRIVATE KEY-----\n)", re.S)
SIGSUM = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
SIGSUM_KEY = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
LOGS = {
    "litewitness": (SIGSUM, str(VerifierKey(SIGSUM, SIGSUM_KEY))),
    "sumdb": ("go.sum database tree", "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"),
}


def signer(script):
    key = load_ssh_private_key(PEM.search(script).group(1).encode(), None)
    return WitnessSigner("example.com/witness", key.private_bytes_raw())


def post(address, body):
    try:
        with urlopen(Request(f"{address}/add-checkpoint", body), timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers["Content-Type"]
    except HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers["Content-Type"]


@pytest.mark.parametrize(("name", "calls", "size"), [("litewitness", 9, 5), ("sumdb", 1, 35225469)])
def test_every_call_is_answered_as_it_says(tmp_path, name, calls, size):
    script = SCRIPTS[name]
    found = CALLS.findall(script)
    assert len(found) == calls == script.count("POST ")
    judge = witness_in(tmp_path, *LOGS[name], signer=signer(script))
    with serving(judge) as address:
        for request, status, asserts in found:
            said = post(address, request.encode())
            wanted = (404 if "unknown log" in asserts else int(status), *expected_body(asserts))
            assert (said[0], wanted[1](said[1])) == (wanted[0], True), said
            if said[0] == 200:
                note = notes.parse(parse(request.encode()).checkpoint + said[1].encode())
                assert [each.witness for each in cosignatures(note, [judge.signer.key])] == [judge.signer.key]
            if said[0] == 409:
                assert said[2] == "text/x.tlog.size"
    assert judge.memory.log(LOGS[name][0]).size == size


def expected_body(asserts):
    """What the script asserts of a body, as a function."""
    way, text = re.fullmatch(r'(contains|==) "(.*)"', asserts).groups()
    text = text.replace("\\n", "\n")
    return [lambda body: text in body if way == "contains" else body == text]
