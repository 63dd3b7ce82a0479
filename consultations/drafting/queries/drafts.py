"""One draft with those who write it."""

from __future__ import annotations

import uuid

from django.db.models import Prefetch, QuerySet

from consultations.drafting.models import Draft, Writer
from consultations.people.models import Participant


def _whole() -> QuerySet[Draft]:
    writers = Prefetch("writers", Writer.objects.select_related("participant"))
    return Draft.objects.select_related("consultation", "author").prefetch_related(
        writers, "consultation__texts", "consultation__phases"
    )


def draft_of(public_id: uuid.UUID) -> Draft | None:
    return _whole().filter(public_id=public_id).first()


def draft_behind(link: str) -> Draft | None:
    """The one that this invitation leads to."""
    return _whole().filter(link=link).first() if link else None


def draft_of_form(person: Participant, submission: str) -> Draft | None:
    """What was kept of this person's form before; None for a ``submission`` that does not read too."""
    try:
        return Draft.objects.filter(author=person, submission=uuid.UUID(submission)).first()
    except ValueError:
        return None
