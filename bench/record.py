"""The record: sequencing, act to receipt, verifying, and its size. ``python -m bench.record [--events N] [--json F]``

The reference is what SQLite alone needs to keep the same bytes: the leaves into one table, 256 a transaction, on disk
before the next (WAL, synchronous=FULL).
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.harness import Figure, Sample, against, arguments, emit, sample

BATCH = 256
RATE = 50
TEXT = "Let the last bus wait for the last train. " * 10


def set_up(place: Path) -> None:
    """A database and a RECORD_DIR of their own, with the record's tables only."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "participate.settings.dev"
    os.environ["DATABASE_URL"] = f"sqlite:///{place / 'bench.sqlite3'}"
    os.environ["RECORD_DIR"] = str(place / "record")
    os.environ["RECORD_SEQUENCER"] = "manual"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", "record", verbosity=0)


def write(number: int) -> int:
    """One contribution, committed; its position."""
    from django.db import transaction

    from consultations.record.operations import append

    with transaction.atomic():
        return append(
            type="contribution.published",
            subject=f"contribution/{number}",
            process="mobility",
            now=datetime.now(UTC),
            data={"kind": "proposal", "channel": "web", "in_scope": True, "language": "en"},
            personal={"author": "Amina", "title": f"Proposal {number}", "body": TEXT},
            public=("title", "body"),
        ).pk


def sequencing(events: int, place: Path) -> Iterator[Figure]:
    from django.db import transaction

    from consultations.record.models import Leaf
    from consultations.record.operations import sequence

    now = datetime.now(UTC)
    sequence(now=now)
    begun = time.perf_counter()
    with transaction.atomic():
        for number in range(events):
            write(number)
    yield Figure("append (in one transaction)", events / (time.perf_counter() - begun), "events/s")
    begun, worked = time.perf_counter(), time.process_time()
    sequence(now=now)
    ours, cpu = time.perf_counter() - begun, time.process_time() - worked
    bodies = [bytes(body) for body in Leaf.objects.order_by("index").values_list("body", flat=True)[1:]]
    raw = keep_raw(bodies, place / "raw.sqlite3")
    yield Figure("sequence, by processor time alone", events / cpu, "events/s")
    yield Figure(f"sequence, batches of {BATCH}", events / ours, "events/s", "raw sqlite3, same bytes", raw / ours)


def keep_raw(bodies: list[bytes], path: Path) -> float:
    """Seconds to keep ``bodies`` in plain SQLite."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE leaf (i INTEGER PRIMARY KEY, b BLOB)"
    )
    begun = time.perf_counter()
    for at in range(0, len(bodies), BATCH):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO leaf (b) VALUES (?)", [(body,) for body in bodies[at : at + BATCH]])
        raw.execute("COMMIT")
    took = time.perf_counter() - begun
    raw.close()
    return took


def act_to_receipt(seconds: int, place: Path) -> Iterator[Figure]:
    """At 50 writes a second, with the sequencer in its thread as in the web process."""
    from consultations.record import service

    stop = threading.Event()
    thread = threading.Thread(target=service.run, args=[stop], daemon=True)
    thread.start()
    acted: dict[int, float] = {}
    watched: dict[int, float] = {}
    watcher = threading.Thread(target=watch, args=[watched, seconds * RATE], daemon=True)
    watcher.start()
    begun = time.perf_counter()
    for number in range(seconds * RATE):
        time.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
        position = write(10_000_000 + number)
        acted[position] = time.perf_counter()
    watcher.join(30)
    stop.set()
    thread.join(10)
    took = Sample(tuple(sorted(watched[position] - moment for position, moment in acted.items())))
    commit = sample(one_commit(place / "commit.sqlite3"))
    yield against("act to receipt, median", took, commit, "one commit of raw sqlite3")
    yield Figure("act to receipt, 95 of 100 within", took.p95 * 1000, "ms")


def watch(seen: dict[int, float], wanted: int) -> None:
    """When each new event had a receipt, by position."""
    from consultations.record.models import Checkpoint, Leaf

    done = Checkpoint.objects.get().size
    until = time.perf_counter() + 120
    while len(seen) < wanted and time.perf_counter() < until:
        size = Checkpoint.objects.get().size
        for position in Leaf.objects.filter(index__gte=done, index__lt=size).values_list("event_id", flat=True):
            seen[position] = time.perf_counter()
        done = size
        time.sleep(0.01)


def one_commit(path: Path):  # noqa: ANN201
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE act (b BLOB)")
    return lambda: raw.execute("INSERT INTO act VALUES (?)", [TEXT.encode()])


def reading(place: Path) -> Iterator[Figure]:
    from django.db import connection

    from consultations.record.audit.audit import check_record
    from consultations.record.models import Event, Leaf
    from consultations.record.queries.entries import entry_at, public_disclosures, receipt

    entries = Leaf.objects.count()
    middle = entry_at(1, entries // 2)
    if middle is None:
        raise SystemExit("the record was not sequenced")
    opened = public_disclosures(middle.event)
    yield Figure("receipt made", sample(lambda: receipt(middle, opened)).median * 1000, "ms")
    size = len(receipt(middle, []))
    yield Figure("receipt without its text", float(size), "bytes")
    begun = time.perf_counter()
    report = check_record()
    if report.code:
        raise SystemExit(report.as_text())
    yield Figure("verify_record, without the districts", entries / (time.perf_counter() - begun), "events/s")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    on_disk = (place / "bench.sqlite3").stat().st_size / Event.objects.count()
    yield Figure("on disk, with a text of 420 bytes", on_disk, "bytes/event")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=10, help="how long to write at 50 a second")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="participate-bench-") as folder:
        place = Path(folder)
        set_up(place)
        figures = [*sequencing(options.events, place), *act_to_receipt(options.seconds, place), *reading(place)]
        emit(figures, options.json)


if __name__ == "__main__":
    main()
