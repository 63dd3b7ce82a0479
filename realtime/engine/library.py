"""The texts that sockets of this process read and write: loaded when the first asks, told as they grow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any

from realtime import bell
from realtime.documents.frames import Cursor, Have
from realtime.engine.document import Cursors, LiveDocument
from realtime.engine.frame import Frame
from realtime.engine.room import Socket
from realtime.operations.drafts import Grown
from realtime.queries.drafts import changes_after, draft_numbers, fetch_document

Key = tuple[int, str]


class Library:
    """One for each hub. ``at_desk`` runs a function in the thread that reads the database."""

    def __init__(self, loop: asyncio.AbstractEventLoop, at_desk: Callable[..., Awaitable[Any]]) -> None:
        self.loop = loop
        self._at_desk = at_desk
        self._texts: dict[Key, LiveDocument] = {}
        self._loading: dict[Key, asyncio.Future[None]] = {}

    async def have(self, socket: Socket, have: Have) -> None:
        """Answers a reader, loading the text when it is the first; no answer where the room writes no such text."""
        key = (socket.admission.session, have.activity)
        if key not in self._texts:
            if key not in self._loading:
                self._loading[key] = asyncio.ensure_future(self._load(key))
            await self._loading[key]
        if key in self._texts and not socket.outbox.closed:
            self._texts[key].greet(socket, have)

    async def _load(self, key: Key) -> None:
        try:
            found = await self._at_desk(fetch_document, *key)
            if found is not None:
                number, document = found
                self._texts[key] = LiveDocument(key[1], number, document, partial(self._spread, key))
        finally:
            del self._loading[key]

    def _spread(self, key: Key, cursors: Cursors) -> None:
        words = {"cursors": key[0], "activity": key[1], "places": [(who, place.hex()) for who, place in cursors]}
        self.loop.run_in_executor(None, bell.publish, words)

    def heard(self, words: dict[str, Any]) -> None:
        """Cursors from another process, as ``_spread`` says them."""
        if (text := self._texts.get((words["cursors"], words["activity"]))) is not None:
            text.tell_writers([(who, bytes.fromhex(place)) for who, place in words["places"]])

    def move(self, socket: Socket, cursor: Cursor) -> None:
        text = self._texts.get((socket.admission.session, cursor.activity))
        if text is not None and socket.admission.seat:
            text.move(socket, cursor, self.loop.call_later)

    def writes(self, socket: Socket, activity: str) -> None:
        if (text := self._texts.get((socket.admission.session, activity))) is not None:
            text.writes(socket)

    def want(self, socket: Socket, activity: str) -> list[Frame]:
        """What asks a socket for everything, where its change stands on others that the room lacks."""
        text = self._texts.get((socket.admission.session, activity))
        return [] if text is None else [text.want()]

    def grow(self, change: Grown) -> bool:
        """A committed change; False when one is missing in between and the table must be read."""
        text = self._texts.get((change.session, change.activity))
        return text is None or text.grow(change.number, change.update)

    async def catch_up(self, sessions: Collection[int]) -> None:
        """Reads what other processes wrote into the texts held here."""
        held = {session for session, _activity in self._texts} & set(sessions)
        if not held:
            return
        for key, number in (await self._at_desk(draft_numbers, held)).items():
            text = self._texts.get(key)
            if text is not None and number > text.number:
                await self._read(key, text)

    async def _read(self, key: Key, text: LiveDocument) -> None:
        for number, update in await self._at_desk(changes_after, *key, text.number):
            if not text.grow(number, update):
                found = await self._at_desk(fetch_document, *key)
                if found is not None:
                    text.replace(*found)
                return

    def leave(self, socket: Socket) -> None:
        for (session, _activity), text in self._texts.items():
            if session == socket.admission.session:
                text.leave(socket)

    def close(self, session: int) -> None:
        """Nobody is in the room any more."""
        for key in [key for key in self._texts if key[0] == session]:
            del self._texts[key]
