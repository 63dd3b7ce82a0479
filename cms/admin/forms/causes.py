"""Why a change was made, and what became of contributions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from cms.admin.forms.decision import office, reason
from cms.admin.forms.fields import DayField, words
from consultations.decisions.enums import LinkKind, Outcome
from consultations.deliberation.models import Contribution

KINDS = [choice for choice in LinkKind.choices if choice[0] != LinkKind.OWN_INITIATIVE]
# An answer that is not an answer yet, and one that the author gives by withdrawing, are not for the desk to choose.
OUTCOMES = [choice for choice in Outcome.choices if choice[0] not in (Outcome.PENDING, Outcome.WITHDRAWN)]


class LinkForm(forms.Form):
    contributions = forms.ModelMultipleChoiceField(
        queryset=Contribution.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one contribution.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it did"), choices=KINDS, widget=forms.RadioSelect)
    reason = reason(gettext_lazy("Reason"), gettext_lazy("One public sentence: how it bears on this change."))
    role = office()

    def __init__(self, *args: Any, among: QuerySet[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contributions"].queryset = among  # type: ignore[attr-defined]


class OwnInitiativeForm(forms.Form):
    reason = reason(gettext_lazy("Reason"), gettext_lazy("Why the city changed this of its own accord. Public."))
    role = office()


class AnswerForm(forms.Form):
    contributions = forms.ModelMultipleChoiceField(
        queryset=Contribution.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one contribution.")},
    )
    outcome = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        required=False,
        widget=words(4),
        help_text=gettext_lazy("Public, in words that the person understands. Every chosen one gets it."),
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Answered together with"),
        queryset=Contribution.objects.none(),
        required=False,
        widget=forms.NumberInput,
        help_text=gettext_lazy("The number of the other contribution, only for “Answered together with another”."),
        error_messages={"invalid_choice": gettext_lazy("This consultation has no contribution with this number.")},
    )
    due = DayField(
        label=gettext_lazy("More by"), required=False, help_text=gettext_lazy("The day by which more is said or done.")
    )
    role = office()
    as_of = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, among: QuerySet[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contributions"].queryset = among  # type: ignore[attr-defined]
        self.fields["into"].queryset = among  # type: ignore[attr-defined]
