"""A ballot with the code from a letter: whoever holds one needs no account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.voting.models import Question, RollEntry
from consultations.voting.queries.roll import entry_of
from consultations.voting.web.forms import BallotForm

WRONG = _("This code is not on the roll of this question. Compare it with your letter, group by group.")


class CodeForm(forms.Form):
    """Only the code: what follows once the ballot was made. After ``is_valid``: ``entry``."""

    code = forms.CharField(
        label=_("Code from your letter"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.entry: RollEntry | None = None

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.entry = entry_of(self.question, code)
        if self.entry is None:
            raise forms.ValidationError(WRONG)
        return code


class CodeBallotForm(BallotForm):
    """The ballot and the code together, so that nothing chosen is lost where a letter was misread."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, question=question, **kwargs)
        self.fields["code"] = CodeForm.base_fields["code"]
        self.entry: RollEntry | None = None

    clean_code = CodeForm.clean_code
