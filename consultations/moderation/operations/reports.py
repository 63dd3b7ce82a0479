"""Reporting a contribution: gathers in one case, changes nothing about what is shown."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from consultations.deliberation.models import Contribution
from consultations.moderation.domain.codes import code_from, fingerprint, new_code
from consultations.moderation.enums import CaseState, Concern
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case, Report
from consultations.moderation.permissions import may_report
from consultations.moderation.queries.cases import by_code
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand

LONGEST = 4000


@dataclass(frozen=True)
class Reported:
    """``code`` is shown once to whoever reported and kept nowhere."""

    report: Report
    code: str


def code_of(submission: uuid.UUID, contribution: Contribution, actor: Participant | None) -> str:
    """The code of what a form reports, the same each time it is sent; not to be had without the site's key."""
    sent = f"{submission} {contribution.pk} {actor.pk if actor else ''}"
    return code_from(salted_hmac("moderation.report", sent, algorithm="sha256").digest())


@transaction.atomic
def report(
    *,
    actor: Participant | None,
    contribution: Contribution,
    concern: Concern,
    text: str,
    now: datetime,
    submission: uuid.UUID | None = None,
) -> Reported:
    """Files a report, by a person or by nobody in particular, in the open case of ``contribution``.

    A form sent twice (same ``submission``) gives the first report and its code again. Raises NotAllowed, or Incomplete
    naming the field. However many report, nothing is hidden by it.
    """
    person = as_they_stand(actor)
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    code = code_of(submission, contribution, person) if submission else new_code()
    if first := by_code(code):
        return Reported(first, code)
    may_report(person, contribution).require()
    words = text.strip()
    if concern == Concern.OTHER and not words:
        raise Incomplete("text", _("Say in a few words what is wrong."))
    if len(words) > LONGEST:
        raise Incomplete("text", _("Use at most %(longest)d letters.") % {"longest": LONGEST})
    case, _fresh = Case.objects.get_or_create(
        contribution=contribution, state=CaseState.OPEN, defaults={"opened_at": now}
    )
    made = Report.objects.create(
        case=case, concern=concern, text=words, reporter=person, fingerprint=fingerprint(code), made_at=now
    )
    return Reported(made, code)
