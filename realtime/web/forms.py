"""Forms of live sessions, and commands read from plain forms."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from realtime.commands import COMMANDS, Command
from realtime.domain.codes import read_code
from realtime.domain.decide import Refused
from realtime.protocol import read
from realtime.wire import Malformed

FAULTS = {
    "empty": _("Write something first."),
    "long": _("This is too long. Make it shorter."),
    "characters": _("This holds invisible characters that are not allowed. Type it again."),
    "other": _("This form was not complete. Reload the page and try again."),
}


def command_from(form: QueryDict) -> Command:
    """The command in a posted form (``command`` and its fields); raises Refused in words for the person."""
    name = form.get("command", "")
    given: dict[str, Any] = {"type": name}
    for item in fields(COMMANDS[name]) if name in COMMANDS else ():
        value = form.get(item.name, "")
        whole = item.metadata["kind"] == "whole" and value.isascii() and value.isdigit() and len(value) < 16
        given[item.name] = int(value) if whole else value
    try:
        command = read(given)
    except Malformed as error:
        raise Refused(error.code, FAULTS[error.code]) from error
    if name not in COMMANDS:
        raise Refused("other", FAULTS["other"])
    return command  # type: ignore[return-value]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the session"),
        help_text=_("Six letters, as shown on the screen in the room."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("A code has six letters, such as %(code)s."), params={"code": "BKT RSW"})
        return code


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("A name for you"),
        help_text=_("Only the facilitator sees it. It does not stand beside your notes."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )


class PrepareForm(forms.Form):
    """The agenda 'Ideas and priorities'."""

    title = forms.CharField(label=_("Name of the session"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    question = forms.CharField(
        label=_("Question to the room"),
        help_text=_("People answer it with short notes."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes for collecting, and for dots"),
        help_text=_("You can give more time while it runs."),
        min_value=1,
        max_value=120,
        initial=8,
    )
    dots = forms.IntegerField(label=_("Dots for each person"), min_value=1, max_value=20, initial=3)
    seen_at_once = forms.BooleanField(
        label=_("Show the dots while people give them"),
        help_text=_("Otherwise they are shown when you close the activity, so that nobody follows the crowd."),
        required=False,
    )
