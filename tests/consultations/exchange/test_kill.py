"""kill -9 in the middle of an import: nothing of it stays, the next run brings all of it, and the record verifies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.conventions.project_files import ROOT
from tests.database import SqliteCopies

COMMENTS = 500
TABLES = ("deliberation_consultation", "deliberation_contribution", "exchange_importbatch", "record_event")


@pytest.fixture
def city(tmp_path: Path, django_db_setup: None) -> dict[str, str]:
    """The environment of a city of its own, in a folder that also holds the files to import."""
    if connection.vendor != "sqlite":
        pytest.skip("each process has a SQLite file of its own")
    shutil.copyfile(SqliteCopies("test").template, tmp_path / "city.sqlite3")
    (tmp_path / "proposals.csv").write_text("id,title,date,text\n1,Trams,2016-01-01,More of them\n")
    rows = "".join(f"{number},-1,1,2016-01-02,Comment {number}\n" for number in range(COMMENTS))
    (tmp_path / "comments.csv").write_text("id,parentId,proposalId,date,text\n" + rows)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "participate.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'city.sqlite3'}",
        "RECORD_DIR": str(tmp_path / "record"),
    }


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def import_command(folder: Path) -> list[str]:
    return manage("import_proposals", str(folder), "--slug", "town", "--format", "decide-madrid", "--json")


def rows(folder: Path) -> dict[str, int]:
    with sqlite3.connect(folder / "city.sqlite3") as database:
        return {table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}


def test_a_killed_import_leaves_nothing_and_can_be_run_again(city: dict[str, str], tmp_path: Path):
    before = rows(tmp_path)
    process = subprocess.Popen(
        import_command(tmp_path), env=city, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"contributions: ")
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert rows(tmp_path) == before
    again = subprocess.run(import_command(tmp_path), env=city, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(again.stdout)["comments.csv"]["imported"] == COMMENTS
    subprocess.run(manage("sequencer", "--once"), env=city, cwd=ROOT, capture_output=True, check=True)
    verified = subprocess.run(manage("verify_record"), env=city, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verified.stdout.splitlines()[0] == "Verified."
