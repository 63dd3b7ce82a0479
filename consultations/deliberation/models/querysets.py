"""What each person may come to see; the only way from a number in an address to a thing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from consultations.deliberation.enums import ConsultationState, ContributionState
from consultations.people.domain.roles import Capability
from consultations.people.models import Participant

Visitor = Participant | AnonymousUser | None


def prepares_consultations(visitor: Visitor) -> bool:
    return isinstance(visitor, Participant) and visitor.can(Capability.EDIT_CONSULTATION)


def previews_of(visitor: Visitor) -> frozenset[int]:
    """Consultations in preparation that a link lets this visitor read on this request (web/previews.py)."""
    held: frozenset[int] = getattr(visitor, "previews", frozenset())
    return held


class ConsultationQuerySet(models.QuerySet[Any]):
    def visible_to(self, visitor: Visitor) -> ConsultationQuerySet:
        """All but drafts, which only those see who prepare consultations, or follow a link to one."""
        if prepares_consultations(visitor):
            return self
        if held := previews_of(visitor):
            return self.exclude(~Q(pk__in=held), state=ConsultationState.DRAFT)
        return self.exclude(state=ConsultationState.DRAFT)

    def due(self, now: datetime) -> ConsultationQuerySet:
        """Those whose opening, closing or a phase's waits to be put on the record."""
        return (
            self.filter(
                Q(state=ConsultationState.DRAFT, scheduled=True, opens_at__lte=now)
                | Q(state=ConsultationState.OPEN, closes_at__lte=now)
                | Q(state=ConsultationState.OPEN, phases__opened_at=None, phases__starts_at__lte=now)
                | Q(state=ConsultationState.OPEN, phases__closed_at=None, phases__ends_at__lte=now)
            )
            .order_by("pk")
            .distinct()
        )


class ContributionQuerySet(models.QuerySet[Any]):
    def visible_to(self, visitor: Visitor) -> ContributionQuerySet:
        """Those with a page for this person; one that is not public has a page without its words."""
        if prepares_consultations(visitor):
            return self
        if held := previews_of(visitor):
            return self.exclude(~Q(consultation__in=held), consultation__state=ConsultationState.DRAFT)
        return self.exclude(consultation__state=ConsultationState.DRAFT)

    def listed(self) -> ContributionQuerySet:
        """Those that stand in lists: published, and not merged into another that stands for them."""
        return self.filter(state=ContributionState.PUBLISHED)

    def public(self) -> ContributionQuerySet:
        """Those whose words anybody may read."""
        return self.filter(state__in=[ContributionState.PUBLISHED, ContributionState.MERGED])
