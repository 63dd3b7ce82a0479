"""What changed in the text and because of whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.live import LiveBlock


class ChangesBlock(LiveBlock):
    only_by_people = blocks.BooleanBlock(
        required=False, default=True, label=_("Only changes that contributions brought about")
    )
    most = blocks.IntegerBlock(min_value=1, max_value=50, default=10, label=_("Show at most"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        facts = context["facts"]
        changes = [] if facts is None else facts.changes_by_people if value["only_by_people"] else facts.changes
        return {**context, "changes": changes[: value["most"]], "left_out": max(0, len(changes) - value["most"])}

    class Meta:
        icon = "history"
        label = _("Changes, with their reasons")
        template = "cms/blocks/changes.html"


class PromisesBlock(LiveBlock):
    class Meta:
        icon = "calendar-check"
        label = _("Promises")
        template = "cms/blocks/promises.html"
