"""Setting up a step in which people write notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor


class CollectForm(forms.Form):
    notes = forms.IntegerField(
        label=_("Notes for each person, at most"),
        help_text=_("0: as many as they like."),
        min_value=0,
        max_value=100,
        initial=0,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"notes": settings.get("notes", 0)}

    def settings(self) -> dict[str, Any]:
        return {"notes": self.cleaned_data["notes"]}


EDITOR = Editor(_("Collect notes"), _("Everyone writes short notes. They appear on the wall."), CollectForm, minutes=10)
