"""The rules that ballots of a question keep."""

from __future__ import annotations

from functools import lru_cache

from consultations.voting.domain.choices import Terms
from consultations.voting.models import Question


def terms_of(question: Question) -> Terms:
    """Of a question that was opened they never change, so they are read once; of a draft each time."""
    return _fixed_terms(Opened(question)) if question.sha256 else _read_terms(question)


class Opened:
    """A question that was opened, known by its number and the digest of its text."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._key = (question.pk, question.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opened) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=256)
def _fixed_terms(opened: Opened) -> Terms:
    return _read_terms(opened.question)


def _read_terms(question: Question) -> Terms:
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
