"""A mirror over time: fifty ways to rewrite a record ring the alarm, a site that is down does not."""

from __future__ import annotations

import json
import random
import shutil
import sys
import threading

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.signing import WitnessSigner
from consultations.record.verify.cli import main
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.mirror import run_mirror
from consultations.record.verify.sources import Folder
from tests.consultations.record.log_folder import KEY, city

VKEY = str(KEY.verifier)
RECORD = city(300)
WITNESS = WitnessSigner("witness.luma.example", bytes(range(32, 64)))


def forked(chance):
    """The record rewritten: one entry before the 300th is another, or one is left out; then shown at some size."""
    record = city(360)
    at = chance.randrange(1, 299)
    if chance.random() < 0.5:
        record.leaves[at] = record.leaves[at].replace(b"2026", b"2027")
    else:
        del record.leaves[at]
    return record, chance.choice([300, 301, 320, 350])


def shown(record, size, chance, folder):
    """What the city now serves: a fork, or the old record cut short."""
    shutil.rmtree(folder)
    if chance.random() < 0.2:
        RECORD.write(folder, chance.randrange(1, 300))
    else:
        record.write(folder, size)


def test_fifty_forks_and_rollbacks_ring_the_alarm(tmp_path):
    chance = random.Random(2026)
    site, copy = RECORD.write(tmp_path / "site", 300), tmp_path / "copy"
    run_mirror(Folder(str(site)), copy, VKEY, Report("mirror"))
    kept = (copy / "checkpoint").read_bytes()
    for _ in range(50):
        shown(*forked(chance), chance, site)
        report = Report("mirror")
        run_mirror(Folder(str(site)), copy, None, report)
        assert (report.code, report.problems[0].words[:6]) == (1, "ALARM:")
        assert (copy / "checkpoint").read_bytes() == kept
    assert len(list((copy / "alarm").iterdir())) > 10
    shutil.rmtree(site)
    city(360).write(site)
    report = Report("mirror")
    run_mirror(Folder(str(site)), copy, None, report)
    assert (report.code, report.facts["size"]) == (0, 360)


def witnessed(record, size):
    """A witness's signature under the record's first ``size`` entries."""
    note = record.checkpoint(size)
    return note + str(WITNESS.cosign(notes.parse(note).text, 1_793_534_400)).encode()


def mirrored(site, copy):
    report = Report("mirror")
    run_mirror(Folder(str(site)), copy, VKEY, report)
    return report.code, (copy / "witnessed").read_bytes() if (copy / "witnessed").exists() else None


def test_what_witnesses_have_signed_is_copied_and_can_be_checked_on_the_copy(capsys, tmp_path):
    site, copy = RECORD.write(tmp_path / "site", 280), tmp_path / "copy"
    assert mirrored(site, copy) == (0, None)
    for size in (270, 280):
        (site / "witnessed").write_bytes(witnessed(RECORD, size))
        assert mirrored(site, copy) == (0, witnessed(RECORD, size))
    (site / "witnessed").write_bytes(witnessed(RECORD, 300))
    assert mirrored(site, copy) == (0, witnessed(RECORD, 280)), "the copy does not hold 300 yet"
    RECORD.write(site, 300)
    assert mirrored(site, copy) == (0, witnessed(RECORD, 300))
    assert main(["log", str(copy), "--vkey", VKEY, "--witness", str(WITNESS.key)]) == 0
    assert "witnessed by witness.luma.example" in capsys.readouterr().out
    (site / "witnessed").write_bytes(witnessed(RECORD, 300).replace(b"city.example", b"town.example"))
    assert mirrored(site, copy) == (0, witnessed(RECORD, 300)), "nobody signed that"


@pytest.mark.parametrize("size", [299, 300])
def test_witnesses_who_were_shown_another_record_ring_the_alarm(tmp_path, size):
    other = city(300)
    other.leaves[7] = other.leaves[7].replace(b"2026", b"2027")
    site, copy = RECORD.write(tmp_path / "site", 300), tmp_path / "copy"
    assert mirrored(site, copy) == (0, None)
    (site / "witnessed").write_bytes(witnessed(other, size))
    assert mirrored(site, copy) == (1, None)
    assert [each.read_bytes() for each in (copy / "alarm").iterdir()] == [witnessed(other, size)]


HOOK = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"


@pytest.mark.parametrize("way", [[], ["--once"], ["--every", "0.01"]])
def test_the_alarm_runs_a_command(capsys, tmp_path, way):
    site = RECORD.write(tmp_path / "site")
    heard = tmp_path / "heard"
    command = ["mirror", str(site), str(tmp_path / "copy"), "--vkey", VKEY, *way]
    command += ["--alarm", f"{sys.executable} -c '{HOOK}' {heard}"]
    if "--every" not in way:
        assert main(command) == 0
        assert not heard.exists()
    else:
        run_mirror(Folder(str(site)), tmp_path / "copy", VKEY, Report("mirror"))
    RECORD.write(site, 200)
    assert main(command) == 1
    assert "ALARM" in capsys.readouterr().out
    assert "now shows 200" in json.loads(heard.read_bytes())["problems"][0]["problem"]


def test_a_command_that_fails_is_told(capsys, tmp_path):
    site = RECORD.write(tmp_path / "site")
    command = ["mirror", str(site), str(tmp_path / "copy"), "--vkey", VKEY, "--alarm"]
    assert main([*command, "false"]) == 0
    RECORD.write(site, 200)
    assert main([*command, "false"]) == 1
    assert "command ended with 1" in capsys.readouterr().out
    assert main([*command, "/no/such/program"]) == 1
    assert "could not be run" in capsys.readouterr().out


def test_it_runs_on_while_the_site_is_down(capsys, tmp_path):
    """Grows, loses the site, finds it again, and ends with the first rewriting."""
    site, copy = tmp_path / "site", tmp_path / "copy"
    city(10).write(site)
    steps = threading.Thread(target=_live, args=(site, copy))
    steps.start()
    code = main(["mirror", str(site), str(copy), "--vkey", VKEY, "--every", "0.02"])
    steps.join()
    out = capsys.readouterr().out
    assert code == 1
    assert [words in out for words in ("10 new entries", "There is no folder", "5 new entries", "ALARM")] == [True] * 4


def _live(site, copy):
    def until(done):
        for _ in range(1000):
            if done():
                return
            threading.Event().wait(0.02)
        raise AssertionError("nothing happened")

    until((copy / "checkpoint").exists)
    site.rename(site.with_name("away"))
    threading.Event().wait(0.3)
    site.with_name("away").rename(site)
    beside = city(15).write(site.with_name("beside"))
    site.rename(site.with_name("old"))
    beside.rename(site)
    until(lambda: b"\n15\n" in (copy / "checkpoint").read_bytes())
    beside = city(3).write(site.with_name("beside"))
    site.rename(site.with_name("older"))
    beside.rename(site)


def test_nothing_is_checked_where_there_is_no_record(capsys, tmp_path):
    assert main(["tally", str(tmp_path), "--question", "1", "--vkey", str(KEY.verifier)]) == 2
    assert "There is no checkpoint" in capsys.readouterr().out
    with pytest.raises(CouldNotCheck):
        run_mirror(Folder(str(tmp_path)), tmp_path / "copy", None, Report("mirror"))
