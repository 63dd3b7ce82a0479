"""Changes of a room's texts, inside the transaction that writes its log (realtime.operations.commit)."""

from __future__ import annotations

import hashlib
import logging
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pycrdt import merge_updates

from realtime.commands import Command
from realtime.commands.draft import SaveDraft
from realtime.documents.document import NOTHING, Behind, Broken, Document, Full
from realtime.documents.frames import ChangeDraft
from realtime.documents.merge import Change, Conflict, changes, merge
from realtime.documents.update import Update, read_update
from realtime.domain.activity import Activity
from realtime.domain.rules import Refused
from realtime.models import Draft, DraftChange, DraftWriter
from realtime.queries.drafts import document_of, draft_of
from realtime.wire import Malformed

log = logging.getLogger(__name__)

FOLD_AFTER, KEPT = 200, 100
MOST_CLIENTS, MOST_OF_ONE = 5_000, 300
UNREADABLE = _("This change could not be read. Reload the page.")
BEHIND = _("The text has changed meanwhile.")
FULL = _("The text is full. Shorten it first.")
CONFLICT = _("Others have changed the same words meanwhile. Both texts are below: put them together and save again.")


@dataclass(frozen=True, slots=True)
class Grown:
    """A change of a text that is committed and may be told."""

    session: int
    activity: str
    number: int
    update: bytes


@dataclass(slots=True)
class OpenDraft:
    """A text whose room is locked. ``writers``: Yjs client → seat. ``fresh``, ``new``, ``edits`` are not stored yet."""

    room: uuid.UUID
    row: Draft
    document: Document
    writers: dict[int, int]
    fresh: list[bytes] = field(default_factory=list)
    new: dict[int, int] = field(default_factory=dict)
    edits: int = 0
    grown: list[Grown] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Of the change that holds what was taken so far."""
        return self.row.number + bool(self.fresh)

    def take(self, seat: int, raw: bytes) -> None:
        """An update that the person in ``seat`` sent; raises Refused."""
        try:
            update = read_update(raw)
            fresh = self._new_clients(seat, update)
            effect = self.document.take(raw, update)
        except Malformed as error:
            log.warning("A change of a text is refused: %s", error)
            raise Refused("malformed", UNREADABLE) from error
        except Behind as error:
            raise Refused("behind", BEHIND) from error
        except Full as error:
            raise Refused("full", FULL) from error
        except Broken as error:
            log.warning("A change of a text is refused: %s", error)
            self._read_again()
            raise Refused("malformed", UNREADABLE) from error
        self._claim(fresh, seat)
        self._keep(effect)

    def _new_clients(self, seat: int, update: Update) -> list[int]:
        """Clients that ``seat`` uses for the first time; raises Refused for one that is somebody else's."""
        found = []
        for client, (_first, end) in update.runs.items():
            if end <= self.document.vector.get(client, 0) or self.writers.get(client) == seat:
                continue
            if self._whose(client) == seat:
                continue
            if client in self.writers or client in self.document.vector:
                raise Refused("not_yours", UNREADABLE)
            found.append(client)
        own = sum(1 for each in self.writers.values() if each == seat)
        if found and (len(self.writers) >= MOST_CLIENTS or own + len(found) > MOST_OF_ONE):
            raise Refused("full", FULL)
        return found

    def _whose(self, client: int) -> int | None:
        """The seat of ``client`` as the table has it: a guest's may have gone along to an account."""
        if client in self.writers and client not in self.new:
            self.writers |= dict(self.row.writers.filter(client=client).values_list("client", "seat_id"))
        return self.writers.get(client)

    def _claim(self, clients: Iterable[int], seat: int) -> None:
        for client in clients:
            self.writers[client] = self.new[client] = seat

    def _keep(self, effect: bytes) -> None:
        if effect != NOTHING:
            self.fresh.append(effect)
            self.edits += 1

    def change(self, seat: int | None, row: list[Change]) -> None:
        """Changes that a page or the facilitator makes for ``seat``, or the site itself (None); raises Refused."""
        client = secrets.randbelow(2**32 - 2**16) + 2**16
        while client in self.document.vector:
            client += 1
        update = self.document.edited(client, row)
        if seat is not None:
            self.take(seat, update)
        else:
            self._keep(self.document.grow(update))

    def save(self, seat: int, base: str, text: str) -> None:
        """A whole text that a page sends; what others changed since stays. Raises Refused."""
        try:
            merged = merge(base, text, self.document.text)
        except Conflict as error:
            raise Refused("conflict", CONFLICT) from error
        if merged != self.document.text:
            self.change(seat, changes(self.document.text, merged))

    def _read_again(self) -> None:
        self.document = document_of(self.row)
        for update in self.fresh:
            self.document.grow(update)

    def people(self) -> set[int]:
        return set(self.writers.values())

    def store(self, now: datetime) -> None:
        """Writes what is new as one change."""
        if not self.fresh:
            return
        row, update = self.row, merge_updates(*self.fresh) if len(self.fresh) > 1 else self.fresh[0]
        row.number += 1
        row.edits += self.edits
        row.digest = hashlib.sha256(bytes.fromhex(row.digest) + update).hexdigest()
        if row.number - row.folded >= FOLD_AFTER:
            self.fold()
        row.save()
        DraftChange.objects.create(draft=row, number=row.number, update=update, at=now)
        DraftWriter.objects.bulk_create(
            [DraftWriter(draft=row, client=client, seat_id=seat) for client, seat in self.new.items()]
        )
        self.fresh, self.new, self.edits = [], {}, 0
        self.grown.append(Grown(row.session_id, row.activity, row.number, update))

    def fold(self, kept: int = KEPT) -> None:
        """Changes so far go into the stored state; the latest stay for processes that are a little behind."""
        self.row.state, self.row.folded = self.document.state(), self.row.number
        self.row.changes.filter(number__lte=self.row.number - kept).delete()

    def forget(self, seat: int, now: datetime) -> str:
        """Takes out everything that ``seat`` wrote, from what is stored too; the text that remains."""
        clients = {client for client, each in self.writers.items() if each == seat}
        row = list(self.document.spans_of(clients))
        if row:
            self.change(None, row)
            self.store(now)
            self.fold(kept=0)
            self.row.save()
        return self.document.text


