"""Several authors of one contribution: joining when it is published, and leaving."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation import events
from consultations.deliberation.models import CoAuthor, Contribution
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.permissions_together import may_leave
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@transaction.atomic
def join_authors(*, contribution: Contribution, person: Participant, now: datetime) -> CoAuthor:
    """Credits ``person``, who agreed to it, on the page and on the record. Who may is asked by the caller."""
    event = events.author_joined(contribution, person, now=now)
    return CoAuthor.objects.create(contribution=contribution, participant=person, joined_at=now, event=event)


@transaction.atomic
def leave_authors(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """The text stays with the others; the first of them takes the author's place. Raises NotAllowed."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_leave(person, contribution).require()
    assert person is not None
    return pass_on(contribution, person, now)


def pass_on(contribution: Contribution, person: Participant, now: datetime) -> Contribution:
    """Takes ``person`` out of the authors of a locked contribution that has others."""
    events.author_left(contribution, person, now=now)
    next_ones = contribution.coauthors.order_by("joined_at", "pk")
    if contribution.author_id == person.pk:
        heir = next_ones.select_related("participant")[0]
        contribution.author = heir.participant
        contribution.submission = None
        contribution.save(update_fields=["author", "submission"])
        heir.delete()
    else:
        next_ones.filter(participant=person).delete()
    return contribution
