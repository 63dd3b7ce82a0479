"""Gives every waiting event its place in the tree, and signs what stands there.

The steps of a batch, each whole before the next: leaves and tiles in one transaction of the database; the new
checkpoint for the old one in the lock store; the checkpoint where everybody reads it (with the next batch's leaves
where more is waiting). A crash between two steps leaves the tree ahead of the lock store, or the lock store ahead of
what is published; the next round carries on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from consultations.record.models import Checkpoint, Epoch, Leaf, Pending, WitnessedCheckpoint
from consultations.record.operations.append import append
from consultations.record.sequencer.batch import Unrecordable, place_of, waiting, write_leaves
from consultations.record.sequencer.guard import Refused, Standing, lock_store, standing
from consultations.record.sequencer.key import make_key, read_key, read_next, take_next
from consultations.record.sequencer.lock import only_one
from consultations.record.sequencer.lockstore import Locked, LockStore
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
    with only_one(patience), opened_log(now) as log:
        return log.carry_on()


@dataclass
class Log:
    """The open epoch in the hands of the one sequencer: the tree's edge, and what of it is signed and published."""

    store: LockStore
    locked: Locked
    edge: Edge
    key: SigningKey
    published: str

    def carry_on(self) -> int:
        """All that waits now, batch by batch; returns the number of new entries.

        What arrives meanwhile goes into the last batch or waits for the next round: a writer who never rests keeps
        nobody else from what comes after this.
        """
        waits, new = Pending.objects.count(), 0
        self.sign()
        while new < waits and (count := self.write_batch()):
            self.sign()
            new += count
        self.publish()
        return new

    def write_batch(self) -> int:
        """Leaves and tiles of the next batch in one transaction, with the checkpoint before it; returns its size."""
        with transaction.atomic():
            batch = waiting()
            if batch:
                self.publish()
                try:
                    write_leaves(self.locked.epoch, self.edge, batch)
                except Unrecordable as error:
                    raise Refused(
                        f"What waits to be recorded was not written by this site ({error}). "
                        "Run 'manage.py verify_record' and find out who wrote into the database."
                    ) from error
        return len(batch)

    def sign(self) -> None:
        """Exchanges the lock store's checkpoint for one of the whole tree; raises LockMoved.

        Where the new entries hand the log over to another key, both sign, and from then on that key alone.
        """
        if self.edge.size == self.locked.size and self.locked.note:
            return
        following = self._following()
        keys = [self.key, following] if following else [self.key]
        root = self.edge.root()
        text = checkpoints.Checkpoint(self.locked.origin, self.edge.size, root).text()
        note = bytes(sign_note(text, keys)).decode()
        old, vkey = self.locked, str(keys[-1].verifier)
        new = Locked(old.epoch, old.origin, vkey, self.edge.size, root, note, old.first_vkey)
        self.store.swap(old, new)
        self.locked = new
        if following:
            take_next()
            self.key = following

    def _following(self) -> SigningKey | None:
        """The key that takes over with the entries not signed yet; raises Refused when it is not at hand."""
        fresh = Leaf.objects.filter(epoch=self.locked.epoch, index__gte=self.locked.size, index__lt=self.edge.size)
        told = fresh.filter(event__type="key.rotated", event__subject=f"epoch/{self.locked.epoch}")
        named = list(told.order_by("index").values_list("event__data", flat=True))
        if not named:
            return None
        following = read_next()
        if following is None or [(each["old"], each["new"]) for each in named] != [
            (self.locked.vkey, str(following.verifier))
        ]:
            raise Refused("The record names a new key that RECORD_DIR does not hold. Restore RECORD_DIR.")
        return following

    def publish(self) -> None:
        """Puts the lock store's checkpoint where everybody reads it; only now there are receipts for its entries."""
        if self.locked.note == self.published:
            return
        with transaction.atomic():
            Checkpoint.objects.bulk_create(
                [
                    Checkpoint(
                        epoch_id=self.locked.epoch,
                        size=self.locked.size,
                        root=self.locked.root,
                        note=self.locked.note,
                    )
                ],
                update_conflicts=True,
                unique_fields=["epoch"],
                update_fields=["size", "root", "note"],
            )
            if Epoch.objects.filter(pk=self.locked.epoch).exclude(vkey=self.locked.vkey).update(vkey=self.locked.vkey):
                # Older checkpoints that witnesses have signed too are of the old key; they are asked again.
                WitnessedCheckpoint.objects.filter(epoch=self.locked.epoch).delete()
        self.published = self.locked.note


@contextmanager
def opened_log(now: datetime) -> Iterator[Log]:
    """The log as it stands, its first epoch opened if there is none; raises Refused. Needs the sequencer's lock."""
    found = standing() or _begin()
    if not Epoch.objects.filter(pk=found.locked.epoch).exists():
        begin_epoch(found.locked, {}, now)
        found = Standing(found.locked, 1, found.key)
    note = Checkpoint.objects.filter(epoch=found.locked.epoch).values_list("note", flat=True).first()
    with lock_store() as store:
        yield Log(store, found.locked, edge_at(found.locked.epoch, found.size), found.key, note or "")


def _begin() -> Standing:
    """Key and lock store of a new record; a key without a lock store is left over from a start that was cut off."""
    origin = settings.RECORD_ORIGIN
    try:
        key = read_key() or make_key(origin)
    except MalformedNote as error:
        raise Refused(f"RECORD_ORIGIN {origin!r} or the key in RECORD_DIR cannot be used: {error}.") from error
    if key.name != origin:
        raise Refused(f"The key in RECORD_DIR is of {key.name}, but RECORD_ORIGIN is {origin}.")
    locked = fresh_epoch(FIRST, key)
    lock_store().open_epoch(locked)
    return Standing(locked, 0, key)


def fresh_epoch(number: int, key: SigningKey) -> Locked:
    """An epoch of which nothing was signed yet."""
    vkey = str(key.verifier)
    return Locked(number, key.name, vkey, 0, EMPTY_ROOT, "", vkey)


@transaction.atomic
def begin_epoch(locked: Locked, told: dict[str, str], now: datetime) -> None:
    """The epoch's row and its first entry, which says that it was opened; ``told``: why, and what went before."""
    Epoch.objects.create(number=locked.epoch, origin=locked.origin, vkey=locked.vkey, first_vkey=locked.first_vkey)
    event = append(
        type="epoch.opened",
        subject=f"epoch/{locked.epoch}",
        process="",
        now=now,
        data={"origin": locked.origin} | told,
    )
    write_leaves(locked.epoch, Edge(), [place_of(event)])
