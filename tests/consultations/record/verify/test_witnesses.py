"""participate-verify --witness and --quorum: by whom outside the city it was signed too."""

from __future__ import annotations

import json

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.signing import WitnessSigner
from consultations.record.verify.cli import main
from tests.consultations.record.log_folder import KEY, city

VKEY = str(KEY.verifier)
RECORD = city(300)
LUMA = WitnessSigner("witness.luma.example", bytes(range(32, 64)))
PRESS = WitnessSigner("press.example", bytes(range(64, 96)))
STRANGER = WitnessSigner("witness.luma.example", bytes(range(96, 128)))
NOON = 1_793_534_400


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def cosigned(checkpoint, *witnesses, time=NOON):
    text = notes.parse(checkpoint).text
    return checkpoint + "".join(str(each.cosign(text, time)) for each in witnesses).encode()


def receipt(*witnesses):
    record = city(20)
    return record.receipt(2).replace(record.checkpoint(), cosigned(record.checkpoint(), *witnesses))


def trusting(*witnesses, quorum=None):
    named = [part for each in witnesses for part in ("--witness", str(each.key))]
    return [*named, *(["--quorum", str(quorum)] if quorum is not None else [])]


@pytest.mark.parametrize(
    ("signed", "trusted", "quorum", "code", "seen"),
    [
        ([], [], None, 0, []),
        ([LUMA], [], None, 0, []),
        ([LUMA], [LUMA], None, 0, [LUMA]),
        ([LUMA, PRESS], [LUMA, PRESS], None, 0, [LUMA, PRESS]),
        ([LUMA], [LUMA, PRESS], None, 2, [LUMA]),
        ([LUMA], [LUMA, PRESS], 1, 0, [LUMA]),
        ([LUMA, LUMA], [LUMA, PRESS], 2, 2, [LUMA]),
        ([PRESS], [LUMA], None, 2, []),
        ([], [LUMA], 0, 0, []),
        ([STRANGER], [LUMA], None, 2, []),
    ],
)
def test_a_receipt_is_witnessed_by_those_whom_one_trusts(capsys, tmp_path, signed, trusted, quorum, code, seen):
    (tmp_path / "r").write_bytes(receipt(*signed))
    found, said = run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY, *trusting(*trusted, quorum=quorum))
    assert found == code
    assert [each["name"] for each in said.get("witnessed", [])] == [each.name for each in seen]


def test_words_for_a_layperson(capsys, tmp_path):
    (tmp_path / "r").write_bytes(receipt(LUMA))
    main(["receipt", str(tmp_path / "r"), "--vkey", VKEY, *trusting(LUMA)])
    assert capsys.readouterr().out.splitlines()[-1] == "It was witnessed by witness.luma.example, 2026-11-01T12:00:00Z."
    main(["receipt", str(tmp_path / "r"), "--vkey", VKEY, *trusting(PRESS)])
    out = capsys.readouterr().out.splitlines()
    assert (out[0], out[1].strip(), out[-1]) == (
        "Could not be checked.",
        "0 of the 1 witnesses that you ask for have signed.",
        "Signed, not yet witnessed.",
    )
    main(["receipt", str(tmp_path / "r"), "--vkey", VKEY])
    assert "Signatures of others on it: 1. Name those whom you trust with --witness." in capsys.readouterr().out


def test_a_false_cosignature_of_a_known_witness_spoils_the_receipt(capsys, tmp_path):
    (tmp_path / "r").write_bytes(receipt(LUMA))
    false = str(LUMA.cosign("another text\n", NOON)).encode()
    (tmp_path / "r").write_bytes(receipt() + false)
    code, said = run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY, *trusting(LUMA))
    assert (code, "witness.luma.example is false" in said["problems"][0]["problem"]) == (1, True)
    assert run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY)[0] == 0


def test_no_bit_of_a_cosignature_can_be_flipped(capsys, tmp_path):
    whole = receipt(LUMA)
    line = whole.rindex(b"\xe2\x80\x94")
    held = []
    for at in range(line, len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        (tmp_path / "r").write_bytes(flipped)
        if run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY, *trusting(LUMA))[0] == 0:
            held.append(at)
    assert held == []


