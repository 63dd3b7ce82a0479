"""A round of opinions in one form, and the answer to statements that wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import words
from consultations.opinions.enums import Ground, Results


class RoundForm(forms.Form):
    """``settled``: people have answered, so that when results are shown cannot change any more."""

    moderated = forms.BooleanField(
        label=gettext_lazy("Somebody looks at each new statement before it is shown"),
        required=False,
        help_text=gettext_lazy("Otherwise it is shown at once, and moderators can hide it with a reason."),
    )
    results = forms.ChoiceField(
        label=gettext_lazy("What people think is shown"),
        choices=Results.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("People are told before they answer. After the first answer it stands."),
    )
    seeds = forms.CharField(
        label=gettext_lazy("Statements to begin with"),
        required=False,
        widget=words(8),
        help_text=gettext_lazy(
            "One on a line, up to 200 characters each: one thing that people can agree or disagree with. Ten to thirty "
            "from all sides are a good start. They are shown as soon as people can answer."
        ),
    )

    def __init__(self, *args: Any, settled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["results"].disabled = settled

    def texts(self) -> list[str]:
        return [line for line in self.cleaned_data["seeds"].splitlines() if line.strip()]


class TurnDownForm(forms.Form):
    """Why chosen statements are not put to others; their authors hear it."""

    ground = forms.ChoiceField(label=gettext_lazy("Why not"), choices=Ground.choices, required=False)
    reason = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=1000,
        widget=words(2),
        help_text=gettext_lazy("The author reads it."),
    )
