"""Contributions that may say the same: a hint, never a block (methods.md, "Similar contributions")."""

from __future__ import annotations

from consultations.deliberation.domain.trigrams import ALIKE, likeness, trigrams
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

LOOKED_AT = 300


def similar_to(
    consultation: Consultation, title: str, *, besides: Contribution | None = None, limit: int = 3
) -> list[Contribution]:
    """Listed contributions whose titles are alike, the most alike first. Two queries."""
    pieces = trigrams(title)
    if not pieces:
        return []
    found = Contribution.objects.filter(consultation=consultation, parent__isnull=True, about="").listed()
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    candidates = having_words(found, title, any_word=True).order_by("-total_support", "pk")
    alike = [
        (likeness(pieces, trigrams(other)), -pk, pk)
        for pk, other in candidates.values_list("pk", "title")[:LOOKED_AT]
        if other
    ]
    best = [pk for measure, _tie, pk in sorted(alike, reverse=True) if measure >= ALIKE][:limit]
    rows = Contribution.objects.select_related("author").in_bulk(best)
    return [rows[pk] for pk in best]
