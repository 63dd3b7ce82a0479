"""Appealing a decision, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.moderation import events
from consultations.moderation.enums import AppealBy, CaseState
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Appeal, Case, Report
from consultations.moderation.operations.reports import LONGEST
from consultations.moderation.permissions import appellant, may_appeal
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@transaction.atomic
def appeal(*, actor: Participant | None, case: Case, report: Report | None = None, text: str, now: datetime) -> Appeal:
    """The author's appeal, or that of whoever holds ``report`` (signed in, or by its code: the caller has checked it).

    Raises NotAllowed, or Incomplete naming the field.
    """
    person = as_they_stand(actor)
    case = Case.objects.select_for_update(of=("self",)).select_related("contribution__consultation").get(pk=case.pk)
    may_appeal(person, case, report, now).require()
    words = text.strip()
    if not words:
        raise Incomplete("text", _("Say why the decision is wrong."))
    if len(words) > LONGEST:
        raise Incomplete("text", _("Use at most %(longest)d letters.") % {"longest": LONGEST})
    by = appellant(person, case, report)
    assert by is not None
    if by == AppealBy.REPORTER and report is None:
        report = case.reports.filter(reporter=person).first()
    event = events.appealed(case, by.value, words, now=now)
    made = Appeal.objects.create(
        case=case, by=by, report=report, person=person, text=words, event=event.public_id, made_at=now
    )
    case.state = CaseState.APPEALED
    case.save(update_fields=["state"])
    return made
