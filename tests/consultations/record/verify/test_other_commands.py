"""participate-verify receipt, consistency, mirror, coverage; over a folder and over HTTP."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading

import pytest

from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.verify.cli import main
from tests.consultations.record.log_folder import KEY, Record, city

VKEY = str(KEY.verifier)
RECORD = city(600)


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def site(tmp_path):
    """A web server over a folder that tests may change; gives (address, folder)."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_receipt_says_what_it_proves(capsys, tmp_path):
    (tmp_path / "r").write_bytes(RECORD.receipt(2, disclosures=RECORD.disclosures[2][1:]))
    assert main(["receipt", str(tmp_path / "r"), "--vkey", VKEY]) == 0
    assert capsys.readouterr().out == (
        "Verified.\n"
        "city.example/record/1 has signed that its entry 2 is:\n"
        "  contribution.published of contribution/2, 2026-11-01T12:02:02Z, in mobility\n"
        "  channel: 'web'\n"
        "  district: 'north'\n"
        "  in_scope: True\n"
        "  kind: 'proposal'\n"
        "  theme: 'trams'\n"
        "  body: Let bus 2 run at night.\n"
        "  title: Night buses\n"
        "  author: recorded, not shown by this receipt\n"
        "Signed, not yet witnessed.\n"
    )


def test_a_text_cannot_play_with_the_terminal(capsys, tmp_path):
    record = Record()
    record.add("contribution.revised", "contribution/1", {"revision": 1}, personal={"body": "\x1b[2J\nVerified.\u202e"})
    (tmp_path / "r").write_bytes(record.receipt(0))
    assert main(["receipt", str(tmp_path / "r"), "--vkey", VKEY]) == 0
    assert capsys.readouterr().out.splitlines()[-2] == r"  body: \x1b[2J\nVerified.\u202e"


@pytest.mark.parametrize("spoil", [lambda r: r[:-9], lambda r: r.replace(b"index 2", b"index 3"), lambda r: b""])
def test_a_spoilt_receipt_is_refuted(capsys, tmp_path, spoil):
    (tmp_path / "r").write_bytes(spoil(RECORD.receipt(2)))
    code, said = run(capsys, "receipt", tmp_path / "r", "--vkey", VKEY)
    assert (code, said["result"]) == (1, "refuted")


@pytest.mark.parametrize(("old", "new"), [(1, 600), (255, 256), (256, 600), (600, 600), (600, 257), (0, 600)])
def test_checkpoints_of_one_record_are_consistent(capsys, tmp_path, old, new):
    RECORD.write(tmp_path / "log")
    (tmp_path / "old").write_bytes(RECORD.checkpoint(old))
    (tmp_path / "new").write_bytes(RECORD.checkpoint(new))
    code, said = run(
        capsys, "consistency", tmp_path / "old", tmp_path / "new", "--log", tmp_path / "log", "--vkey", VKEY
    )
    assert (code, said["old_size"], said["new_size"]) == (0, min(old, new), max(old, new))


def rewritten(entries=600, at=5):
    """The same record with another entry ``at``, signed by the same key."""
    record = city(entries)
    record.leaves[at] = record.leaves[at + 2].replace(b"2026", b"2027")
    return record


@pytest.mark.parametrize(("old", "new"), [(100, 600), (600, 600)])
def test_a_fork_is_refuted(capsys, tmp_path, old, new):
    forked = rewritten()
    forked.write(tmp_path / "log")
    (tmp_path / "old").write_bytes(RECORD.receipt(2, size=old))
    (tmp_path / "new").write_bytes(forked.checkpoint(new))
    code, said = run(
        capsys, "consistency", tmp_path / "old", tmp_path / "new", "--log", tmp_path / "log", "--vkey", VKEY
    )
    assert (code, said["result"]) == (1, "refuted")


def test_a_log_over_http_is_verified(capsys, site):
    address, folder = site
    RECORD.write(folder)
    code, said = run(capsys, "log", f"{address}/", "--vkey", VKEY)
    assert (code, said["size"]) == (0, 600)
    (folder / "tile/entries/001").unlink()
    code, said = run(capsys, "log", address, "--vkey", VKEY)
    assert (code, said["problems"][0]["index"]) == (1, 256)


