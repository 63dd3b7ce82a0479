"""Contributions that may be the cause of a change, for the editor who links them."""

from __future__ import annotations

from collections import Counter
from math import log

from consultations.decisions.queries.changes import ShownChange
from consultations.deliberation.domain.search_words import normalise
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

LOOKED_AT = 500
SHORTEST_WORD = 4


def candidates(
    consultation: Consultation, change: ShownChange, *, typed: str = "", limit: int = 20
) -> list[Contribution]:
    """Public contributions of ``consultation`` that share the rarest words with ``change``, the most alike first.

    ``typed``: what the editor searches for instead; then every word must be there. Words added or removed weigh more
    than those around them. Already linked ones are left out. Two queries.
    """
    linked = [link.contribution_id for link in change.links if link.contribution_id]
    found = Contribution.objects.filter(consultation=consultation).exclude(kind=ContributionKind.COMMENT).public()
    found = found.exclude(pk__in=linked)
    weights = _weights(change)
    if typed.strip():
        matching = having_words(found, typed)
    else:
        rarest = sorted(weights, key=lambda word: (-weights[word], -len(word), word))[:8]
        if not rarest:
            return []
        matching = having_words(found, " ".join(rarest), any_word=True)
    texts = dict(matching.order_by("-total_support", "pk").values_list("pk", "search_text")[:LOOKED_AT])
    words = {pk: set(text.split()) for pk, text in texts.items()}
    common = Counter(word for held in words.values() for word in held)

    def score(pk: int) -> float:
        return sum(weight * log(1 + len(words) / common[word]) for word, weight in weights.items() if word in words[pk])

    best = sorted(words, key=lambda pk: (-score(pk), pk))[:limit]
    rows = Contribution.objects.select_related("author", "theme", "consultation").in_bulk(best)
    return [rows[pk] for pk in best]


def _weights(change: ShownChange) -> dict[str, float]:
    weights: dict[str, float] = {}
    for segment in change.segments:
        weight = 3.0 if segment.is_added or segment.is_removed else 1.0
        for word in normalise(segment.text).split():
            if len(word) >= SHORTEST_WORD:
                weights[word] = max(weight, weights.get(word, 0.0))
    return weights
