"""Rows imported a second, beside parsing the same files and doing nothing with them.

``python -m bench.import_rows [--json FILE] [--statements N] [--people N]``: a Polis export made for the purpose, into a
fresh SQLite database in a temporary folder.
"""

from __future__ import annotations

import csv
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.harness import Figure, arguments, emit


def write_export(folder: Path, statements: int, people: int) -> int:
    """A Polis export in which everybody votes on a third of the statements; returns its number of rows."""
    chance = random.Random(20261122)
    with (folder / "comments.csv").open("w", newline="") as file:
        comments = csv.writer(file)
        comments.writerow(["timestamp", "comment-id", "author-id", "moderated", "comment-body"])
        for number in range(statements):
            comments.writerow([1_700_000_000_000 + number, number, number % people, 1, f"Statement number {number}."])
    rows = statements
    with (folder / "votes.csv").open("w", newline="") as file:
        votes = csv.writer(file)
        votes.writerow(["timestamp", "comment-id", "voter-id", "vote"])
        for person in range(people):
            for statement in chance.sample(range(statements), statements // 3):
                votes.writerow([1_700_000_100_000 + rows, statement, person, chance.choice([1, -1, 0])])
                rows += 1
    return rows


def parse(folder: Path) -> float:
    begun = time.perf_counter()
    for name in ("comments.csv", "votes.csv"):
        with (folder / name).open(newline="") as file:
            for _row in csv.DictReader(file):
                pass
    return time.perf_counter() - begun


def import_it(folder: Path) -> float:
    from django.core.management import call_command
    from django.utils import timezone

    from consultations.exchange.operations import import_polis

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    account = import_polis(
        folder=folder, slug="bench", title="Bench", language="en", now=timezone.now(), progress=lambda *_: None
    )
    assert account.balances()
    return time.perf_counter() - begun


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--statements", type=int, default=150)
    parser.add_argument("--people", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["DJANGO_SETTINGS_MODULE"] = "participate.settings.dev"
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/bench.sqlite3"
        os.environ["RECORD_DIR"] = f"{home}/record"
        import django

        django.setup()
        rows = write_export(Path(home), given.statements, given.people)
        parsed, imported = parse(Path(home)), import_it(Path(home))
        emit(
            [
                Figure("rows parsed only (csv.DictReader)", rows / parsed, "rows/s"),
                Figure("rows imported, Polis", rows / imported, "rows/s", "parsing only, in time", imported / parsed),
            ],
            given.json,
        )


if __name__ == "__main__":
    sys.exit(main())
