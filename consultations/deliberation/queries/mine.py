"""What a person gave, supported and answered."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Q

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.people.models import Participant

PAGE_SIZE = 20
SHOWS = ("written", "comments", "supported")


def mine(participant: Participant, show: str, number: str) -> Page[Contribution]:
    """A page of ``written`` (all but comments), ``comments`` or ``supported``, newest first. Four queries."""
    comment = Q(kind=ContributionKind.COMMENT)
    everything = Contribution.objects.select_related("consultation", "author", "root", "parent")
    if show == "supported":
        found = everything.filter(supports__participant=participant).order_by("-supports__given_at", "-pk")
    else:
        found = everything.filter(comment if show == "comments" else ~comment, author=participant)
        found = found.order_by("-created_at", "-pk")
    return Paginator(found.prefetch_related("consultation__texts"), PAGE_SIZE).get_page(number)
