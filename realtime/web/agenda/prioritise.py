"""Setting up a step in which people put dots on what matters most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor


class PrioritiseForm(forms.Form):
    dots = forms.IntegerField(label=_("Dots for each person"), min_value=1, max_value=20, initial=3)
    seen_at_once = forms.BooleanField(
        label=_("Show the dots while people give them"),
        help_text=_("Otherwise they are shown when you close the activity, so that nobody follows the crowd."),
        required=False,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"dots": settings.get("dots", 3), "seen_at_once": settings.get("visible") == "at_once"}

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"dots": given["dots"], "visible": "at_once" if given["seen_at_once"] else "after"}


EDITOR = Editor(_("Prioritise with dots"), _("Everyone puts dots on the themes that matter most."), PrioritiseForm)