def test_keys_may_stand_in_a_file(capsys, tmp_path):
    (tmp_path / "r").write_bytes(receipt(LUMA, PRESS))
    (tmp_path / "witnesses").write_text(f"{LUMA.key}\n\n{PRESS.key}\n")
    code, said = run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY, "--witness", tmp_path / "witnesses")
    assert (code, said["quorum"], len(said["witnessed"])) == (0, 2, 2)


@pytest.mark.parametrize(
    "given", [["--witness", "nobody"], ["--witness", "pyproject.toml"], ["--quorum", "1"], ["--witness", VKEY]]
)
def test_what_is_no_witness_is_said(capsys, tmp_path, given):
    (tmp_path / "r").write_bytes(receipt())
    assert run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY, *given)[0] == 2


def log(folder, *, checkpoint, witnessed=b""):
    RECORD.write(folder)
    (folder / "checkpoint").write_bytes(checkpoint)
    if witnessed:
        (folder / "witnessed").write_bytes(witnessed)
    return folder


NEWEST = RECORD.checkpoint()


@pytest.mark.parametrize(
    ("checkpoint", "witnessed", "quorum", "code", "size", "names"),
    [
        (NEWEST, b"", 0, 0, None, []),
        (cosigned(NEWEST, PRESS), b"", None, 2, 300, [PRESS]),
        (NEWEST, b"", 1, 2, None, []),
        (cosigned(NEWEST, LUMA), b"", 1, 0, 300, [LUMA]),
        (NEWEST, cosigned(RECORD.checkpoint(256), LUMA), 1, 0, 256, [LUMA]),
        (cosigned(NEWEST, LUMA), cosigned(RECORD.checkpoint(7), LUMA, PRESS), 1, 0, 300, [LUMA]),
        (cosigned(NEWEST, LUMA), cosigned(RECORD.checkpoint(7), LUMA, PRESS), 2, 0, 7, [LUMA, PRESS]),
        (cosigned(NEWEST, LUMA), cosigned(RECORD.checkpoint(7), LUMA), 2, 2, 300, [LUMA]),
    ],
)
def test_a_log_is_witnessed_up_to_an_entry(capsys, tmp_path, checkpoint, witnessed, quorum, code, size, names):
    log(tmp_path, checkpoint=checkpoint, witnessed=witnessed)
    found, said = run(capsys, "log", tmp_path, "--vkey", VKEY, *trusting(LUMA, PRESS, quorum=quorum))
    assert (found, said.get("witnessed_size")) == (code, size)
    assert [each["name"] for each in said["witnessed"]] == [each.name for each in names]


@pytest.mark.parametrize(("given", "code"), [([], 0), (trusting(LUMA), 1)])
def test_a_file_of_nonsense_breaks_nothing(capsys, tmp_path, given, code):
    log(tmp_path, checkpoint=NEWEST, witnessed=b"nonsense")
    assert run(capsys, "log", tmp_path, "--vkey", VKEY, *given)[0] == code


def test_what_is_newer_is_named(capsys, tmp_path):
    log(tmp_path, checkpoint=NEWEST, witnessed=cosigned(RECORD.checkpoint(256), LUMA))
    assert main(["log", str(tmp_path), "--vkey", VKEY, *trusting(LUMA)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "All 300 entries are those that city.example/record/1 has signed.",
        "The record of 256 entries was witnessed by witness.luma.example, 2026-11-01T12:00:00Z.",
        "The 44 entries after that: signed, not yet witnessed.",
    ]


def test_witnesses_of_another_record_refute_this_one(capsys, tmp_path):
    """A split view: the witness has signed one record of the city, the reader is shown another."""
    other = city(300)
    other.leaves[5] = other.leaves[7].replace(b"2026", b"2027")
    log(tmp_path, checkpoint=NEWEST, witnessed=cosigned(other.checkpoint(256), LUMA))
    code, said = run(capsys, "log", tmp_path, "--vkey", VKEY, *trusting(LUMA))
    assert (code, said["problems"][0]["problem"]) == (
        1,
        "The record that is shown is not the one of 256 entries that witnesses have signed.",
    )
