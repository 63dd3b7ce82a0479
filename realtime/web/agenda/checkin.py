"""Setting up a check-in or check-out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor


class CheckinForm(forms.Form):
    scale = forms.BooleanField(
        label=_("Ask for a number from 1 to 5, too"),
        help_text=_("Everyone also says a few words, which the room reads without names."),
        required=False,
    )
    low = forms.CharField(
        label=_("What 1 means"), max_length=40, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    high = forms.CharField(
        label=_("What 5 means"), max_length=40, required=False, widget=forms.TextInput({"dir": "auto"})
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {key: settings.get(key, "") for key in ("scale", "low", "high")}

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"scale": given["scale"], "low": given["low"], "high": given["high"]}


EDITOR = Editor(
    _("Check in or out"), _("Everyone says in a few words how they are here, or how they leave."), CheckinForm
)
