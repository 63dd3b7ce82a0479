"""Who wrote what in a room's texts: kept in private, for the person and for figures."""

from __future__ import annotations

from realtime.models import DraftWriter, Seat
from realtime.queries.drafts import document_of


def passages_of(seat: Seat) -> list[str]:
    """The passages that the person of ``seat`` wrote and that stand in the room's texts, in order."""
    rows = DraftWriter.objects.filter(seat=seat).select_related("draft").order_by("draft_id", "pk")
    clients: dict[int, set[int]] = {}
    drafts = {}
    for row in rows:
        drafts[row.draft_id] = row.draft
        clients.setdefault(row.draft_id, set()).add(row.client)
    return [
        passage.text
        for pk, draft in drafts.items()
        for passage in document_of(draft).passages()
        if passage.client in clients[pk] and passage.text.strip()
    ]
