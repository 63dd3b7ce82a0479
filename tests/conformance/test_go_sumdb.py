"""Go's x/mod/sumdb, the ancestor of these formats, accepts our checkpoints, tiles, proofs and receipts.

Needs Debian's golang-go and golang-golang-x-mod-dev; nothing is downloaded.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.consultations.record.log_folder import KEY, city

GO = shutil.which("go")
GOPATH = Path("/usr/share/gocode")
PROGRAM = Path(__file__).parent / "gosumdb"

if GO is None or not (GOPATH / "src/golang.org/x/mod/sumdb").is_dir():
    pytest.skip("no golang-go or no golang-golang-x-mod-dev on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def gosumdb(tmp_path_factory):
    """The compiled program; GOPATH mode, so that it builds from Debian's sources without a network."""
    place = tmp_path_factory.mktemp("go")
    offline = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOFLAGS": "", "GOPROXY": "off", "CGO_ENABLED": "0"}
    environment = {**os.environ, **offline, "GOCACHE": str(place / "cache"), "HOME": str(place)}
    subprocess.run(
        [GO, "build", "-o", place / "gosumdb", "main.go"], cwd=PROGRAM, env=environment, check=True, timeout=600
    )
    return place / "gosumdb"


def run(gosumdb, record, folder):
    older = folder / "older"
    older.mkdir()
    size = len(record.leaves)
    sizes = {old for old in (1, 2, 255, 256, 257, 511, 512, size) if old <= size}
    for old in sizes:
        (older / str(old)).write_bytes(record.checkpoint(old))
    for index in (0, size // 2, size - 1):
        (older / f"{index}.tlog-proof").write_bytes(record.receipt(index))
    return subprocess.run([gosumdb, folder / "log", older], capture_output=True, text=True, timeout=120), sizes


@pytest.mark.parametrize("entries", [3, 256, 700])
def test_go_accepts_what_we_serve(gosumdb, tmp_path, entries):
    record = city(entries)
    record.write(tmp_path / "log")
    done, sizes = run(gosumdb, record, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "origin": KEY.name,
        "size": entries,
        "proofs": entries,
        "consistent": len(sizes),
        "receipts": 3,
    }


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/000", "tile/entries/000"])
def test_go_refuses_what_was_edited(gosumdb, tmp_path, path):
    record = city(300)
    record.write(tmp_path / "log")
    file = tmp_path / "log" / path
    held = bytearray(file.read_bytes())
    held[40] ^= 1
    file.write_bytes(held)
    done, _ = run(gosumdb, record, tmp_path)
    assert done.returncode == 1
