"""May this database be signed? Only if it holds the tree of the lock store's checkpoint (record.md, 'Writing')."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from consultations.record import triggers
from consultations.record.models import Epoch
from consultations.record.sequencer.key import read_key
from consultations.record.sequencer.lockstore import Locked, LockStore
from consultations.record.sequencer.place import record_dir
from consultations.record.sequencer.storage import edge_at, tree_size
from consultations.record.tlog.note import MalformedNote
from consultations.record.tlog.signing import SigningKey
from consultations.record.tlog.tiles import MalformedTile


class Refused(Exception):
    """The record is not signed on; ``str()`` tells an operator why and what to do."""


@dataclass(frozen=True)
class Standing:
    """A database that fits its lock store. ``size``: leaves in the database, at least ``locked.size``."""

    locked: Locked
    size: int
    key: SigningKey


def lock_store() -> LockStore:
    return LockStore(record_dir() / "lock.sqlite3")


def standing() -> Standing | None:
    """How database and lock store stand to each other; None before the first epoch. Raises Refused."""
    _guards_stand()
    locked = lock_store().newest()
    epoch = Epoch.objects.order_by("-number").first()
    if locked is None and epoch is None:
        return None
    if locked is None:
        raise Refused(
            "The database holds a record, but RECORD_DIR holds no lock store. Restore RECORD_DIR: it belongs to this "
            "database and holds the key that signed it."
        )
    _same_name(locked, epoch)
    return Standing(locked, _size(locked, epoch), _key(locked))


def _guards_stand() -> None:
    if lost := triggers.missing(connection):
        raise Refused(
            f"Guards of the record are missing in the database: {', '.join(sorted(lost))}. "
            "Run 'manage.py verify_record', then 'manage.py migrate', which puts them back."
        )


def _same_name(locked: Locked, epoch: Epoch | None) -> None:
    if locked.origin != settings.RECORD_ORIGIN:
        raise Refused(
            f"RECORD_ORIGIN is {settings.RECORD_ORIGIN}, but this record was opened as {locked.origin}. "
            "The name of a record never changes: set RECORD_ORIGIN back."
        )
    if epoch and (epoch.number, epoch.origin, epoch.vkey) != (locked.epoch, locked.origin, locked.vkey):
        raise Refused(
            f"The database holds record {epoch.origin} ({epoch.vkey}), the lock store {locked.origin} ({locked.vkey}). "
            "RECORD_DIR belongs to one database: bring the two that belong together."
        )


def _size(locked: Locked, epoch: Epoch | None) -> int:
    try:
        size = tree_size(locked.epoch) if epoch else 0
        if size < locked.size:
            raise Refused(
                f"The database holds {size} entries, but {locked.size} were signed. It seems to be an older copy: "
                "restore a newer one."
            )
        root = edge_at(locked.epoch, locked.size).root()
    except MalformedTile as error:
        raise Refused(f"The tree in the database is damaged: {error}. Restore a good copy.") from error
    if root != locked.root:
        raise Refused(
            f"The database's first {locked.size} entries are not those that were signed. Something was rewritten: "
            "run 'manage.py verify_record', restore a good copy."
        )
    return size


def _key(locked: Locked) -> SigningKey:
    try:
        key = read_key()
    except MalformedNote as error:
        raise Refused(f"The signing key in RECORD_DIR cannot be read: {error}. Restore it.") from error
    if key is None or str(key.verifier) != locked.vkey:
        raise Refused(f"The signing key in RECORD_DIR is not the one of {locked.vkey}. Restore it.")
    return key
