"""Names for saved agendas."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

NAME_TAKEN = _("Another saved agenda has this name.")


class SaveForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the agenda"),
        help_text=_("Under this name facilitators find it when they prepare a session."),
        max_length=80,
        widget=forms.TextInput({"dir": "auto"}),
    )
