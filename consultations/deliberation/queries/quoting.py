"""What may be quoted at this moment."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution


def quotable() -> QuerySet[Any]:
    """Public words whose present author lets the city quote them, and what a room found, which nobody wrote alone."""
    room = Q(kind=ContributionKind.SESSION_OUTPUT, author__isnull=True, author_label="")
    own = Q(author__isnull=False, quote_permission__by=F("author"))
    return Contribution.objects.public().filter(own | room)
