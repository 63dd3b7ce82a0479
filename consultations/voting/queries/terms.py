"""The rules that ballots of a question keep."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from consultations.voting.domain.choices import Terms
from consultations.voting.models import Option, Question


def terms_of(question: Question) -> Terms:
    """The options of a question that was opened never change, so they are read once; a draft's each time."""
    options = _fixed_options(question.pk, question.sha256) if question.sha256 else _options(question.pk)
    return Terms(
        method=question.method,
        options=[position for position, _cost in options],
        limit=question.limit,
        bound=question.bound,
        total=question.total,
        currency=question.currency,
        costs={position: cost for position, cost in options if cost is not None},
        threshold=question.threshold or 0,
    )


def _options(question: int) -> list[tuple[int, Decimal | None]]:
    """Place and cost, in the order of the list."""
    return list(Option.objects.filter(question=question).order_by("position").values_list("position", "cost"))


@lru_cache(maxsize=256)
def _fixed_options(question: int, sha256: str) -> list[tuple[int, Decimal | None]]:
    """``sha256``: of the question's text, which holds them."""
    return _options(question)
