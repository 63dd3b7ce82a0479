"""What is typed on the ladder and at the registrar's desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.people.operations.code_letters import LONGEST_ADDRESS
from consultations.people.operations.verifying import LONGEST_REASON


class AddressForm(forms.Form):
    """The address of a letter, as on its envelope."""

    address = forms.CharField(
        label=_("Your name and address"),
        help_text=_(
            "Name, street and number, postcode and town, each on a line of its own. "
            "We delete it when the letter is printed."
        ),
        max_length=LONGEST_ADDRESS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Write the address as on an envelope.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the letter"),
        help_text=_("Ten letters and digits. Capitals, spaces and hyphens make no difference."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": _("Type the code of your letter.")},
    )


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the account"),
        help_text=_("Eight digits that the person reads from their page “Confirm who you are”."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
        error_messages={"required": _("Type the number.")},
    )


class FindForm(forms.Form):
    name = forms.CharField(
        label=_("Public name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Type the public name.")},
    )


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("The person reads this."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say why.")},
    )
