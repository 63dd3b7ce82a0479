"""The rooms that have sockets in this process, and what they need every second."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import DatabaseError

from realtime import bell
from realtime.documents.frames import Binary, ChangeDraft, Cursor, Have
from realtime.engine import doorbell
from realtime.engine.admission import Admission, Asking, admit, fetch, fetch_last, ghosts_in, no_longer, numbers
from realtime.engine.database import at_database
from realtime.engine.farewell import at_daphnes_end
from realtime.engine.frame import Frame, joined
from realtime.engine.library import Library
from realtime.engine.room import RECENT, Answers, LiveRoom, Socket
from realtime.engine.writer import WRITER, Job
from realtime.operations.commit import Committed, Outcome, Submission
from realtime.protocol import Ack, Command, NotDone, encode, in_language

log = logging.getLogger(__name__)
T = TypeVar("T")

HEARTBEAT = 1.0
LOOK_AGAIN = 3
QUIET = 10
MOST_AT_ONCE = 200
MOST_PAUSE = 0.025
SLICE = 100
SWITCH = 0.00025


class Hub:
    """One for each event loop. Its methods run in that loop unless they say otherwise."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.rooms: dict[int, LiveRoom] = {}
        self.texts = Library(loop, self.at_desk)
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="room-desk")
        self._loading: dict[int, asyncio.Future[None]] = {}
        self._asking: dict[tuple[int, int, str], list[Socket]] = {}
        self._beating: asyncio.Task[None] | None = None
        self._told: dict[int, tuple[int, float]] = {}
        self._beats = 0
        self._reading: dict[int, bool] = {}
        self._waiting: list[tuple[Asking, asyncio.Future[Admission | None]]] = []
        self._admitting: set[asyncio.Task[None]] = set()

    def say_goodbye(self) -> None:
        """Before the server ends: everybody is told to come back. uvicorn does that itself (1012)."""
        for room in self.rooms.values():
            for socket in room.sockets:
                socket.outbox.close(4012)

    async def at_desk(self, job: Callable[..., T], *args: Any, **named: Any) -> T:
        """Runs ``job`` in the thread that reads the database and keeps its connection open."""
        return await self.loop.run_in_executor(self._desk, lambda: at_database(lambda: job(*args, **named)))

    async def admit(self, asking: Asking) -> Admission | None:
        """Those who ask while the desk is busy are answered together."""
        answer: asyncio.Future[Admission | None] = self.loop.create_future()
        self._waiting.append((asking, answer))
        if len(self._waiting) == 1:
            task = asyncio.ensure_future(self._admit_waiting())
            self._admitting.add(task)
            task.add_done_callback(self._admitting.discard)
        return await answer

    async def _admit_waiting(self) -> None:
        while self._waiting:
            now = self._waiting[:MOST_AT_ONCE]
            try:
                found = await self.at_desk(admit, [asking for asking, _ in now])
            except DatabaseError as error:
                for _, answer in now:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for (_, answer), admission in zip(now, found, strict=True):
                    if not answer.done():
                        answer.set_result(admission)
            del self._waiting[: len(now)]

    async def enter(self, socket: Socket) -> LiveRoom:
        """Puts ``socket`` into its room, loading the room when it is the first."""
        session = socket.admission.session
        while session not in self.rooms:
            if session not in self._loading:
                self._loading[session] = asyncio.ensure_future(self._load(session))
            await self._loading[session]
        room = self.rooms[session]
        room.sockets.add(socket)
        if self._beating is None or self._beating.done():
            self._beating = asyncio.ensure_future(self._beat())
        return room

    async def _load(self, session: int) -> None:
        try:
            room, last = await self.at_desk(fetch_last, session, RECENT)
            self.rooms[session] = LiveRoom(session, room, last, await self.at_desk(ghosts_in, session))
        finally:
            del self._loading[session]

    def leave(self, socket: Socket) -> None:
        session = socket.admission.session
        socket.outbox.closed = True
        if session in self.rooms:
            self.rooms[session].leave(socket)
            self.texts.leave(socket)

    def heard_binary(self, socket: Socket, frame: Binary) -> None:
        """About a text: a change goes the way of every command."""
        if isinstance(frame, Have):
            task = asyncio.ensure_future(self.texts.have(socket, frame))
            task.add_done_callback(_logged)
        elif isinstance(frame, Cursor):
            self.texts.move(socket, frame)
        else:
            self.texts.writes(socket, frame.activity)
            self.act(socket, frame)

    def act(self, socket: Socket, command: Command) -> None:
        """Hands ``command`` to the writer; the answer comes through the socket's outbox."""
        submission = Submission(socket.admission.session, socket.admission.seat, command)
        self._asking.setdefault((submission.session, submission.seat, command.op), []).append(socket)
        WRITER.submit(Job(submission, self.settled))

    def settled(self, committed: Committed) -> None:
        """From the writer's thread: a commit is done. Waits, not long, until everybody has been told: what comes
        meanwhile goes into one commit and one frame, instead of several that hold each other up."""
        if self.loop.is_closed():
            return
        told = threading.Event()
        self.loop.call_soon_threadsafe(self._tell, committed, told)
        told.wait(MOST_PAUSE)

    def _tell(self, committed: Committed, told: threading.Event) -> None:
        try:
            self._settle(committed)
        finally:
            told.set()

    def _settle(self, committed: Committed) -> None:
        answers: dict[int, Answers] = {}
        for outcome in committed.outcomes:
            self._answer(outcome, answers.setdefault(outcome.submission.session, {}))
        for session, (state, happenings) in committed.grown.items():
            room = self.rooms.get(session)
            if room is not None and not room.grow(state, happenings, answers.get(session)):
                self._read_holes(session)
        for change in committed.drafts:
            if not self.texts.grow(change):
                self._read_holes(change.session)
        for untold in answers.values():
            for socket, frames in untold.items():
                socket.outbox.put(joined(frames))

    def _answer(self, outcome: Outcome, answers: Answers) -> None:
        each = outcome.submission
        for socket in self._asking.pop((each.session, each.seat, each.command.op), ()):
            if outcome.refused is None:
                words = encode(Ack(each.command.op, outcome.seq))
            else:
                reason = in_language(socket.language, outcome.refused.reason)
                words = encode(NotDone(each.command.op, outcome.refused.code, reason))
            answers.setdefault(socket, []).append(Frame(words))
            if isinstance(each.command, ChangeDraft) and outcome.refused and outcome.refused.code == "behind":
                answers[socket] += self.texts.want(socket, each.command.activity)

    def rung(self, session: int) -> None:
        """From any thread: a log has grown. The writer's own commits come by ``settled``."""
        if not WRITER.here and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._read_holes, session)

    def _read_holes(self, session: int) -> None:
        if session in self._reading:
            self._reading[session] = True
        elif session in self.rooms:
            self._reading[session] = False
            task = asyncio.ensure_future(self._catch_up(session))
            task.add_done_callback(_logged)

    async def _catch_up(self, session: int) -> None:
        """However many ring while one reading is under way, one more answers them all."""
        try:
            again = True
            while again and (room := self.rooms.get(session)) is not None:
                self._reading[session] = False
                room.grow(*await self.at_desk(fetch, session, room.room.seq))
                await self.texts.catch_up([session])
                again = self._reading[session]
        finally:
            del self._reading[session]

    async def _beat(self) -> None:
        bell.listen(self.rung)
        redis = asyncio.ensure_future(doorbell.hear(self))
        try:
            while self.rooms:
                await asyncio.sleep(HEARTBEAT)
                self._beats += 1
                try:
                    await self._second()
                except DatabaseError as error:
                    log.warning("Rooms could not be read: %s", error)
                for session in [pk for pk, room in self.rooms.items() if not room.sockets]:
                    del self.rooms[session]
                    self.texts.close(session)
                    self._told.pop(session, None)
        finally:
            redis.cancel()
            bell.stop_listening(self.rung)

    async def _second(self) -> None:
        now = time.monotonic()
        for room in list(self.rooms.values()):
            self._tell_presence(room, now)
            for socket in [socket for socket in room.sockets if socket.outbox.overdue]:
                socket.outbox.close(4013)
        held = list(self.rooms)
        found = await self.at_desk(numbers, held)
        for session, seq in found.items():
            if session in self.rooms and self.rooms[session].room.seq < seq:
                self._read_holes(session)
        for session in [pk for pk in held if pk not in found and pk in self.rooms]:
            for socket in self.rooms[session].sockets:
                socket.outbox.close(4404)
        await self.texts.catch_up(list(self.rooms))
        if self._beats % LOOK_AGAIN == 0:
            await self._look_again()

    def _tell_presence(self, room: LiveRoom, now: float) -> None:
        people = room.people(now)
        told, at = self._told.get(room.session, (-1, 0.0))
        if people != told or now - at > QUIET:
            self._told[room.session] = (people, now)
            room.broadcast(room.presence())

    async def _look_again(self) -> None:
        """In slices, so that the interpreter is never long with one of them."""
        sockets = [socket for room in self.rooms.values() for socket in room.sockets if socket.admission.seat]
        for start in range(0, len(sockets), SLICE):
            some = sockets[start : start + SLICE]
            gone = await self.at_desk(no_longer, {socket.admission for socket in some})
            for socket in some:
                if socket.admission in gone:
                    socket.outbox.close(4403)


def share_the_interpreter() -> None:
    """What was loaded at start is never garbage, and little of what rooms make: looking through it all would stop every
    room for a tenth of a second.

    And a thread that computes gives the interpreter up twenty times sooner than by default: a frame that goes to a
    thousand sockets lets go of it a thousand times, and would wait each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    sys.setswitchinterval(SWITCH)


def _logged(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.warning("A room could not be read: %s", task.exception())


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for stale in [each for each in _hubs if each.is_closed()]:
            del _hubs[stale]
        share_the_interpreter()
        _hubs[loop] = Hub(loop)
        at_daphnes_end(_hubs[loop].say_goodbye)
    return _hubs[loop]
