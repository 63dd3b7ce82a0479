"""The city says what a proposal would cost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain.particulars import HIGHEST_COST
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, CostCheck
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.operations.merging import fit_reason
from consultations.deliberation.permissions_particular import may_check_cost
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.office import office_of


@transaction.atomic
def check_cost(
    *, actor: Participant | None, contribution: Contribution, amount: int, note: str, now: datetime, role: str = ""
) -> CostCheck:
    """``amount`` in whole units of the site's currency; ``note``: how it was found; ``role``: the post that checked it.

    Earlier ones stay on the page and on the record. Raises NotAllowed or Unfit.
    """
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_check_cost(person, contribution).require()
    assert person is not None
    if not 0 <= amount <= HIGHEST_COST:
        raise Unfit("amount", _("Write the amount in digits, without cents, such as 12000."))
    check = CostCheck(contribution=contribution, amount=amount, note=fit_reason(note, field="note"), at=now)
    check.role = office_of(person, role, contribution.consultation.language)[:200]
    check.event = events.cost_checked(check, now=now)
    check.save()
    contribution.checked_cost = amount
    contribution.save(update_fields=["checked_cost"])
    return check
