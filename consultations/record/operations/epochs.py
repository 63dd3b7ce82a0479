"""A record that cannot be continued is begun anew, in public; a record that can be is handed to another key.

docs/decisions/0009-epochs-and-keys.md says why it is done so.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.record.models import Checkpoint, Epoch
from consultations.record.operations.append import append
from consultations.record.operations.sequence import begin_epoch, fresh_epoch, opened_log
from consultations.record.sequencer.batch import put_back_all
from consultations.record.sequencer.guard import NotWhatWasSigned, lock_store, origin_of, standing
from consultations.record.sequencer.key import make_next, take_next
from consultations.record.sequencer.lock import only_one
from consultations.record.sequencer.lockstore import Locked
from consultations.record.tlog import rotation
from consultations.record.tlog.signing import sign_note


class NothingToCure(Exception):
    """The record stands and is signed on; it needs no new epoch."""


def rotate_key(*, reason: str, now: datetime, patience: float = 30.0) -> str:
    """Hands the open epoch over to a new key and returns its vkey; the old secret is gone afterwards.

    The entry ``key.rotated`` carries the new key, signed by the old one; the checkpoint that covers it is signed by
    both, every later one by the new key. Raises guard.Refused or lock.Busy.
    """
    with only_one(patience), opened_log(now) as log:
        log.carry_on()
        following = make_next(log.locked.origin)
        old, new = log.key.verifier, following.verifier
        with transaction.atomic():
            append(
                type="key.rotated",
                subject=f"epoch/{log.locked.epoch}",
                process="",
                now=now,
                data={
                    "old": str(old),
                    "new": str(new),
                    "reason": reason,
                    "note": bytes(sign_note(rotation.text(old, new), [log.key])).decode(),
                },
            )
        log.carry_on()
        return log.locked.vkey


def open_epoch(*, reason: str, now: datetime, patience: float = 30.0) -> Epoch:
    """Begins a new record where the old one cannot be continued: a new name and key, every event of the database again.

    Its first entry tells ``reason`` and the last checkpoint that was signed. What the database holds of the old epoch
    stays served as it is. Raises NothingToCure when the record stands, guard.Refused when it is refused for something
    that no new epoch cures, lock.Busy.
    """
    with only_one(patience):
        try:
            standing()
        except NotWhatWasSigned:
            locked = lock_store().newest()
        else:
            raise NothingToCure("The record stands and is signed on; it needs no new epoch.")
        if locked is None or not _is_cut_off(locked):
            number = _next_number(locked)
            key = make_next(origin_of(number))
            previous, locked = _last_signed(), fresh_epoch(number, key)
            lock_store().open_epoch(locked)
            take_next()
        else:
            previous = _last_signed()
        _begin(locked, previous, reason, now)
        with opened_log(now) as log:
            log.carry_on()
    return Epoch.objects.get(pk=locked.epoch)


@transaction.atomic
def _begin(locked: Locked, previous: str, reason: str, now: datetime) -> None:
    put_back_all()
    begin_epoch(locked, {"reason": reason} | ({"previous": previous} if previous else {}), now)


def _is_cut_off(locked: Locked) -> bool:
    """Whether the lock store holds an epoch whose opening never reached the database."""
    return not locked.note and not Epoch.objects.filter(pk=locked.epoch).exists()


def _next_number(locked: Locked | None) -> int:
    newest = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return max(newest, locked.epoch if locked else 0) + 1


def _last_signed() -> str:
    """The last checkpoint that anybody may hold; "" when it is not known any more."""
    told = Checkpoint.objects.order_by("-epoch").values_list("note", flat=True).first()
    return lock_store().last_signed() or told or ""
