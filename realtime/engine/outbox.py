"""What waits to be sent to one socket: bounded, so that one frozen phone costs the room nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

from realtime.engine.frame import Bundle, Frame
from realtime.engine.uvicorn_line import line_below
from realtime.protocol import Resync, encode

log = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]

MOST_WAITING = 256 * 1024
MOST_UNSEEN = 512 * 1024
PATIENCE = 15.0


class Rest(Awaitable[None]):
    """The rest of a coroutine that has been started by hand and now waits for ``waiting``."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waiting: Any) -> None:
        self.coroutine = coroutine
        self.waiting = waiting

    def __await__(self) -> Generator[Any, Any, None]:
        while True:
            yield self.waiting
            try:
                self.waiting = self.coroutine.send(None)
            except StopIteration:
                return


def started(coroutine: Coroutine[Any, Any, None]) -> Rest | None:
    """Runs ``coroutine`` until it is done (None) or must wait: a frame that fits the kernel's buffer needs no task."""
    try:
        waiting = coroutine.send(None)
    except StopIteration:
        return None
    return Rest(coroutine, waiting)


class Outbox:
    """Frames for one socket, in order.

    A reader that does not keep up (too much waiting here, or too much sent that it has not said to have seen) is told
    once to resync and gets nothing more until it says hello; after PATIENCE seconds ``overdue`` is true.
    """

    __slots__ = (
        "_busy",
        "_line",
        "_queue",
        "_send",
        "_task",
        "_waiting",
        "behind_since",
        "closed",
        "seen_bytes",
        "sent_bytes",
    )

    def __init__(self, send: Send) -> None:
        self._send = send
        self._line = line_below(send)
        self._queue: deque[Frame] = deque()
        self._waiting = 0
        self._busy = False
        self._task: asyncio.Task[None] | None = None
        self.behind_since: float | None = None
        self.closed = False
        self.sent_bytes = 0
        self.seen_bytes = 0

    def put(self, frame: Frame | Bundle | str | bytes, seq: int = 0) -> None:
        """Sends ``frame`` now if the socket takes it, else as soon as it does; never waits."""
        if self.closed or self.behind_since is not None:
            return
        if isinstance(frame, str | bytes):
            frame = Frame(frame)
        size = len(frame.raw)
        self.sent_bytes += size
        if self._waiting + size > MOST_WAITING or self.sent_bytes - self.seen_bytes > MOST_UNSEEN:
            self._fall_behind(seq)
        elif self._line is not None and not self._busy:
            self._write(frame)
        else:
            self._pass(frame)

    def put_whole(self, frame: Frame | Bundle) -> None:
        """The answer to hello: however long it is, the reader has asked for it."""
        if self.closed:
            return
        self._pass(frame)

    def _fall_behind(self, seq: int) -> None:
        self.behind_since = time.monotonic()
        self._queue.clear()
        self._waiting = 0
        self._pass(Frame(encode(Resync(seq))))

    def caught_up(self) -> None:
        """The reader has said hello: what comes now reaches it again."""
        self.behind_since = None
        self.seen_bytes = self.sent_bytes

    @property
    def overdue(self) -> bool:
        return self.behind_since is not None and time.monotonic() - self.behind_since > PATIENCE

    def _write(self, frame: Frame | Bundle) -> None:
        """Below ASGI, with what uvicorn's own ``send`` looks at before it writes."""
        line = self._line
        assert line is not None
        if line.close_sent or line.disconnected or line.transport.is_closing():
            self.closed = True
        elif line.writable.is_set():
            line.transport.write(frame.raw)
        else:
            self._pass(frame)

    def _pass(self, frame: Frame | Bundle) -> None:
        """Through ASGI, as far as the socket takes it; what is left waits here."""
        for part in frame.parts:
            if self._busy:
                self._queue.append(part)
                self._waiting += len(part.raw)
            elif not self.closed:
                self._say(part)

    def _say(self, frame: Frame) -> None:
        try:
            rest = started(self._send(frame.message))
        except Exception as error:  # noqa: BLE001 - each server raises its own error for a line that is gone
            self._failed(error)
            return
        if rest is not None:
            self._busy = True
            self._task = asyncio.ensure_future(self._finish(rest))

    async def _finish(self, rest: Rest) -> None:
        try:
            await rest
            while self._queue:
                frame = self._queue.popleft()
                self._waiting -= len(frame.raw)
                await self._send(frame.message)
        except Exception as error:  # noqa: BLE001 - as above
            self._failed(error)
        finally:
            self._busy = False

    def _failed(self, error: Exception) -> None:
        """The line is gone, or the server does not take this frame: then it must not stay open and say nothing."""
        log.info("A socket took no frame and is closed: %r", error)
        self.close(4011)

    def close(self, code: int) -> None:
        """Closes the socket with ``code``, whatever still waits."""
        if self.closed:
            return
        self.closed = True
        self._queue.clear()
        self._task = asyncio.ensure_future(self._close(code))

    async def _close(self, code: int) -> None:
        try:
            await asyncio.wait_for(self._send({"type": "websocket.close", "code": code}), 5)
        except Exception as error:  # noqa: BLE001 - as above
            log.debug("A socket could not be closed with %d: %s", code, error)
