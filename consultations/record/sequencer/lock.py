"""One sequencer at a time: a file lock in RECORD_DIR and, where machines share a database, an advisory lock in it."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from consultations.record.sequencer.place import record_dir

# Any constant does; it only has to differ from other advisory locks of this database ("recd" in ASCII).
ADVISORY = 0x72656364


class Busy(Exception):
    """Another process is sequencing at this moment."""


@contextmanager
def only_one(patience: float = 0.0) -> Iterator[None]:
    """Holds the sequencer's lock; raises Busy when another holder does not let go within ``patience`` seconds."""
    until = time.monotonic() + patience
    with (record_dir() / "sequencer.lock").open("w") as handle:
        while not _file(handle.fileno()):
            _wait(until)
        while not _advisory():
            _wait(until)
        try:
            yield
        finally:
            _release_advisory()


def _wait(until: float) -> None:
    if time.monotonic() >= until:
        raise Busy
    time.sleep(0.02)


def _file(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _advisory() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
        return bool(cursor.fetchone()[0])


def _release_advisory() -> None:
    # A connection that died has let go already; asking a new one would only raise over the error that matters.
    if connection.vendor == "postgresql" and connection.connection is not None and connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])
