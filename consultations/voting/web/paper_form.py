"""A ballot on paper as somebody who enters it for others sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.voting.enums import Voters
from consultations.voting.models import Question
from consultations.voting.web.forms import BallotForm


class PaperForm(BallotForm):
    """A ballot as it stands on a sheet, or beside the code of a letter."""

    sheet = forms.CharField(
        label=_("Number of the sheet"),
        max_length=40,
        error_messages={"required": _("Enter the number of the sheet, so that none is entered twice.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "autofocus": True}),
        help_text=_("Number the sheets by hand before you enter them, so that none counts twice."),
    )
    code = forms.CharField(
        label=_("Code on the ballot"),
        max_length=60,
        error_messages={"required": _("Enter the code that stands on the ballot.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autofocus": True}),
    )
    correct = forms.BooleanField(label=_("This corrects what was entered of this sheet before"), required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, question=question, **kwargs)
        for name in ("sheet", "correct") if question.voters == Voters.ROLL else ("code",):
            del self.fields[name]
        asked = [name for name in ("sheet", "code") if name in self.fields]
        self.order_fields(
            [*asked, *(name for name in self.fields if name not in asked and name != "correct"), "correct"]
        )
