"""What the post does by itself, beside the requests: it tells people of outcomes and sends the letters that are due."""

from __future__ import annotations

import logging
import threading

from django.db import Error, connection
from django.utils import timezone

from consultations.following.operations.announce import announce
from consultations.people.bell import bell
from consultations.people.operations.letters import send_letters
from realtime.operations.tell import send_guest_letters

logger = logging.getLogger(__name__)
EVERY = 10.0


def deliver() -> int:
    """One round; returns how many letters the mail server took."""
    now = timezone.now()
    announce(now=now)
    return send_letters(now=now) + send_guest_letters(now=now)


def run(stop: threading.Event) -> None:
    """Delivers until ``stop`` is set; a failing database is logged and tried again. The bell calls it sooner."""
    while not stop.is_set():
        bell.clear()
        try:
            deliver()
        except Error as problem:
            logger.error("The post could not go out: %s", problem)
        finally:
            connection.close()
        _rest(stop)


def _rest(stop: threading.Event) -> None:
    """Until the bell rings, at most EVERY seconds, looking up now and then whether to stop."""
    for _second in range(int(EVERY)):
        if stop.is_set() or bell.wait(1.0):
            return


def start() -> None:
    """For a web process that needs no worker beside it."""
    threading.Thread(target=run, args=(threading.Event(),), name="post", daemon=True).start()
