"""Statements that may say the same: a hint, never a block (methods.md, "Similar contributions")."""

from __future__ import annotations

from consultations.deliberation.domain.trigrams import ALIKE, likeness, trigrams
from consultations.deliberation.models import Consultation
from consultations.opinions.models import Statement
from consultations.opinions.queries.rounds import shown

LOOKED_AT = 1000


def similar_statements(consultation: Consultation, text: str, *, limit: int = 3) -> list[Statement]:
    """Those that are shown and share most with ``text``, the most alike first. Two queries."""
    pieces = trigrams(text)
    rows = shown(consultation).order_by("pk").values_list("pk", "contribution__body")[:LOOKED_AT]
    alike = [(likeness(pieces, trigrams(body)), -pk, pk) for pk, body in rows]
    best = [pk for measure, _tie, pk in sorted(alike, reverse=True) if measure >= ALIKE][:limit]
    found = Statement.objects.select_related("contribution").in_bulk(best)
    return [found[pk] for pk in best]
