"""When and where a session will be, as a form."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.errors import Unfit
from realtime.domain.plan import MOST_DAYS, NO_PLAN, Plan
from realtime.models import Session

MOMENT = "%Y-%m-%dT%H:%M"
NAMES = [field.name for field in fields(Plan)]


class PlanForm(forms.Form):
    planned_at = forms.DateTimeField(
        label=_("When it begins"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )
    place = forms.CharField(
        label=_("Where"),
        help_text=_("In words, with the way in without steps."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    captions_url = forms.CharField(
        label=_("Address of a page with captions"), required=False, widget=forms.URLInput({"autocomplete": "off"})
    )
    interpretation_url = forms.CharField(
        label=_("Address of a page with interpretation"),
        required=False,
        widget=forms.URLInput({"autocomplete": "off"}),
    )
    correct_days = forms.IntegerField(
        label=_("Days for corrections of the minutes"), min_value=1, max_value=MOST_DAYS, initial=NO_PLAN.correct_days
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(name in self.errors for name in NAMES):
            try:
                self.plan(given).check()
            except Unfit as error:
                self.add_error(error.field, str(error))
        return given

    def plan(self, given: dict[str, Any] | None = None) -> Plan:
        """Of a valid form."""
        said = self.cleaned_data if given is None else given
        return Plan(**{name: said[name] for name in NAMES})


def plan_form_of(session: Session) -> PlanForm:
    return PlanForm(initial={name: getattr(session, name) for name in NAMES})
