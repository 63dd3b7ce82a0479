"""A way into a consultation, which follows its phase by itself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.queries.calls import call_to, callable_consultations


def choices() -> list[tuple[str, str]]:
    return callable_consultations(get_language() or "")


class CallBlock(blocks.StructBlock):
    """``consultation``: its slug. What can be done there now is asked when the page is read."""

    consultation = blocks.ChoiceBlock(choices=choices, label=_("Consultation"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        call = call_to(value["consultation"], get_language() or "", timezone.now()) if value["consultation"] else None
        return {**super().get_context(value, parent_context), "call": call}

    class Meta:
        icon = "pick"
        label = _("Call to take part")
        template = "cms/blocks/call.html"
