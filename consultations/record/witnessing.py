"""Asking witnesses beside the requests: one daemon thread, or a thread of ``manage.py worker``."""

from __future__ import annotations

import fcntl
import logging
import threading

from django.db import Error, connection
from django.utils import timezone

from consultations.record.operations.ask_witnesses import ask_witnesses
from consultations.record.sequencer.place import record_dir
from consultations.record.tlog.tiles import MalformedTile
from consultations.record.witness.configured import configured

logger = logging.getLogger(__name__)
EVERY = 10.0


def run(stop: threading.Event) -> None:
    """Asks until ``stop`` is set; of several processes one at a time. A failure is logged and tried again."""
    said = ""
    while not stop.is_set():
        try:
            with (record_dir() / "witnesses.lock").open("w") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                ask_witnesses(now=timezone.now())
            said = ""
        except BlockingIOError:
            pass
        except (Error, OSError, MalformedTile) as problem:
            if str(problem) != said:
                logger.error("Witnesses could not be asked: %s", problem)
            said = str(problem)
        finally:
            connection.close()
        stop.wait(EVERY)


def start() -> None:
    """For a web process that needs no worker beside it; nothing without witnesses."""
    if configured():
        threading.Thread(target=run, args=(threading.Event(),), name="witnesses", daemon=True).start()
