"""One contribution with what its page tells."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from consultations.deliberation.models import Contribution, Support
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.queries.counting import counted
from consultations.deliberation.queries.presence import has
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.queries.entries import placed_event, with_place


def contributions_for(visitor: Visitor) -> QuerySet[Contribution]:
    """Those with a page for this visitor, with consultation, author and what they answer."""
    return (
        Contribution.objects.visible_to(visitor)
        .select_related(
            "consultation",
            "author",
            "theme",
            "district",
            "parent__author",
            "root",
            "merged_into",
            "part_of__contribution",
        )
        .prefetch_related("consultation__texts", "consultation__phases", "coauthors__participant")
    )


def sent_before(person: Participant | None, submission: uuid.UUID) -> Contribution | None:
    """What the same form of the same person gave before."""
    return Contribution.objects.filter(author=person, submission=submission).order_by("pk").first()


def newest_event(contribution: Contribution) -> Event | None:
    """What the record says last about its words, with its place; None for an imported one, which its batch records."""
    types = ("contribution.published", "contribution.revised")
    return with_place(Event.objects.filter(subject=contribution.subject, type__in=types)).first()


@dataclass(frozen=True)
class Voices:
    """Who stands behind a contribution: ``people`` counts each person once over it and what was merged into it.

    ``receipt``: of the visitor's own support.
    """

    people: int
    mine: bool
    receipt: Event | None
    merged: list[Contribution]
    names: list[str]


def voices_of(contribution: Contribution, visitor: Visitor) -> Voices:
    """Supports of a contribution and of those merged into it. Two queries, three where supports are named."""
    others = contribution.merged.public()
    supports = Support.objects.filter(Q(contribution=contribution) | Q(contribution__in=others))
    found = others.select_related("author").annotate(people=counted(supports, "participant"))
    merged = list(found.order_by("created_at", "pk")[:50]) if has(contribution, "merged") else []
    people = merged[0].people if merged else contribution.support_count
    own = None
    if isinstance(visitor, Participant):
        given = supports.filter(contribution=contribution, participant=visitor)
        own = with_place(given.select_related("event"), "event").first()
    names: list[str] = []
    if contribution.consultation.supports_named:
        named = supports.exclude(participant__pseudonym="").order_by("participant__pseudonym")
        names = list(named.values_list("participant__pseudonym", flat=True).distinct()[:100])
    return Voices(people, own is not None, placed_event(own) if own else None, merged, names)
