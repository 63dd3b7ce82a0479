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

    names = forms.ChoiceField(
        label=_("Whose names stand beside the notes"),
        choices=[
            ("nobody", _("Nobody’s")),
            ("who_wants", _("Those of people who want it")),
            ("everybody", _("Everybody’s")),
        ],
        initial="nobody",
        widget=forms.RadioSelect,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"notes": settings.get("notes", 0), "names": settings.get("names", "nobody")}

    def settings(self) -> dict[str, Any]:
        return {"notes": self.cleaned_data["notes"], "names": self.cleaned_data["names"]}


EDITOR = Editor(_("Collect notes"), _("Everyone writes short notes. They appear on the wall."), CollectForm, minutes=10)
