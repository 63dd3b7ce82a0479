"""participate-verify log: what is right is verified, and whatever is edited is found and named."""

from __future__ import annotations

import json
import random
import shutil

import pytest

from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.tlog.tiles import bundle
from consultations.record.verify.cli import main
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log
from consultations.record.verify.sources import Folder
from tests.consultations.record.log_folder import KEY, Record, city

VKEY = str(KEY.verifier)
RECORD = city(300)


@pytest.fixture
def folder(tmp_path):
    return RECORD.write(tmp_path / "log")


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def problems(folder):
    report = Report("log")
    check_log(Folder(str(folder)), KEY.verifier, report)
    return report.problems


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 300])
def test_every_size_is_verified(capsys, tmp_path, size):
    RECORD.write(tmp_path, size)
    code, said = run(capsys, "log", tmp_path, "--vkey", VKEY)
    assert (code, said["result"], said["size"], said["problems"]) == (0, "verified", size, [])


def test_a_folder_may_keep_only_the_full_tiles(folder):
    shorter = folder.parent / "shorter"
    RECORD.write(shorter, 200)
    shutil.rmtree(shorter / "tile")
    (shorter / "tile").symlink_to(folder / "tile")
    assert problems(shorter) == []


def test_words_for_a_layperson(capsys, folder):
    assert main(["log", str(folder), "--vkey", VKEY]) == 0
    assert capsys.readouterr().out == (
        "Verified.\nAll 300 entries are those that city.example/record/1 has signed.\nSigned, not yet witnessed.\n"
    )


