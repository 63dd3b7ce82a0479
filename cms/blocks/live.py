"""What every live block shares: the facts of the page that it stands on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail import blocks

from cms.queries.outcome import OutcomeFacts


def facts_of(parent_context: dict[str, Any] | None) -> OutcomeFacts | None:
    """The page's facts; in the block editor's own previews there is no page, and no facts."""
    page = (parent_context or {}).get("page")
    if page is None:
        return None
    if "facts" not in page.__dict__:
        page.facts = OutcomeFacts(page.consultation, page.decision, timezone.now())
    return page.facts


class LiveBlock(blocks.StructBlock):
    """Its template gets ``facts``; the editor chooses what to show and never a number."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "facts": facts_of(parent_context)}
