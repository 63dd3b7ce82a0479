"""The verifier as one file: pure Python, no packages, the same bytes each time."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from consultations.record.verify import pyz
from tests.consultations.record.log_folder import KEY, city
from tests.consultations.record.verify.polling import published, votes


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    place = tmp_path_factory.mktemp("pyz") / "participate-verify.pyz"
    assert pyz.main([str(place)]) == 0
    return place


def run(program, *arguments, **more):
    return subprocess.run(
        [sys.executable, "-I", "-S", str(program), *map(str, arguments)], capture_output=True, text=True, **more
    )


def test_it_runs_without_any_installed_package(program, tmp_path):
    record = city(5)
    record.write(tmp_path)
    done = run(program, "log", tmp_path, "--vkey", KEY.verifier, "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["size"] == 5
    (tmp_path / "receipt").write_bytes(record.receipt(2))
    assert run(program, "receipt", "receipt", "--vkey", "vkey", cwd=tmp_path).returncode == 0
    (tmp_path / "tile/entries/000.p/5").write_bytes(b"")
    done = run(program, "log", tmp_path, "--vkey", KEY.verifier)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "Refuted.")


def test_a_secret_ballot_needs_a_package_that_it_cannot_carry(program, tmp_path):
    poll = votes()
    poll.close()
    poll.count()
    poll.record.write(tmp_path)
    done = run(program, "tally", tmp_path, "--question", "5", "--vkey", KEY.verifier)
    assert done.returncode == 2
    assert done.stdout.splitlines()[:2] == [
        "Could not be checked.",
        "  To check this question Python needs the package PyNaCl, 1.6.2 or newer. It is not there.",
    ]


def test_published_ballots_need_none(program, tmp_path):
    poll = published([[1], [1, 2], *[[3]] * 8], winners=["3"])
    poll.record.write(tmp_path)
    done = run(program, "tally", tmp_path, "--question", "5", "--vkey", KEY.verifier)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Verified.")


def test_it_runs_as_a_program_too(program):
    done = subprocess.run([program, "--help"], capture_output=True, text=True)
    assert (done.returncode, "mirror" in done.stdout) == (0, True)


def test_it_holds_no_signing_and_nothing_compiled(program):
    names = zipfile.ZipFile(program).namelist()
    assert {name.rpartition(".")[2] for name in names} == {"py"}
    assert "consultations/record/tlog/signing.py" not in names
    assert "consultations/record/tlog/ed25519.py" in names


def test_the_same_sources_give_the_same_bytes(program):
    pyz.build.cache_clear()
    assert pyz.build() == program.read_bytes()


def test_the_module_is_a_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "consultations.record.verify", "log", str(tmp_path), "--vkey", str(KEY.verifier)],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.splitlines()[0]) == (2, "Could not be checked.")


def test_verifying_imports_no_django_and_no_compiled_package():
    code = (
        "import sys; before = set(sys.modules); import consultations.record.verify.cli; "
        "print(sorted({m.partition('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['consultations']"
