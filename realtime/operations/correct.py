"""Corrections of a session's minutes: people who took part propose them, the facilitator answers each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.people.models import Participant
from realtime.enums import CorrectionState
from realtime.models import Correction, Seat, Session
from realtime.permissions import may_answer_correction, may_propose_correction

LENGTH, ANSWER = 1000, 500


@transaction.atomic
def propose_correction(*, seat: Seat, text: str, now: datetime) -> Correction:
    """Shown in the minutes at once, as proposed; by whom is shown to nobody. Raises NotAllowed, or Unfit."""
    session = Session.objects.select_for_update().get(pk=seat.session_id)
    seat = Seat.objects.get(pk=seat.pk)
    may_propose_correction(seat, session, now).require()
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Unfit("text", _("Write something first."))
    if len(words) > LENGTH:
        raise Unfit("text", _("This is too long. Make it shorter."))
    last = session.corrections.aggregate(last=Max("number"))["last"] or 0
    return Correction.objects.create(session=session, number=last + 1, seat=seat, text=words, proposed_at=now)


@transaction.atomic
def answer_correction(
    *, actor: Participant, correction: Correction, accept: bool, answer: str, now: datetime
) -> Correction:
    """Accepted, it stands in the minutes beside what was there; declined, with the reason. Each is answered once."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    may_answer_correction(actor, correction).require()
    words = " ".join(answer.split())
    if not accept and not words:
        raise Unfit("answer", _("Write the reason. Everybody can read it."))
    if len(words) > ANSWER:
        raise Unfit("answer", _("This is too long. Make it shorter."))
    correction.state = CorrectionState.ACCEPTED if accept else CorrectionState.DECLINED
    correction.answer, correction.decided_by, correction.decided_at = words, actor, now
    correction.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    return correction
