"""Gives every waiting event its place in the tree, and signs what stands there.

The steps of a batch, each whole before the next: leaves and tiles in one transaction of the database; the new
checkpoint for the old one in the lock store; the checkpoint where everybody reads it. A crash between two steps leaves
the tree ahead of the lock store, or the lock store ahead of what is published; the next round carries on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from consultations.record.models import Checkpoint, Epoch
from consultations.record.operations.append import append
from consultations.record.sequencer.batch import waiting, write_leaves
from consultations.record.sequencer.guard import Refused, Standing, lock_store, standing
from consultations.record.sequencer.key import make_key, read_key
from consultations.record.sequencer.lock import only_one
from consultations.record.sequencer.lockstore import Locked
from consultations.record.sequencer.storage import edge_at
from consultations.record.tlog import checkpoint as checkpoints
from consultations.record.tlog.note import MalformedNote
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.tlog.tiles import Edge
from consultations.record.tlog.tree import EMPTY_ROOT

FIRST = 1


def sequence(*, now: datetime, patience: float = 5.0) -> int:
    """Sequences, signs and publishes all that waits; returns the number of new entries.

    ``patience``: seconds to wait for another sequencer. Raises lock.Busy when it does not finish in that time, and
    guard.Refused when database and lock store do not belong together; then nothing is signed.
    """
    with only_one(patience):
        log = open_log(now)
        log.sign()
        log.publish()
        new = 0
        while count := log.write_batch():
            log.sign()
            log.publish()
            new += count
    return new


@dataclass
class Log:
    """The open epoch in the hands of the one sequencer: the tree's edge, and what of it is signed."""

    locked: Locked
    edge: Edge
    key: SigningKey

    def write_batch(self) -> int:
        """Leaves and tiles of the next batch, in one transaction; returns its size."""
        with transaction.atomic():
            events = waiting()
            if events:
                write_leaves(self.locked.epoch, self.edge, events)
        return len(events)

    def sign(self) -> None:
        """Exchanges the lock store's checkpoint for one of the whole tree; raises LockMoved."""
        if self.edge.size == self.locked.size and self.locked.note:
            return
        root = self.edge.root()
        text = checkpoints.Checkpoint(self.locked.origin, self.edge.size, root).text()
        note = bytes(sign_note(text, [self.key])).decode()
        new = Locked(self.locked.epoch, self.locked.origin, self.locked.vkey, self.edge.size, root, note)
        lock_store().swap(self.locked, new)
        self.locked = new

    def publish(self) -> None:
        """Puts the lock store's checkpoint where everybody reads it; only now there are receipts for its entries."""
        Checkpoint.objects.update_or_create(
            epoch_id=self.locked.epoch,
            defaults={"size": self.locked.size, "root": self.locked.root, "note": self.locked.note},
        )


def open_log(now: datetime) -> Log:
    """The log as it stands, its first epoch opened if there is none; raises Refused. Needs the sequencer's lock."""
    found = standing() or _begin()
    if not Epoch.objects.filter(pk=found.locked.epoch).exists():
        _open_epoch(found.locked, now)
        found = Standing(found.locked, 1, found.key)
    return Log(found.locked, edge_at(found.locked.epoch, found.size), found.key)


def _begin() -> Standing:
    """Key and lock store of a new record; a key without a lock store is left over from a start that was cut off."""
    origin = settings.RECORD_ORIGIN
    try:
        key = read_key() or make_key(origin)
    except MalformedNote as error:
        raise Refused(f"RECORD_ORIGIN {origin!r} or the key in RECORD_DIR cannot be used: {error}.") from error
    if key.name != origin:
        raise Refused(f"The key in RECORD_DIR is of {key.name}, but RECORD_ORIGIN is {origin}.")
    locked = Locked(FIRST, origin, str(key.verifier), 0, EMPTY_ROOT, "")
    lock_store().open_epoch(locked)
    return Standing(locked, 0, key)


@transaction.atomic
def _open_epoch(locked: Locked, now: datetime) -> None:
    """The epoch's row and its first entry, which says that it was opened."""
    Epoch.objects.create(number=locked.epoch, origin=locked.origin, vkey=locked.vkey)
    event = append(
        type="epoch.opened", subject=f"epoch/{locked.epoch}", process="", now=now, data={"origin": locked.origin}
    )
    write_leaves(locked.epoch, Edge(), [event])
