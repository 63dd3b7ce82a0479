"""What a person follows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.models.querysets import Visitor
from consultations.following.models import Following
from consultations.people.models import Participant

PAGE_SIZE = 30


def is_followed(visitor: Visitor, thing: Consultation | Contribution) -> bool:
    """Whether this visitor follows it; no query for who is not signed in."""
    if not isinstance(visitor, Participant):
        return False
    which = {"consultation": thing} if isinstance(thing, Consultation) else {"contribution": thing}
    return Following.objects.filter(participant=visitor, **which).exists()


def page_of_followed(participant: Participant, number: str) -> Page[Following]:
    """Newest first; at most five queries."""
    found = Following.objects.filter(participant=participant).select_related(
        "consultation", "contribution__consultation"
    )
    found = found.prefetch_related("consultation__texts", "contribution__consultation__texts")
    return Paginator(found.order_by("-since", "-pk"), PAGE_SIZE).get_page(number)


def followed_by(participant: Participant) -> list[dict[str, Any]]:
    """For the file of what is held about a person."""
    found = Following.objects.filter(participant=participant).select_related("consultation", "contribution")
    return [
        {"address": (row.consultation or row.contribution).get_absolute_url(), "since": row.since.isoformat()}  # type: ignore[union-attr]
        for row in found.order_by("since", "pk")
    ]
