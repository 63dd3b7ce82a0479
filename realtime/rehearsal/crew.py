"""The ghosts of one rehearsal, in a thread of the process that began it.

A thread and not the worker: a rehearsal needs a tick every second or two where the worker's clock has twenty, and a
site without a worker can rehearse as well. Nothing is lost with it: when the process ends, so do its ghosts, and the
rehearsal is begun again. It stops by itself when the rehearsal is ended or closed, and after LONGEST seconds; one
process keeps at most MOST_CREWS. All that the ghosts wish in one look at the room is one commit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from random import Random

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django.utils.translation import override

from realtime.enums import RoomState
from realtime.models import Session
from realtime.operations.commit import Submission, commit
from realtime.queries.drafts import text_of
from realtime.queries.log import room_of
from realtime.rehearsal.ghosts import LOOK, wish

log = logging.getLogger(__name__)

LONGEST = 30 * 60.0
MOST_CREWS = 5
# Ghosts who come in one after the other: this share of them is there at first, more with each look.
FIRST, MORE = 0.3, 0.08


class Crews:
    """The threads of one process, by the number of their rehearsal; each does ``run`` with it."""

    def __init__(self, run: Callable[[int], object]) -> None:
        self._run = run
        self._threads: dict[int, threading.Thread] = {}
        self._lock = threading.Lock()

    def begin(self, session: int) -> bool:
        """Starts the ghosts of a rehearsal; False where this process keeps MOST_CREWS already."""
        with self._lock:
            self._threads = {pk: thread for pk, thread in self._threads.items() if thread.is_alive()}
            if session in self._threads:
                return True
            if len(self._threads) >= MOST_CREWS:
                return False
            thread = threading.Thread(target=self._run, args=(session,), name=f"ghosts-{session}", daemon=True)
            self._threads[session] = thread
            thread.start()
        return True


def _run(session: int) -> None:
    dice, until, looks = Random(session), time.monotonic() + LONGEST, 0
    while time.monotonic() < until:
        time.sleep(LOOK)
        close_old_connections()
        try:
            if not look(session, dice, looks):
                break
        except Error as problem:
            log.warning("Ghosts of session/%d could not act: %s", session, problem)
        finally:
            connection.close()
        looks += 1


def look(session: int, dice: Random, looks: int = 1000) -> bool:
    """Each ghost looks at the room once and may act; False when the rehearsal is over. ``looks``: how often before."""
    row = Session.objects.filter(pk=session).exclude(rehearsal_of=None).first()
    if row is None or row.state == RoomState.CLOSED:
        return False
    seats = list(row.seats.filter(participant=None, token_hash=None).order_by("pk").values_list("pk", flat=True))
    here = seats[: max(1, int(len(seats) * (FIRST + MORE * looks)))]
    room = room_of(row)
    running = room.activity(room.current)
    text = text_of(row, running) if running is not None and running.method == "write" else ""
    with override(row.language):
        wishes = [(seat, wish(room, seat, dice, text)) for seat in here]
    asked = [Submission(session, seat, command) for seat, command in wishes if command is not None]
    if asked:
        commit(asked, now=timezone.now())
    return True


CREWS = Crews(_run)
