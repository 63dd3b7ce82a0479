"""Setting up a text that the room writes together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor
from realtime.web.forms import FAULTS
from realtime.wire import DRAFT_LENGTH, UNSAFE

MODES = [
    ("write", _("Everyone writes in the text")),
    ("suggest", _("People suggest changes, you accept or decline them")),
    ("read", _("Only you write, the others read along")),
]


class WriteForm(forms.Form):
    mode = forms.ChoiceField(
        label=_("How the text is written"),
        help_text=_("You can change this while the step is open."),
        choices=MODES,
        initial="write",
        widget=forms.RadioSelect,
    )
    by_consent = forms.BooleanField(
        label=_("A suggestion that somebody objects to cannot be accepted"),
        required=False,
    )
    text = forms.CharField(
        label=_("Text to begin with"),
        help_text=_("Leave it empty to begin with a blank page."),
        max_length=DRAFT_LENGTH,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "mode": settings.get("mode", "write"),
            "by_consent": settings.get("accept") == "all",
            "text": settings.get("text", ""),
        }

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n").strip()
        if UNSAFE.search(text):
            raise ValidationError(FAULTS["characters"])
        return text

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "mode": given["mode"],
            "accept": "all" if given["by_consent"] else "facilitator",
            "text": given["text"],
        }


EDITOR = Editor(
    _("Write a text together"),
    _("All phones write in one text, or suggest changes to it. The wall shows it large."),
    WriteForm,
    minutes=15,
)