def edit_entry(folder, index, change):
    path = folder / "tile/entries" / ("000" if index < 256 else "001.p/44")
    held = list(RECORD.leaves[index // 256 * 256 :][: 256 if index < 256 else 44])
    held[index % 256] = change(held[index % 256])
    path.write_bytes(bundle(held))


@pytest.mark.parametrize("index", [0, 3, 255, 256, 299])
def test_an_edited_entry_is_named(capsys, folder, index):
    edit_entry(folder, index, lambda raw: raw.replace(b"2026", b"2025"))
    code, said = run(capsys, "log", folder, "--vkey", VKEY)
    assert (code, said["result"]) == (1, "refuted")
    assert [(p["index"], p["problem"]) for p in said["problems"]] == [
        (None, "The entries do not lead to the root that was signed."),
        (index, "It is not the entry that was signed."),
    ]
    assert main(["log", str(folder), "--vkey", VKEY]) == 1
    assert f"Entry {index}: It is not the entry that was signed." in capsys.readouterr().out


def test_an_edited_tile_is_told_from_an_edited_entry(folder):
    path = folder / "tile/0/000"
    path.write_bytes(b"\0" * 32 + path.read_bytes()[32:])
    assert [str(p) for p in problems(folder)] == [
        "Entry 0: It is the entry that was signed, but the tree holds another hash for it."
    ]


def test_an_edited_upper_tile_is_named(folder):
    path = folder / "tile/1/000.p/1"
    path.write_bytes(b"\0" * 32)
    assert [str(p) for p in problems(folder)] == [
        "This part of the tree does not follow from the parts below. (tile/1/000.p/1)"
    ]


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
def test_what_was_signed_and_is_not_given_is_named(folder, path):
    (folder / path).unlink()
    assert path in {problem.where for problem in problems(folder)}


def test_entries_that_were_signed_but_break_the_rules_are_named(tmp_path):
    record = Record()
    record.add("epoch.opened", "epoch/1", {"origin": KEY.name}, process="")
    record.leaves.append(record.leaves[0])
    record.leaves.append(b'{"vote":"yes"}')
    record.leaves.append(record.leaves[0].replace(b"epoch.opened", b"epoch.hidden").replace(b'"id":"', b'"id":"0')[:-1])
    record.proposal(4)
    record.leaves[4] = record.leaves[4].replace(b'"refs":[]', b'"refs":[{"i":4,"rel":"reply_to"}]')
    record.write(tmp_path)
    found = problems(tmp_path)
    assert [problem.index for problem in found] == [1, 2, 3, 4]
    assert "stands twice" in found[0].words
    assert "refers to itself" in found[3].words


def test_a_text_that_an_entry_names_is_checked(tmp_path):
    record = city(4)
    record.add_import([("contribution/90", {"kind": "comment", "channel": "import", "in_scope": True})])
    record.write(tmp_path)
    (sha256,) = record.blobs
    blob = tmp_path / "blob" / sha256
    body = blob.read_bytes()
    assert problems(tmp_path) == []
    for changed in (body.replace(b"true", b"fals"), body + b"\n", body[:-1], b""):
        blob.write_bytes(changed)
        assert [(p.index, p.words) for p in problems(tmp_path)] == [
            (4, "The text that it names is not the one that was recorded.")
        ]
    blob.unlink()
    assert [(p.index, p.words) for p in problems(tmp_path)] == [(4, "The text that it names is not given.")]


def test_another_record_signed_by_the_same_key_is_refused(capsys, folder):
    other = Checkpoint("town.example/record/1", 300, RECORD.tree().root())
    (folder / "checkpoint").write_bytes(bytes(sign_note(other.text(), [KEY])))
    code, said = run(capsys, "log", folder, "--vkey", VKEY)
    assert code == 1
    assert "town.example/record/1, not of city.example/record/1" in said["problems"][0]["problem"]


def test_another_key_is_refused(capsys, folder):
    stranger = SigningKey(KEY.name, bytes(32)).verifier
    code, said = run(capsys, "log", folder, "--vkey", stranger)
    assert (code, said["problems"][0]["where"]) == (1, "checkpoint")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("log", "/nowhere", "--vkey", VKEY), "There is no folder /nowhere."),
        (("log", ".", "--vkey", VKEY), "There is no checkpoint at ."),
        (("log", "ftp://city.example", "--vkey", VKEY), "must begin with http"),
        (("log", "http://127.0.0.1:9/record/1", "--vkey", VKEY), "does not answer"),
        (("log", ".", "--vkey", "city.example"), "neither a key nor a file"),
        (("log", ".", "--vkey", "pyproject.toml"), "holds no key"),
        (("receipt", "/nowhere", "--vkey", VKEY), "cannot be read"),
        (("coverage", ".", "--process", "mobility"), "names no key"),
    ],
)
def test_what_cannot_be_checked_is_neither_verified_nor_refuted(capsys, arguments, says):
    code, said = run(capsys, *arguments)
    assert (code, said["result"]) == (2, "unchecked")
    assert says in said["unchecked"]


def test_the_key_may_stand_in_a_file(capsys, folder):
    code, _ = run(capsys, "log", folder, "--vkey", folder / "vkey")
    assert code == 0


def edit(chance, data):
    """One change somewhere in ``data``; never none."""
    at = chance.randrange(len(data))
    way = chance.randrange(6)
    if way == 0:
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if way == 1:
        return data[:at] + data[at + 1 :]
    if way == 2:
        return data[:at] + chance.randbytes(chance.choice([1, 32, 1000])) + data[at:]
    if way == 3:
        return data[:at]
    if way == 4:
        piece = chance.randrange(1, 33)
        return data[:at] + chance.randbytes(piece) + data[at + piece :]
    return data + data[-chance.randrange(1, len(data) + 1) :]


def test_a_thousand_random_edits_are_all_found(tmp_path):
    chance = random.Random(6962)
    record = city(258)
    record.write(tmp_path)
    paths = sorted(path for path in record.files() if path != "vkey")
    missed = []
    for number in range(1000):
        path = tmp_path / chance.choice(paths)
        held = path.read_bytes()
        changed = edit(chance, held)
        if changed == held:
            changed = held + b"\0"
        path.write_bytes(changed)
        if not problems(tmp_path):
            missed.append((number, path.name))
        path.write_bytes(held)
    assert missed == []
    assert problems(tmp_path) == []
