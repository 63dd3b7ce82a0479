"""The rules that ballots of a question keep."""

from __future__ import annotations

from consultations.voting.domain.choices import Terms
from consultations.voting.models import Question


def terms_of(question: Question) -> Terms:
    """Reads ``options.all()``, which may be prefetched."""
    options = list(question.options.all())
    return Terms(
        method=question.method,
        options=[option.position for option in options],
        limit=question.limit,
        bound=question.bound,
        total=question.total,
        currency=question.currency,
        costs={option.position: option.cost for option in options if option.cost is not None},
        threshold=question.threshold or 0,
    )
