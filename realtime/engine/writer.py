"""The one thread of this process that writes rooms' logs: what waits is committed together, then answered."""

from __future__ import annotations

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realtime.domain.room import Happening, Room
from realtime.domain.rules import Refused
from realtime.operations.commit import Committed, Outcome, Submission, commit

log = logging.getLogger(__name__)

MOST_TOGETHER = 500
IDLE = 5.0
FAILED = _("This could not be saved. Please try again.")

Settled = Callable[[Committed], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A command and whom to tell; ``settled`` is called in the writer's thread, once per commit and hub."""

    submission: Submission
    settled: Settled


class Writer:
    """Commands go in from any thread; each commit takes all that wait, so the busier, the fewer commits a command."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @property
    def here(self) -> bool:
        """Whether the caller runs in the writer's thread."""
        return threading.current_thread() is self._thread

    def submit(self, job: Job) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="room-writer", daemon=True)
                self._thread.start()
        self._jobs.put(job)

    def stop(self) -> None:
        """Ends the thread after what waits now; a later command starts another."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            self._jobs.put(None)
            thread.join(10)

    def _run(self) -> None:
        try:
            while True:
                try:
                    first = self._jobs.get(timeout=IDLE)
                except queue.Empty:
                    connection.close()
                    continue
                if first is None:
                    return
                if not self._write(self._together(first)):
                    return
        finally:
            connection.close()

    def _together(self, first: Job) -> list[Job | None]:
        jobs: list[Job | None] = [first]
        while len(jobs) < MOST_TOGETHER:
            try:
                jobs.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return jobs

    def _write(self, taken: list[Job | None]) -> bool:
        jobs = [job for job in taken if job is not None]
        committed = _until_written([job.submission for job in jobs])
        for settled in dict.fromkeys(job.settled for job in jobs):
            settled(committed)
        return len(jobs) == len(taken)


def _until_written(submissions: list[Submission]) -> Committed:
    """Commits; waits for a database that is away, because a command that is written twice counts once."""
    pause = 0.1
    while True:
        try:
            return commit(submissions, now=timezone.now())
        except (OperationalError, InterfaceError) as error:
            log.warning("The database does not answer, %d commands wait: %s", len(submissions), error)
            connection.close()
            time.sleep(pause)
            pause = min(pause * 2, 2)
        except DatabaseError as error:
            log.exception("A batch of %d commands could not be written", len(submissions))
            connection.close()
            if len(submissions) == 1:
                return Committed([Outcome(submissions[0], refused=Refused("failed", FAILED))], {})
            return _one_by_one(submissions, error)


def _one_by_one(submissions: list[Submission], error: DatabaseError) -> Committed:
    """So that one command which the database refuses takes no other with it."""
    log.warning("Each of %d commands is tried alone: %s", len(submissions), error)
    outcomes: list[Outcome] = []
    grown: dict[int, tuple[Room, list[Happening]]] = {}
    for each in submissions:
        done = _until_written([each])
        outcomes += done.outcomes
        for session, (room, happenings) in done.grown.items():
            earlier = grown[session][1] if session in grown else []
            grown[session] = (room, [*earlier, *happenings])
    return Committed(outcomes, grown)


WRITER = Writer()
atexit.register(WRITER.stop)
