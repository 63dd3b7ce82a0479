"""What a consultation or contribution has at all, asked in the one query that finds it: most have no survey, no ballot,
no service card; most contributions were never merged, restricted or named by a decision.

A district registers at start-up what tells whether there is anything of its kind:

    register_presence(Consultation, "surveys", lambda: Exists(Survey.objects.filter(consultation=OuterRef("pk"))))

and its part of the page is left out, without a query of its own, where there is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from consultations.deliberation.models import Consultation, Contribution

Thing = Consultation | Contribution
Expression = Callable[[], Q | Combinable]

_presences: dict[type[Thing], dict[str, Expression]] = defaultdict(dict)


def register_presence(kind: type[Thing], name: str, expression: Expression) -> None:
    """``expression``: of a queryset of ``kind``, true where there is something."""
    _presences[kind][name] = expression


def with_presence(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same consultations or contributions, of which ``has`` then knows."""
    named: dict[str, Any] = {f"has_{name}": expression() for name, expression in _presences[found.model].items()}
    return found.annotate(**named)


def has(thing: Thing, name: str) -> bool:
    """Whether there may be something: true too where nobody asked."""
    return bool(getattr(thing, f"has_{name}", True))
