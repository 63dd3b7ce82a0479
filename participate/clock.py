"""What the calendar does by itself, beside the requests: phases open and close, decisions come out on their dates."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db import Error, connection
from django.utils import timezone

from cms.operations.planned import publish_planned
from consultations.deliberation.operations import keep_time
from consultations.drafting.operations.drafts import forget_drafts
from consultations.files.operations.keeping import forget_unheld
from consultations.opinions.operations import keep_rounds
from consultations.people.operations.code_letters import forget_addresses
from consultations.people.operations.desk import forget_numbers
from consultations.voting.operations import close_due
from realtime.operations.guests import forget_guests
from realtime.operations.rehearse import forget_rehearsals

logger = logging.getLogger(__name__)
EVERY = 20.0


def tick(now: datetime) -> int:
    """Does what has fallen due by ``now``; returns how much that was. Doing it again changes nothing."""
    done = keep_time(now=now) + close_due(now=now) + publish_planned(now=now) + keep_rounds(now=now)
    done += forget_addresses(now=now) + forget_numbers(now=now)
    done += forget_rehearsals(now=now) + forget_guests(now=now) + forget_drafts(now=now)
    # Going through the whole folder is for the night.
    return done + (forget_unheld(now=now) if (now.hour, now.minute) == (3, 0) else 0)


def run(stop: threading.Event) -> None:
    """Keeps time until ``stop`` is set; a failing database is logged and tried again."""
    while not stop.is_set():
        try:
            tick(timezone.now())
        except Error as problem:
            logger.error("The calendar could not be kept: %s", problem)
        finally:
            connection.close()
        stop.wait(EVERY)


def start() -> None:
    """For a web process that needs no worker beside it."""
    threading.Thread(target=run, args=(threading.Event(),), name="clock", daemon=True).start()
