"""kill -9 while letters go out: nobody gets one twice, and only the one in the server's hands is left open."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.conventions.project_files import ROOT
from tests.database import SqliteCopies

PEOPLE = 400
KILLS = (1, 100, 200)
"""The number of letters after which each process is cut off."""
MAKE = f"""
from django.utils import timezone
from consultations.people.models import Letter, Notice, Participant
now = timezone.now()
for n in range({PEOPLE}):
    person = Participant.objects.create_user(f"p{{n}}@example.org", pseudonym=f"P{{n}}")
    letter = Letter.objects.create(participant=person, due_at=now)
    Notice.objects.create(participant=person, subject="News", text="Of yours.", path="/", at=now, letter=letter)
"""


@pytest.fixture
def city(tmp_path: Path, django_db_setup: None) -> dict[str, str]:
    """The environment of a city with letters to send, its mail server a folder."""
    if connection.vendor != "sqlite":
        pytest.skip("each process has a SQLite file of its own")
    shutil.copyfile(SqliteCopies().template, tmp_path / "city.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.site_settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'city.sqlite3'}",
        "RECORD_DIR": str(tmp_path / "record"),
        "MAIL_DIR": str(tmp_path / "mail"),
        "MEDIA_DIR": str(tmp_path / "media"),
    }
    subprocess.run([*manage("shell"), "-c", MAKE], env=environment, cwd=ROOT, check=True, capture_output=True)
    return environment


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def delivered(folder: Path) -> Counter[str]:
    """How many letters each address has."""
    files = [file.read_text() for file in (folder / "mail").glob("*.log")]
    return Counter(re.findall(r"^To: (\S+)$", "\n".join(files), re.MULTILINE))


def states(folder: Path) -> Counter[str]:
    with sqlite3.connect(folder / "city.sqlite3") as database:
        return Counter(state for (state,) in database.execute("SELECT state FROM people_letter"))


def test_nobody_gets_a_letter_twice(city: dict[str, str], tmp_path: Path):
    for enough in KILLS:
        process = subprocess.Popen(manage("post"), env=city, cwd=ROOT, stdout=subprocess.DEVNULL)
        while delivered(tmp_path).total() < enough and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    subprocess.run(manage("post"), env=city, cwd=ROOT, check=True, capture_output=True)
    counts, found = delivered(tmp_path), states(tmp_path)
    assert set(counts.values()) == {1}
    assert found.keys() <= {"sent", "going"}
    assert found["going"] <= len(KILLS)
    assert PEOPLE - found["going"] <= counts.total() <= PEOPLE
