"""A text that several people write at once: a Yjs document with one text in it, held by pycrdt.

Whoever holds a ``Document`` uses it from one thread at a time. pycrdt counts characters in bytes of UTF-8, Yjs in
UTF-16 units and Python in code points; everything here is in code points unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pycrdt import Doc, Text, merge_updates

from realtime.documents.merge import Change, changes
from realtime.documents.order import Unit, in_order
from realtime.documents.update import TEXT, Id, Update, read_update, read_vector, units
from realtime.wire import Malformed

NOTHING = b"\x00\x00"
MOST_UNITS = 20_000
MOST_BYTES = 240_000
FIRST_CLIENT = 1


class Behind(ValueError):
    """The update stands on changes that this document does not have: ask the sender for everything it lacks."""


class Full(ValueError):
    """The text, or what its history takes, would be too long."""


class Broken(RuntimeError):
    """The document no longer agrees with itself and must be read anew from what is stored."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of characters that one Yjs client wrote."""

    client: int
    text: str


class Document:
    """``state`` and ``updates`` are what is stored, oldest first."""

    def __init__(self, state: bytes = NOTHING, updates: Iterable[bytes] = ()) -> None:
        self._doc: Doc[Any] = Doc(client_id=0, allow_multithreading=True)
        self._body: Text = self._doc.get(TEXT, type=Text)
        self._emitted: list[bytes] = []
        self._heard = self._doc.observe(lambda event: self._emitted.append(event.update))
        for update in (state, *updates):
            self._doc.apply_update(update)
        self._emitted.clear()
        self._vector = read_vector(self._doc.get_state())
        stored = self.state()
        self._size = len(stored)
        self._halves = read_update(stored).halves()
        self._order: list[Unit] | None = None

    @property
    def text(self) -> str:
        return str(self._body)

    @property
    def vector(self) -> dict[int, int]:
        """Client → how many UTF-16 units of it are here, deleted ones included."""
        return self._vector

    def state(self) -> bytes:
        """The whole as one update; what was deleted is in it by number only, without its words."""
        return self._doc.get_update()

    def state_vector(self) -> bytes:
        return self._doc.get_state()

    def missing(self, vector: bytes) -> bytes:
        """What a reader with this state vector lacks."""
        return self._doc.get_update(vector)

    def grow(self, update: bytes) -> bytes:
        """Takes an update that is known to be sound; what it changed (NOTHING where all of it was here)."""
        self._emitted.clear()
        self._order = None
        self._doc.apply_update(update)
        self._vector = read_vector(self._doc.get_state())
        effect = (
            self._emitted[0] if len(self._emitted) == 1 else merge_updates(*self._emitted) if self._emitted else b""
        )
        self._size += len(effect)
        return effect or NOTHING

    def take(self, raw: bytes, read: Update | None = None) -> bytes:
        """Takes an update that somebody sent (``read``, where the caller has); what it changed, as pycrdt writes it.

        Raises Malformed, Behind or Full before anything is changed, and Broken when it is not what it said.
        """
        update = read or read_update(raw)
        self._check_order(update)
        halves = update.halves()
        if not (self._halves | halves).isdisjoint({*update.cuts(), *self._vector.items()}):
            raise Malformed("update", "cuts a character in two")
        if update.units and self._is_full(update, raw):
            raise Full
        wanted = self._vector | {
            client: max(end, self._vector.get(client, 0)) for client, (_first, end) in update.runs.items()
        }
        try:
            effect = self.grow(raw)
        except BaseException as error:  # pycrdt's panics derive from BaseException
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise Broken(str(error)) from error
        if self._vector != wanted:
            raise Broken("the update did not bring what it says")
        self._halves |= halves
        return effect

    def _check_order(self, update: Update) -> None:
        """Everything that the update stands on is here or in the update itself."""
        known = dict(self._vector)
        if update.gaps or any(first > known.get(client, 0) for client, (first, _end) in update.runs.items()):
            raise Behind
        for client, (_first, end) in update.runs.items():
            known[client] = max(end, known.get(client, 0))
        if any(clock >= known.get(client, 0) for client, clock in update.beside()):
            raise Behind
        if any(end > known.get(client, 0) for client, _start, end in update.deletes):
            raise Behind

    def _is_full(self, update: Update, raw: bytes) -> bool:
        if self._size + len(raw) > MOST_BYTES:
            self._size = len(self.state())
            if self._size + len(raw) > MOST_BYTES:
                return True
        if units(self.text) + update.units <= MOST_UNITS:
            return False
        trial = Document(self.state())
        trial.grow(raw)
        return units(trial.text) > MOST_UNITS

    def edited(self, client: int, row: Iterable[Change]) -> bytes:
        """The update by which ``client``, one that this document does not know yet, makes the changes in ``row``.

        The places are those of the text as it is now; this document itself stays as it is (``grow`` it).
        """
        doc: Doc[Any] = Doc(client_id=client, allow_multithreading=True)
        body: Text = doc.get(TEXT, type=Text)
        doc.apply_update(self.state())
        before, text = doc.get_state(), self.text
        with doc.transaction():
            for change in sorted(row, key=lambda each: -each.start):
                start = len(text[: change.start].encode())
                end = start + len(text[change.start : change.end].encode())
                if end > start:
                    del body[start:end]
                if change.text:
                    body.insert(start, change.text)
        return doc.get_update(before)

    def rewritten(self, client: int, text: str) -> bytes:
        """The update by which ``client`` makes the text ``text``, changing the words that differ."""
        return self.edited(client, changes(self.text, text))

    def order(self) -> list[Unit]:
        """Every character in its place, deleted ones included; raises Broken where pycrdt has another text."""
        if self._order is None:
            found = in_order(read_update(self.state()))
            if "".join(unit.text for unit in found) != self.text:
                raise Broken("the characters are not in order")
            self._order = found
        return self._order

    def anchor(self, place: int) -> Id | None:
        """The character at ``place``, by which the place is found again while others write; None for the end."""
        at = -1
        for unit in self.order():
            at += bool(unit.text)
            if at == place:
                return unit.client, unit.clock
        return None

    def place(self, anchor: Id | None) -> int:
        """Where the character of ``anchor`` stands, or would stand had it not been deleted."""
        at = 0
        for unit in self.order():
            if (unit.client, unit.clock) == anchor:
                break
            at += bool(unit.text)
        return at

    def passages(self) -> list[Passage]:
        """The text in order, in runs by the Yjs client that wrote them."""
        written = (unit for unit in self.order() if unit.text)
        runs = groupby(written, key=lambda unit: unit.client)
        return [Passage(client, "".join(unit.text for unit in run)) for client, run in runs]

    def spans_of(self, clients: set[int]) -> Iterator[Change]:
        """The changes that take out everything that ``clients`` wrote."""
        at = 0
        for passage in self.passages():
            if passage.client in clients:
                yield Change(at, at + len(passage.text), "")
            at += len(passage.text)


def begun(text: str) -> bytes:
    """The update that every draft with ``text`` to begin with starts from; nobody's words. The same each time."""
    return Document().edited(FIRST_CLIENT, [Change(0, 0, text)]) if text else NOTHING
