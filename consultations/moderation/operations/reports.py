"""Reporting a contribution: gathers in one case, changes nothing about what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.models import Contribution
from consultations.moderation.domain.codes import fingerprint, new_code
from consultations.moderation.enums import CaseState, Concern
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case, Report
from consultations.moderation.permissions import may_report
from consultations.people.models import Participant

LONGEST = 4000


@dataclass(frozen=True)
class Reported:
    """``code`` is shown once to whoever reported and kept nowhere."""

    report: Report
    code: str


@transaction.atomic
def report(
    *, actor: Participant | None, contribution: Contribution, concern: Concern, text: str, now: datetime
) -> Reported:
    """Files a report, by a person or by nobody in particular, in the open case of ``contribution``.

    Raises NotAllowed, or Incomplete naming the field. However many report, nothing is hidden by it.
    """
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    may_report(actor, contribution).require()
    words = text.strip()
    if concern == Concern.OTHER and not words:
        raise Incomplete("text", _("Say in a few words what is wrong."))
    if len(words) > LONGEST:
        raise Incomplete("text", _("Use at most %(longest)d letters.") % {"longest": LONGEST})
    case, _fresh = Case.objects.get_or_create(
        contribution=contribution, state=CaseState.OPEN, defaults={"opened_at": now}
    )
    code = new_code()
    made = Report.objects.create(
        case=case, concern=concern, text=words, reporter=actor, fingerprint=fingerprint(code), made_at=now
    )
    return Reported(made, code)
