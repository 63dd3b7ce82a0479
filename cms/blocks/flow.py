"""Where a decision came from, drawn when the page is read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.blocks.live import LiveBlock
from consultations.decisions.queries.flow import WHOLE
from consultations.decisions.queries.flow_shown import heads, picture, read


class FlowBlock(LiveBlock):
    """The picture of the decision's own page, with the way there; that page has the table and looks closer."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        facts = context["facts"]
        if facts is None or facts.span is None:
            return {**context, "flow": None}
        older, newer = facts.span
        shown = read(facts.decision, older, newer, WHOLE)
        if not shown.streams:
            return {**context, "flow": None}
        return {**context, "flow": shown, "drawing": picture(shown), "heads": heads(WHOLE)}

    class Meta:
        icon = "site"
        label = _("Where it came from (picture)")
        template = "cms/blocks/flow.html"
