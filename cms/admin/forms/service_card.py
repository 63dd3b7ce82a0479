"""The form of a service card in one language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import line, words
from consultations.deliberation.domain.typed_text import TITLE_LIMIT
from consultations.deliberation.enums import CardField
from consultations.deliberation.models import ServiceCard
from consultations.deliberation.operations.service_card import FIELD_LIMIT

HELP = {
    CardField.OWNER: gettext_lazy("The office and how to reach it."),
    CardField.PURPOSE: gettext_lazy("What changes for people, and why a program is needed for it."),
    CardField.LAWFUL_BASIS: gettext_lazy("The law or the council decision, and the ground for using personal data."),
    CardField.DATA: gettext_lazy("From where, about whom, how long, who receives it."),
    CardField.MODEL: gettext_lazy("What goes in, what comes out, who made it. In plain words."),
    CardField.RISKS: gettext_lazy("Who could be treated wrongly, and what is done against it."),
    CardField.OVERSIGHT: gettext_lazy("Who can stop or overrule it, and who checks it."),
    CardField.OBJECTION: gettext_lazy("Where somebody turns who is affected, and what happens then."),
}


class ServiceCardForm(forms.Form):
    """``seen``: the version that the person had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, sent: Any = None, *, card: ServiceCard | None, language: str) -> None:
        standing = card.words if card else {}
        held = {field.value: standing.get(field.value, {}).get(language, "") for field in CardField}
        super().__init__(sent, initial={**held, "seen": card.number if card else 0})
        for field in CardField:
            named = field is CardField.NAME
            self.fields[field.value] = forms.CharField(
                label=field.label,
                required=named,
                max_length=TITLE_LIMIT if named else FIELD_LIMIT,
                widget=line() if named else words(3),
                help_text=HELP.get(field, ""),
            )

    def card_words(self) -> dict[CardField, str]:
        return {field: self.cleaned_data[field.value] for field in CardField}
