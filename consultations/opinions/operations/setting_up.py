"""The rules of a round."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Phase
from consultations.opinions.domain.rules import KEY
from consultations.opinions.enums import Results
from consultations.opinions.permissions import may_set_up, phase_of_round
from consultations.opinions.queries.rounds import is_settled
from consultations.people.models import Participant


@transaction.atomic
def set_up_round(
    *, actor: Participant | None, consultation: Consultation, moderated: bool, results: Results, now: datetime
) -> Phase:
    """Whether new statements wait for a look, and when results are shown: the latter until the first answer is given,
    because people are told before they answer. Raises NotAllowed or Unfit.
    """
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    may_set_up(actor, consultation).require()
    phase = phase_of_round(consultation, now)
    if phase is None:
        raise Unfit("results", _("First plan a phase in which people can give an opinion on statements."))
    standing = phase.settings.get(KEY) or {}
    changed = standing.get("results", Results.TAKING_PART) != results
    if changed and is_settled(consultation):
        raise Unfit("results", _("People have answered already, and were told when results are shown."))
    phase.settings = {**phase.settings, KEY: {**standing, "moderated": moderated, "results": results.value}}
    phase.save(update_fields=["settings"])
    return phase
