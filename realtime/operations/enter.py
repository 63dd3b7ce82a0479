"""Writing in a room for people who have no phone: each entry is a person of its own, who holds a receipt code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from consultations.record.domain import receipt_code
from consultations.record.models import ReceiptCode
from consultations.record.operations import give_code
from realtime.commands.board import AddNote, WithdrawNote
from realtime.commands.groups import WriteForGroup
from realtime.enums import SeatRole, SeatState
from realtime.models import Seat, Session
from realtime.operations.act import act
from realtime.permissions import may_enter_for_others

SALT = "realtime.entered"


@dataclass(frozen=True, slots=True)
class Entered:
    """``code`` is shown once, on the slip: only its hash is kept. Empty for an entry that was sent before."""

    seat: Seat
    code: str


@transaction.atomic
def enter_note(*, by: Seat, note: AddNote | WriteForGroup, name: str, language: str, now: datetime) -> Entered:
    """What somebody said, as their note in the running activity; ``name`` where they want it shown.

    Where groups work, ``note`` says for which; its person is not counted among the group's, however many notes it has.
    ``language``: of their slip. Sent twice, it stands once. Raises NotAllowed, or Refused as the room decides.
    """
    session = Session.objects.select_for_update().get(pk=by.session_id)
    by = Seat.objects.select_related("participant").get(pk=by.pk)
    may_enter_for_others(by, session).require()
    once = salted_hmac(SALT, f"{by.pk}:{note.op}", algorithm="sha256").hexdigest()
    before = Seat.objects.filter(session=session, token_hash=once).first()
    if before is not None:
        return Entered(before, "")
    seat = Seat.objects.create(
        session=session,
        token_hash=once,
        entered_by=by,
        name=" ".join(name.split())[:40],
        role=SeatRole.PARTICIPANT,
        state=SeatState.SEATED,
        language=language,
        joined_at=now,
    )
    act(seat=seat, command=note, now=now)
    return Entered(seat, _give_code(seat))


@transaction.atomic
def renew_code(*, by: Seat, seat: Seat, now: datetime) -> Entered:
    """Another slip for an entry; the code of the one before opens nothing any more. Raises NotAllowed."""
    seat = _entry(by, seat)
    before = seat.receipt
    code = _give_code(seat)
    if before is not None and seat.receipt is not None:
        seat.receipt.events.set(before.events.all())
        before.delete()
    return Entered(seat, code)


@transaction.atomic
def take_back_entry(*, by: Seat, seat: Seat, note: WithdrawNote, now: datetime) -> None:
    """As its author could with a phone, while the activity runs. Raises NotAllowed, or Refused."""
    act(seat=_entry(by, seat), command=note, now=now)


def _entry(by: Seat, seat: Seat) -> Seat:
    by = Seat.objects.select_related("participant", "session").get(pk=by.pk)
    may_enter_for_others(by, by.session).require()
    return Seat.objects.select_for_update().get(pk=seat.pk, session=by.session, entered_by__isnull=False)


def _give_code(seat: Seat) -> str:
    code = give_code(events=[])
    seat.receipt = ReceiptCode.objects.get(sha256=receipt_code.digest(code))
    seat.save(update_fields=["receipt"])
    return code
