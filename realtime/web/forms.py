"""Forms of live sessions, and commands read from plain forms."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from realtime.commands import COMMANDS, Command
from realtime.domain.codes import read_code
from realtime.domain.rules import Refused
from realtime.protocol import read
from realtime.wire import Malformed

WHOLE = re.compile(r"-?[0-9]{1,15}")
FAULTS = {
    "empty": _("Write something first."),
    "long": _("This is too long. Make it shorter."),
    "characters": _("This holds invisible characters that are not allowed. Type it again."),
    "twice": _("You chose one answer twice. Choose each answer once."),
    "other": _("This form was not complete. Reload the page and try again."),
}


def command_from(form: QueryDict) -> Command:
    """The command in a posted form (``command`` and its fields); raises Refused in words for the person."""
    name = form.get("command", "")
    given: dict[str, Any] = {"type": name}
    for item in fields(COMMANDS[name]) if name in COMMANDS else ():
        if item.metadata["kind"] == "wholes":
            given[item.name] = [
                int(each) if WHOLE.fullmatch(each) else each for each in form.getlist(item.name) if each
            ]
            continue
        if item.default is not MISSING and item.name not in form:
            continue
        value = form.get(item.name, "")
        whole = item.metadata["kind"] == "whole" and WHOLE.fullmatch(value)
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
        help_text=_("Who leads the session sees it. It stands beside a note only where you or the step say so."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
