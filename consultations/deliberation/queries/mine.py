"""What a person gave, supported and answered."""

from __future__ import annotations

from typing import Any

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


def written_by(participant: Participant) -> list[dict[str, Any]]:
    """All that the person wrote, with every revision, for the file that they can take away."""
    rows = Contribution.objects.filter(author=participant).select_related("consultation").order_by("created_at", "pk")
    return [
        {
            "address": row.get_absolute_url(),
            "consultation": row.consultation.slug,
            "kind": row.kind,
            "state": row.state,
            "stance": row.stance,
            "at": row.created_at.isoformat(),
            "tags": sorted(tag.name for tag in row.tags.all()),
            "versions": [
                {"title": revision.title, "body": revision.body, "at": revision.at.isoformat()}
                for revision in row.revisions.all()
            ],
        }
        for row in rows.prefetch_related("revisions", "tags")  # type: ignore[misc]  # taggit is not typed
    ]


def supported_by(participant: Participant) -> list[dict[str, Any]]:
    """What the person supports, and since when."""
    supports = participant.supports.select_related("contribution").order_by("given_at", "pk")
    return [{"address": row.contribution.get_absolute_url(), "at": row.given_at.isoformat()} for row in supports]
