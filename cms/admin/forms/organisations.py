"""An organisation of the register, and a person who speaks for it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.admin.forms.fields import line
from consultations.deliberation.enums import OrganisationKind


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=line())
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    website = forms.CharField(
        label=_("Website"), max_length=200, required=False, widget=line(), help_text=_("Shown as text.")
    )


class StandingForm(OrganisationForm):
    listed = forms.BooleanField(
        label=_("On the list"),
        required=False,
        help_text=_("One that is taken off endorses nothing more. What it endorsed stays."),
    )


class ContactForm(forms.Form):
    name = forms.CharField(
        label=_("Public name of who speaks for it"),
        max_length=100,
        widget=line(),
        help_text=_("Confirm this person with the organisation first. Nobody else sees who it is."),
    )
