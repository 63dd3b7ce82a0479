"""kill -9 while it writes and sequences: nothing acknowledged is lost, no size has two roots, the next start works."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from consultations.record import registry
from consultations.record.audit.audit import audit
from consultations.record.models import Checkpoint, Event, Leaf, Pending
from consultations.record.operations import sequence
from consultations.record.sequencer.storage import edge_at
from tests.consultations.record.story import NOW, propose

# Ten each time, two hundred at night.
KILLS = [10, pytest.param(200, marks=pytest.mark.nightly)]


def write_for_ever(pipe: int) -> None:
    """Acknowledges each event once it is committed: ``E <id>``."""
    number = 0
    while True:
        number += 1
        os.write(pipe, f"E {propose(number).public_id}\n".encode())
        # So that the sequencer has its turn too: the kill shall meet either of them.
        time.sleep(0.01)


def read_for_ever(pipe: int) -> None:
    """Tells each checkpoint that everybody could read: ``C <size> <root>``."""
    last = ""
    while True:
        for row in Checkpoint.objects.all():
            if row.note != last:
                last = row.note
                os.write(pipe, f"C {row.size} {bytes(row.root).hex()}\n".encode())
        time.sleep(0.01)


def sequence_for_ever() -> None:
    while True:
        sequence(now=NOW, patience=20)


@contextmanager
def site_that_is_killed(after: float) -> Iterator[list[str]]:
    """A process of its own that writes, sequences and is read; yields the lines it told before it was killed."""
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        for act in (write_for_ever, read_for_ever):
            threading.Thread(target=act, args=[writable], daemon=True).start()
        sequence_for_ever()
    os.close(writable)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(readable) as lines:
        # The kill may cut the last line; what was not told whole was not acknowledged.
        yield [line.rstrip("\n") for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("kills", KILLS)
@pytest.mark.django_db(transaction=True)
def test_nothing_acknowledged_is_lost_and_no_size_has_two_roots(monkeypatch, kills):
    # The events here are the record's own and have no rows in any district.
    monkeypatch.setattr(registry, "_checks", {})
    chance = random.Random(20261122)
    events: set[str] = set()
    roots: dict[int, str] = {}
    until_up: list[float] = []
    for _ in range(kills):
        with site_that_is_killed(chance.uniform(0.2, 1.2)) as told:
            pass
        started = time.monotonic()
        sequence(now=NOW, patience=5)
        until_up.append(time.monotonic() - started)
        stands = Checkpoint.objects.get()
        told.append(f"C {stands.size} {bytes(stands.root).hex()}")
        for line in told:
            kind, *words = line.split()
            if kind == "E":
                events.add(words[0])
            else:
                assert roots.setdefault(int(words[0]), words[1]) == words[1]
    lost = events - {str(public_id) for public_id in Event.objects.values_list("public_id", flat=True)}
    print(f"{kills} kills, {len(events)} events acknowledged, {len(lost)} lost, {len(roots)} sizes published,")
    print(f"up again after {sorted(until_up)[kills // 2]:.2f} s in the middle, {max(until_up):.2f} s at most")
    assert (len(events) > kills, lost) == (True, set())
    assert max(until_up) < 5
    assert (Pending.objects.count(), Leaf.objects.count()) == (0, Event.objects.count())
    assert {size: edge_at(1, size).root().hex() for size in roots} == roots
    report = audit()
    assert (report.problems, report.code) == ([], 0)
