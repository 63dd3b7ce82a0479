"""What the worker does side by side, and the sign that all of it goes on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import Error, connection

from consultations.record.queries.health import record_health

logger = logging.getLogger(__name__)

Duty = Callable[[threading.Event], None]
LOOK = 5.0
# A letter may wait a minute for a slow mail server, a large record some minutes for its first signature.
STILL = 600.0


class DutyEnded(Exception):
    """A duty has ended before it was told to: what went wrong stands above in the log."""


class Sign(threading.Event):
    """One duty's ``stop``. A duty asks it in every round whether to end: that is its sign of life."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop
        self.seen = time.monotonic()

    def is_set(self) -> bool:
        self.seen = time.monotonic()
        return self._stop.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        return self._stop.wait(timeout)


def keep(duties: Mapping[str, Duty], stop: threading.Event, *, alive: Path | None = None, look: float = LOOK) -> None:
    """Runs the duties until ``stop`` is set; raises DutyEnded, the others stopped, when one ends by itself.

    ``alive`` is touched every ``look`` seconds while no duty has stood still for STILL seconds and the record keeps up.
    A record that refuses to sign is no fault of the worker: /health/ tells it.
    """
    signs = {name: Sign(stop) for name in duties}
    threads = [threading.Thread(target=duty, args=(signs[name],), name=name) for name, duty in duties.items()]
    for thread in threads:
        thread.start()
    ended: list[str] = []
    while not ended and not stop.wait(look):
        ended = [thread.name for thread in threads if not thread.is_alive()]
        if alive and not ended and not still(signs) and _record_keeps_up():
            alive.touch()
    stop.set()
    if alive:
        alive.unlink(missing_ok=True)
    for thread in threads:
        thread.join()
    if ended:
        raise DutyEnded(", ".join(ended))


def still(signs: Mapping[str, Sign], longest: float = STILL) -> list[str]:
    """The duties that have given no sign of life for ``longest`` seconds."""
    now = time.monotonic()
    return [name for name, sign in signs.items() if now - sign.seen > longest]


def _record_keeps_up() -> bool:
    try:
        return record_health()["state"] != "late"
    except (Error, OSError) as problem:
        logger.error("The record could not be looked at: %s", problem)
        return False
    finally:
        connection.close()
