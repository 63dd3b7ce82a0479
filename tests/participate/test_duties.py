"""The worker: its duties side by side, the sign that they go on, and its end."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from django.db import transaction

from consultations.record.operations import append, sequence
from participate.duties import DutyEnded, Sign, keep, still

LONG_AGO = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def idle(stop: threading.Event) -> None:
    while not stop.is_set():
        stop.wait(0.01)


def ends(stop: threading.Event) -> None:
    """A duty that a fault of ours has ended."""


@pytest.fixture
def running(tmp_path):
    """Keeps the duties in a thread; gives the file that says that they go on."""
    stop, alive = threading.Event(), tmp_path / "alive"
    thread = threading.Thread(
        target=keep, args=({"one": idle, "two": idle}, stop), kwargs={"alive": alive, "look": 0.02}
    )
    thread.start()
    yield alive
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert not alive.exists()


def appears(file, within: float) -> bool:
    until = time.monotonic() + within
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.02)
    return file.exists()


@pytest.mark.django_db(transaction=True)
def test_while_all_go_on_the_file_is_touched_and_it_goes_at_the_end(running):
    sequence(now=LONG_AGO)
    assert appears(running, within=10)
    running.unlink()
    assert appears(running, within=10)


@pytest.mark.django_db(transaction=True)
def test_a_record_that_does_not_keep_up_leaves_no_sign(tmp_path, running):
    with transaction.atomic():
        append(type="support.given", subject="contribution/1", process="mobility", now=LONG_AGO)
    time.sleep(0.2)
    running.unlink(missing_ok=True)
    assert not appears(running, within=0.5)
    sequence(now=LONG_AGO)
    assert appears(running, within=10)


def test_one_that_ends_by_itself_ends_all_and_is_named(db):
    with pytest.raises(DutyEnded, match="^second$"):
        keep({"first": idle, "second": ends}, threading.Event(), look=0.02)
    assert {"first", "second"}.isdisjoint(thread.name for thread in threading.enumerate())


def test_one_that_stands_still_is_named():
    stop = threading.Event()
    signs = {"goes": Sign(stop), "stands": Sign(stop)}
    time.sleep(0.1)
    signs["goes"].is_set()
    assert still(signs, longest=0.05) == ["stands"]
    assert still(signs) == []
