"""Letting the city quote what one wrote, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation.models import Contribution, QuotePermission
from consultations.deliberation.permissions import may_allow_quoting
from consultations.people.models import Participant


@transaction.atomic
def allow_quoting(*, actor: Participant, contribution: Contribution, now: datetime) -> QuotePermission:
    """Twice is the same as once. Raises NotAllowed."""
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    may_allow_quoting(actor, locked).require()
    given, _new = QuotePermission.objects.get_or_create(contribution=locked, defaults={"by": actor, "given_at": now})
    return given


@transaction.atomic
def stop_quoting(*, actor: Participant, contribution: Contribution) -> None:
    """At any time, whatever became of the contribution. Raises NotAllowed."""
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    may_allow_quoting(actor, locked, stop=True).require()
    QuotePermission.objects.filter(contribution=locked).delete()
