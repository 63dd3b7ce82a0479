"""The sequencer inside the web process (docs/decisions: sequencing): one daemon thread, no further process to run.

Daphne has no lifespan events, so participate/asgi.py starts it. Every web process may have one; a lock lets one work at
a time, and each looks every second for events that other processes wrote.
"""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.utils import timezone

from consultations.record.models import Pending
from consultations.record.operations import replay_erasures, sequence
from consultations.record.sequencer.alarm import alarm
from consultations.record.sequencer.guard import Refused
from consultations.record.sequencer.lock import Busy
from consultations.record.sequencer.lockstore import LockMoved

logger = logging.getLogger(__name__)

WAYS = ("in-process", "worker", "manual")
POLL = 1.0
# What is written within this time of the first event goes into the same batch.
GATHER = 0.1


def start() -> None:
    """Called once by each web process before its first request: erasures first, then the sequencer if it is ours."""
    if settings.RECORD_SEQUENCER not in WAYS:
        raise ImproperlyConfigured(f"RECORD_SEQUENCER must be one of {', '.join(WAYS)}.")
    if settings.RECORD_SEQUENCER == "manual":
        return
    replay_erasures(now=timezone.now())
    connection.close()
    if settings.RECORD_SEQUENCER == "in-process":
        threading.Thread(target=run, name="sequencer", daemon=True).start()


def run(stop: threading.Event | None = None) -> None:
    """Sequences whatever waits, for ever or until ``stop`` is set; a failure is logged and tried again."""
    said, caught_up = "", False
    while stop is None or not stop.is_set():
        try:
            if not caught_up or Pending.objects.exists():
                sequence(now=timezone.now())
                caught_up, said = True, ""
        except Busy:
            caught_up = True
        except (Refused, LockMoved, Error, OSError) as problem:
            connection.close()
            if str(problem) != said:
                logger.error("The record is not signed on: %s", problem)
            said = str(problem)
        if alarm.wait(POLL):
            (stop or threading.Event()).wait(GATHER)
            alarm.clear()