class Working:
    """Documents that this process last wrote to, so that a change needs no reading of all before it.

    One is taken out while a transaction changes it and comes back when that is committed; where it is not, the next
    one reads it from the table.
    """

    def __init__(self, most: int = 100) -> None:
        self._drafts: dict[tuple[uuid.UUID, str], OpenDraft] = {}
        self._lock = Lock()
        self._most = most

    def take(self, room: uuid.UUID, row: Draft) -> OpenDraft | None:
        with self._lock:
            held = self._drafts.pop((room, row.activity), None)
        if held is None or not row.pk or (held.row.pk, held.row.digest) != (row.pk, row.digest):
            return None
        return OpenDraft(room, row, held.document, held.writers)

    def put(self, drafts: Iterable[OpenDraft]) -> None:
        with self._lock:
            for draft in drafts:
                while len(self._drafts) >= self._most:
                    self._drafts.pop(next(iter(self._drafts)))
                self._drafts[draft.room, draft.row.activity] = draft


WORKING = Working()


def move_writings(seat: int, into: int) -> None:
    """What ``seat`` wrote is ``into``'s from now on."""
    DraftWriter.objects.filter(seat=seat).update(seat=into)


def open_draft(session: int, public_id: uuid.UUID, activity: Activity) -> OpenDraft:
    """The text of ``activity``; the session's row is locked by the caller."""
    row = draft_of(session, activity)
    held = WORKING.take(public_id, row)
    if held is not None:
        return held
    writers = dict(row.writers.values_list("client", "seat_id")) if row.pk else {}
    return OpenDraft(public_id, row, document_of(row), writers)


def close_drafts(drafts: Iterable[OpenDraft], now: datetime) -> list[Grown]:
    """Stores what is new in each; the changes in order."""
    every = list(drafts)
    for draft in every:
        draft.store(now)
    transaction.on_commit(lambda: WORKING.put(every))
    return [change for draft in every for change in draft.grown]


def change_text(draft: OpenDraft, seat: int, command: Command) -> int:
    """The number of the change that holds what ``command`` asks of the text; raises Refused."""
    if isinstance(command, ChangeDraft):
        draft.take(seat, command.update)
    elif isinstance(command, SaveDraft):
        draft.save(seat, command.base, command.text)
    return draft.number
