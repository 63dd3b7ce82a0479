"""Figures of the consultation and its decision, counted when the page is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.live import LiveBlock
from consultations.decisions.queries.coverage import Share
from consultations.deliberation.domain.words import in_language

WORDS = {
    "contributions": _("contributions"),
    "people": _("people took part with an account"),
    "supports": _("supports"),
    "answered": _("contributions have an answer"),
    "changes": _("changes to the text"),
    "changes_by_people": _("of them because of contributions"),
    "promises": _("promises"),
}


def _named(share: Share) -> dict[str, Any]:
    name = in_language(share.name, get_language() or "") if isinstance(share.name, Mapping) else str(share.name)
    words = name or share.slug or _("Without a theme")
    return {"words": words, "answered": share.answered, "in_scope": share.in_scope}


class FiguresBlock(LiveBlock):
    show = blocks.MultipleChoiceBlock(
        choices=list(WORDS.items()),
        label=_("Figures"),
        default=["contributions", "answered", "changes_by_people"],
        widget=forms.CheckboxSelectMultiple,
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        facts = context["facts"]
        context["figures"] = [(WORDS[name], facts.figure(name)) for name in WORDS if facts and name in value["show"]]
        return context

    class Meta:
        icon = "order"
        label = _("Live figures")
        template = "cms/blocks/figures.html"


class CoverageBlock(LiveBlock):
    by_theme = blocks.BooleanBlock(required=False, default=True, label=_("Also by theme"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        facts = context["facts"]
        return {**context, "by_theme": [_named(share) for share in facts.coverage.by_theme] if facts else []}

    class Meta:
        icon = "success"
        label = _("Who has an answer")
        template = "cms/blocks/coverage.html"
