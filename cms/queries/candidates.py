"""Contributions that may be behind a change: found by its words, or by those that an editor types."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from consultations.decisions.models import Change
from consultations.deliberation.domain.search_words import query_words
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

LOOKED_AT = 200
SHOWN = 20
SHORTEST = 4


def linkable(consultation: Consultation | None = None) -> QuerySet[Contribution]:
    """What may be named as a cause: public contributions, of one consultation or of all."""
    found = Contribution.objects.public().select_related("author", "theme", "consultation")
    return found.filter(consultation=consultation) if consultation else found


def candidates(
    change: Change, consultation: Consultation, typed: str = "", everywhere: bool = False
) -> list[Contribution]:
    """Up to 20: those that hold every word typed, else those that share most words with what changed."""
    found = linkable(None if everywhere else consultation)
    if typed.strip():
        return list(having_words(found, typed).order_by("-support_count", "pk")[:SHOWN])
    words = _telling(change)
    if not words:
        return list(found.filter(in_scope=True).order_by("-support_count", "pk")[:SHOWN])
    near = having_words(found, " ".join(words), any_word=True).order_by("-support_count", "pk")[:LOOKED_AT]
    return sorted(near, key=lambda one: -_shared(one, words))[:SHOWN]


def _telling(change: Change) -> list[str]:
    """The longer words that stand on one side of the change only."""
    before, after = set(query_words(change.before)), set(query_words(change.after))
    return sorted(word for word in before ^ after if len(word) >= SHORTEST)[:30]


def _shared(contribution: Contribution, words: Sequence[str]) -> int:
    return sum(word in contribution.search_text for word in words)
