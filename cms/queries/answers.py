"""How many contributions wait for an answer of their own, consultation by consultation."""

from __future__ import annotations

from django.db.models import Count

from consultations.decisions.enums import Outcome
from consultations.decisions.queries.answers import with_standing
from consultations.deliberation.models import Contribution


def waiting_by_consultation() -> dict[int, int]:
    """Consultation's primary key → contributions in scope without an answer of their own; one query."""
    asked = with_standing(Contribution.objects.filter(in_scope=True))
    waiting = asked.filter(with_id__isnull=True, outcome_now=Outcome.PENDING).order_by()
    return dict(waiting.values_list("consultation").annotate(Count("pk")))
