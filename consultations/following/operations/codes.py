"""A receipt code for what a person with an account gave, to follow it without signing in or after leaving."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.record import TEXT_TYPES
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations import give_code


@transaction.atomic
def code_for_mine(*, actor: Participant, now: datetime) -> str | None:
    """A new code for every text and support of ``actor`` so far; None where there is nothing yet.

    Only its hash is kept, and nothing that leads from it to the account: it goes on working when that is deleted.
    """
    written = [each.subject for each in Contribution.objects.filter(author=actor).only("pk")]
    events = set(Event.objects.filter(subject__in=written, type__in=TEXT_TYPES))
    events |= {support.event for support in actor.supports.select_related("event") if support.event is not None}
    return give_code(events=sorted(events, key=lambda event: event.position)) if events else None
