"""A text as this process holds it for its sockets: committed changes only, and where people are writing just now."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from realtime.documents.document import Document
from realtime.documents.frames import Cursor, Have, write_change, write_cursors, write_want
from realtime.engine.frame import Frame
from realtime.engine.room import Socket

ACTIVE = 30.0
CURSORS_EVERY = 0.25


Cursors = list[tuple[int, bytes]]


class LiveDocument:
    """``number`` of the last change told. Frames go to those who asked for this text, cursors to those who write.

    ``spread`` takes cursors to the other processes.
    """

    def __init__(self, activity: str, number: int, document: Document, spread: Callable[[Cursors], None]) -> None:
        self.activity = activity
        self._spread = spread
        self.number = number
        self.document = document
        self.readers: set[Socket] = set()
        self._editors: dict[Socket, tuple[int, float]] = {}
        self._moved: dict[Socket, bytes] = {}

    def greet(self, socket: Socket, have: Have) -> None:
        """What the reader lacks, and what the room would like to have of it."""
        self.readers.add(socket)
        socket.outbox.put_whole(Frame(write_change(self.activity, self.document.missing(have.vector))))
        if socket.admission.seat:
            socket.outbox.put(self.want())

    def want(self) -> Frame:
        return Frame(write_want(self.activity, self.document.state_vector()))

    def grow(self, number: int, update: bytes) -> bool:
        """Takes the change that follows and tells it; False when one is missing in between."""
        if number > self.number + 1:
            return False
        if number == self.number + 1:
            self.number = number
            self.document.grow(update)
            self._tell(update)
        return True

    def replace(self, number: int, document: Document) -> None:
        """Takes the whole as the table has it, where changes in between are folded away; tells what is new."""
        if number > self.number:
            missing = document.missing(self.document.state_vector())
            self.number, self.document = number, document
            self._tell(missing)

    def _tell(self, update: bytes) -> None:
        frame = Frame(write_change(self.activity, update))
        for socket in self.readers:
            socket.outbox.put(frame)

    def writes(self, socket: Socket) -> None:
        """The person changes the text just now."""
        who = self._editors[socket][0] if socket in self._editors else random.randrange(1, 1 << 16)
        self._editors[socket] = (who, time.monotonic())

    def move(self, socket: Socket, cursor: Cursor, later: Callable[[float, Callable[[], None]], object]) -> None:
        """Where the person writes now; told together with others' a moment later."""
        self.writes(socket)
        if not self._moved:
            later(CURSORS_EVERY, self._tell_cursors)
        self._moved[socket] = cursor.place

    def _tell_cursors(self) -> None:
        now = time.monotonic()
        moved = [(socket, self._editors[socket][0], place) for socket, place in self._moved.items()]
        self._moved.clear()
        for reader in [each for each, (_who, at) in self._editors.items() if now - at < ACTIVE]:
            others = [(who, place) for socket, who, place in moved if socket is not reader]
            if others:
                reader.outbox.put(write_cursors(self.activity, others))
        self._spread([(who, place) for _socket, who, place in moved])
        for socket, _who, place in moved:
            if not place:
                self._editors.pop(socket, None)

    def leave(self, socket: Socket) -> None:
        self.readers.discard(socket)
        if (gone := self._editors.pop(socket, None)) is not None:
            nowhere = [(gone[0], b"")]
            self.tell_writers(nowhere)
            self._spread(nowhere)
        self._moved.pop(socket, None)

    def tell_writers(self, cursors: Cursors) -> None:
        """Cursors of people whose sockets are not among those who write here."""
        frame = Frame(write_cursors(self.activity, cursors))
        for reader in self._editors:
            reader.outbox.put(frame)