def test_a_mirror_grows_with_the_log_and_is_one_itself(capsys, site, tmp_path):
    address, folder = site
    copy = tmp_path / "copy"
    for before, size in [(0, 3), (3, 3), (3, 255), (255, 256), (256, 300), (300, 600)]:
        shutil.rmtree(folder / "tile", ignore_errors=True)
        RECORD.write(folder, size)
        code, said = run(capsys, "mirror", address, copy, "--vkey", VKEY)
        assert (code, said["kept_size"], said["size"]) == (0, before, size)
        code, said = run(capsys, "log", copy, "--vkey", VKEY)
        assert (code, said["size"]) == (0, size)
    files = {str(path.relative_to(copy)): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert files == RECORD.files()


def test_a_mirror_takes_the_logs_own_key_once_and_says_so(capsys, site, tmp_path):
    address, folder = site
    RECORD.write(folder, 10)
    code, said = run(capsys, "mirror", address, tmp_path / "copy")
    assert (code, len(said["notes"])) == (0, 1)
    assert VKEY in said["notes"][0]
    code, said = run(capsys, "mirror", address, tmp_path / "copy")
    assert (code, said["notes"]) == (0, [])
    stranger = SigningKey(KEY.name, bytes(32)).verifier
    code, said = run(capsys, "mirror", address, tmp_path / "copy", "--vkey", stranger)
    assert (code, "mirror of another key" in said["unchecked"]) == (2, True)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (lambda: rewritten(400), "do not continue the 300"),
        (lambda: rewritten(300), "two different records of 300 entries"),
        (lambda: city(299), "it had 300 entries and now shows 299"),
    ],
)
def test_a_rewritten_log_raises_the_alarm_and_leaves_evidence(capsys, site, tmp_path, other, says):
    address, folder = site
    copy, record = tmp_path / "copy", other()
    RECORD.write(folder, 300)
    run(capsys, "mirror", address, copy, "--vkey", VKEY)
    shutil.rmtree(folder / "tile")
    record.write(folder)
    code, said = run(capsys, "mirror", address, copy, "--vkey", VKEY)
    assert code == 1
    assert says in said["problems"][0]["problem"]
    (evidence,) = (copy / "alarm").iterdir()
    assert evidence.read_bytes() == record.checkpoint()
    assert (copy / "checkpoint").read_bytes() == RECORD.checkpoint(300)
    shutil.rmtree(folder / "tile")
    RECORD.write(folder)
    assert run(capsys, "mirror", address, copy)[0] == 0
    assert run(capsys, "log", copy, "--vkey", VKEY)[0] == 0


def test_a_damaged_mirror_cries_no_wolf(capsys, site, tmp_path):
    address, folder = site
    copy = tmp_path / "copy"
    RECORD.write(folder, 300)
    run(capsys, "mirror", address, copy, "--vkey", VKEY)
    (copy / "tile/0/001.p/44").write_bytes(bytes(44 * 32))
    RECORD.write(folder)
    code, said = run(capsys, "mirror", address, copy)
    assert (code, "is damaged" in said["unchecked"]) == (2, True)


def test_a_log_that_withholds_entries_is_not_copied(capsys, site, tmp_path):
    address, folder = site
    RECORD.write(folder)
    (folder / "tile/entries/001").unlink()
    code, said = run(capsys, "mirror", address, tmp_path / "copy", "--vkey", VKEY)
    assert (code, said["problems"][0]["index"]) == (1, 256)
    assert not (tmp_path / "copy/checkpoint").exists()


def answer(record, number, subject, outcome, **more):
    data = {"contribution": subject, "outcome": outcome, "role": "Mobility office", **more}
    record.add("disposition.given", f"disposition/{number}", data)


def covered():
    """Five in scope, three of them answered: one adopted, one merged into it, one imported; two wait."""
    record = Record()
    record.add("epoch.opened", "epoch/1", {"origin": KEY.name}, process="")
    for number in range(1, 5):
        record.proposal(number, theme="buses" if number < 3 else "trams")
    record.proposal(5, in_scope=False)
    imported = {"kind": "comment", "channel": "import", "in_scope": True}
    record.add_import([("contribution/6", imported), ("contribution/7", imported | {"in_scope": False})])
    record.add("contribution.published", "contribution/8", imported | {"channel": "web"}, process="housing")
    answer(record, 1, "contribution/1", "adopted", reason="Good")
    record.add("contribution.merged", "contribution/2", {"into": "contribution/1", "reason": "Alike"})
    answer(record, 2, "contribution/3", "pending")
    answer(record, 3, "contribution/6", "not_adopted")
    return record


def test_coverage_is_counted_from_the_log_alone(capsys, tmp_path):
    covered().write(tmp_path)
    code, said = run(capsys, "coverage", tmp_path, "--process", "mobility", "--vkey", VKEY)
    assert code == 0
    assert (said["answered"], said["in_scope"]) == (3, 5)
    assert said["waiting"] == [
        {"subject": "contribution/3", "since": "2026-11-01T12:03:03Z"},
        {"subject": "contribution/4", "since": "2026-11-01T12:04:04Z"},
    ]
    assert said["groups"] == {
        "channel": {"import": [1, 1], "web": [2, 4]},
        "district": {"": [3, 5]},
        "theme": {"": [1, 1], "buses": [2, 2], "trams": [0, 2]},
    }
    assert main(["coverage", str(tmp_path), "--process", "mobility"]) == 0
    assert "3 of 5 contributions in scope have an answer." in capsys.readouterr().out


def test_nothing_is_counted_of_a_log_that_does_not_hold(capsys, tmp_path):
    record = covered()
    record.write(tmp_path)
    (tmp_path / "checkpoint").write_bytes(
        bytes(sign_note(Checkpoint(KEY.name, len(record.leaves), bytes(32)).text(), [KEY]))
    )
    code, said = run(capsys, "coverage", tmp_path, "--process", "mobility", "--vkey", VKEY)
    assert (code, "answered" in said) == (1, False)


def test_a_batch_that_lists_another_number_is_refuted(capsys, tmp_path):
    record = covered()
    lines = [("contribution/9", {"kind": "comment", "channel": "import", "in_scope": True})]
    index = record.add_import(lines, contributions=2)
    record.write(tmp_path)
    code, said = run(capsys, "coverage", tmp_path, "--process", "mobility", "--vkey", VKEY)
    assert (code, said["problems"][0]["index"]) == (1, index)


def test_an_unknown_consultation_cannot_be_counted(capsys, tmp_path):
    covered().write(tmp_path)
    code, said = run(capsys, "coverage", tmp_path, "--process", "parks", "--vkey", VKEY)
    assert (code, said["unchecked"]) == (2, "The record knows no consultation 'parks'.")
