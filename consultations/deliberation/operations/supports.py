"""Supporting a contribution and taking the support back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation import events
from consultations.deliberation.models import Contribution, Support
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.permissions import may_support, may_withdraw_support
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@transaction.atomic
def support(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """Counts the person's support once, however often it is given. Raises NotAllowed."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_support(person, contribution, now).require()
    assert person is not None
    if not Support.objects.filter(contribution=contribution, participant=person).exists():
        event = events.support_given(contribution, person, now=now)
        Support.objects.create(
            contribution=contribution, participant=person, given_at=event.time, level=person.level(now), event=event
        )
        contribution.support_count += 1
        contribution.save(update_fields=["support_count"])
    return contribution


@transaction.atomic
def withdraw_support(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """Takes the person's support back; without one nothing changes. Raises NotAllowed."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_withdraw_support(person, contribution, now).require()
    assert person is not None
    withdraw_support_of(contribution, person, now)
    return contribution


def withdraw_support_of(contribution: Contribution, person: Participant, now: datetime) -> None:
    """Of a ``locked`` contribution; who may was asked by the caller. Without a support nothing changes."""
    gone, _rows = Support.objects.filter(contribution=contribution, participant=person).delete()
    if gone:
        contribution.support_count -= 1
        contribution.save(update_fields=["support_count"])
        events.support_withdrawn(contribution, person, now=now)
