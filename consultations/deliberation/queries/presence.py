"""What a consultation has at all, asked in the one query that finds it: most have no survey, ballot or service card.

A district registers at start-up what tells whether there is anything of its kind:

    register_presence("surveys", lambda: Exists(Survey.objects.filter(consultation=OuterRef("pk"))))

and its part of the page is left out, without a query of its own, where there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from consultations.deliberation.models import Consultation

_presences: dict[str, Callable[[], Q | Combinable]] = {}


def register_presence(name: str, expression: Callable[[], Q | Combinable]) -> None:
    """``expression``: of a queryset of consultations, true where there is something."""
    _presences[name] = expression


def with_presence(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """The same consultations, of which ``has`` then knows."""
    named: dict[str, Any] = {f"has_{name}": expression() for name, expression in _presences.items()}
    return found.annotate(**named)


def has(consultation: Consultation, name: str) -> bool:
    """Whether there may be something: true too where nobody asked."""
    return bool(getattr(consultation, f"has_{name}", True))
