"""May this database be signed? Only if it holds the tree of the lock store's checkpoint (record.md, 'Writing')."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from consultations.record import triggers
from consultations.record.models import Epoch
from consultations.record.sequencer.key import read_key, read_next, take_next
from consultations.record.sequencer.lockstore import Locked, LockStore
from consultations.record.sequencer.place import record_dir
from consultations.record.sequencer.storage import edge_at, tree_size
from consultations.record.tlog.note import MalformedNote
from consultations.record.tlog.signing import SigningKey
from consultations.record.tlog.tiles import MalformedTile

OR_ELSE = "If there is none, say so in public and go on with 'manage.py open_epoch'."


class Refused(Exception):
    """The record is not signed on; ``str()`` tells an operator why and what to do."""


class NotWhatWasSigned(Refused):
    """The database cannot continue what was signed; where nothing better can be restored, a new epoch can be opened."""


@dataclass(frozen=True)
class Standing:
    """A database that fits its lock store. ``size``: leaves in the database, at least ``locked.size``."""

    locked: Locked
    size: int
    key: SigningKey


def lock_store() -> LockStore:
    return LockStore(record_dir() / "lock.sqlite3")


def origin_of(number: int) -> str:
    """The name of an epoch: RECORD_ORIGIN is the first one's; a last ``/1`` counts on, else ``/2`` and so on follow."""
    first: str = settings.RECORD_ORIGIN
    return first if number == 1 else f"{first.removesuffix('/1')}/{number}"


def standing() -> Standing | None:
    """How database and lock store stand to each other; None before the first epoch. Raises Refused."""
    _guards_stand()
    locked = lock_store().newest()
    epoch = Epoch.objects.order_by("-number").first()
    if locked is None and epoch is None:
        return None
    if locked is None:
        raise NotWhatWasSigned(
            "The database holds a record, but RECORD_DIR holds no lock store. Restore RECORD_DIR: it belongs to this "
            f"database and holds the key that signed it. {OR_ELSE}"
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
    if locked.origin != origin_of(locked.epoch):
        raise Refused(
            f"RECORD_ORIGIN is {settings.RECORD_ORIGIN}, but this record was opened as {locked.origin}. "
            "The name of a record never changes: set RECORD_ORIGIN back."
        )
    if epoch is None or epoch.number < locked.epoch:
        if locked.note:
            held = f"its newest record is {epoch.origin}" if epoch else "it holds no record"
            raise NotWhatWasSigned(
                f"The database is older than what was signed: {held}, and {locked.size} entries of "
                f"{locked.origin} were signed. Restore a newer copy. {OR_ELSE}"
            )
        if locked.epoch > 1:
            raise NotWhatWasSigned(f"The opening of {locked.origin} was cut off: run 'manage.py open_epoch' again.")
        return
    if (epoch.number, epoch.origin, epoch.first_vkey) != (locked.epoch, locked.origin, locked.first_vkey):
        raise Refused(
            f"The database holds record {epoch.origin} ({epoch.first_vkey}), RECORD_DIR holds {locked.origin} "
            f"({locked.first_vkey}). RECORD_DIR belongs to one database: bring the two that belong together."
        )


def _size(locked: Locked, epoch: Epoch | None) -> int:
    if epoch is None or epoch.number < locked.epoch:
        return 0
    try:
        size = tree_size(locked.epoch)
        if size < locked.size:
            raise NotWhatWasSigned(
                f"The database holds {size} entries, but {locked.size} were signed. It seems to be an older copy: "
                f"restore a newer one. {OR_ELSE}"
            )
        root = edge_at(locked.epoch, locked.size).root()
    except MalformedTile as error:
        raise NotWhatWasSigned(
            f"The tree in the database is damaged: {error}. Restore a good copy. {OR_ELSE}"
        ) from error
    if root != locked.root:
        raise NotWhatWasSigned(
            f"The database's first {locked.size} entries are not those that were signed. Something was rewritten: "
            f"run 'manage.py verify_record', restore a good copy. {OR_ELSE}"
        )
    return size


def _key(locked: Locked) -> SigningKey:
    try:
        key = read_key()
        if key is None or str(key.verifier) != locked.vkey:
            # A stop between the lock store and the files: the next key is in force already.
            following = read_next()
            if following is not None and str(following.verifier) == locked.vkey:
                take_next()
                return following
    except MalformedNote as error:
        raise NotWhatWasSigned(
            f"The signing key in RECORD_DIR cannot be read: {error}. Restore it. {OR_ELSE}"
        ) from error
    if key is None or str(key.verifier) != locked.vkey:
        raise NotWhatWasSigned(f"The signing key in RECORD_DIR is not the one of {locked.vkey}. Restore it. {OR_ELSE}")
    return key
