"""Setting up a step in which people speak in turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor


class SpeakForm(forms.Form):
    seconds_each = forms.IntegerField(
        label=_("Seconds for each speaker"),
        help_text=_("You can give more time while somebody speaks. An interpreter’s time is not counted."),
        min_value=15,
        max_value=3600,
        initial=120,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"seconds_each": settings.get("seconds_each", 120)}

    def settings(self) -> dict[str, Any]:
        return {"seconds_each": self.cleaned_data["seconds_each"]}


EDITOR = Editor(
    _("Speak in turn"), _("People ask to speak. Who has not spoken yet comes first."), SpeakForm, minutes=20
)
