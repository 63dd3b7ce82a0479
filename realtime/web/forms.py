"""Forms of live sessions, and commands read from plain forms."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from realtime.commands import COMMANDS, Command
from realtime.domain.activity import Activity
from realtime.domain.codes import read_code
from realtime.domain.presets import Question, ideas_and_priorities, questions_with_answers
from realtime.domain.rules import Refused
from realtime.protocol import read
from realtime.wire import MOST_OPTIONS, Malformed

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
        if item.metadata["kind"] == "wholes":
            given[item.name] = [
                int(each) if each.isascii() and each.isdigit() else each for each in form.getlist(item.name)
            ]
            continue
        if item.default is not MISSING and item.name not in form:
            continue
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
        help_text=_("Who leads the session sees it. It stands beside a note only where you or the step say so."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )


class IdeasForm(forms.Form):
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

    def agenda(self) -> tuple[Activity, ...]:
        given = self.cleaned_data
        return ideas_and_priorities(
            question=given["question"],
            collect_title=gettext("Ideas"),
            group_title=gettext("Themes"),
            rank_title=gettext("Priorities"),
            group_purpose=gettext("Which notes belong together?"),
            rank_purpose=gettext("What matters most to you?"),
            minutes=given["minutes"],
            dots=given["dots"],
            seen_at_once=given["seen_at_once"],
        )


KINDS = [
    ("single", _("They choose one answer")),
    ("multiple", _("They choose as many as they like")),
    ("scale", _("They choose a number from 1 to 5")),
]


class PollsForm(forms.Form):
    """The agenda 'Questions with answers to choose from': one to three polls."""

    MOST = 3
    OPTION_LENGTH = 120

    title = forms.CharField(label=_("Name of the session"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    seen_at_once = forms.BooleanField(
        label=_("Show the answers while people give them"),
        help_text=_("Otherwise they are shown when you close the question, so that nobody follows the crowd."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.MOST + 1):
            asked = number == 1
            self.fields[f"question_{number}"] = forms.CharField(
                label=format_lazy(_("Question {number}"), number=number),
                max_length=300,
                required=asked,
                widget=forms.TextInput({"dir": "auto"}),
            )
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=format_lazy(_("How people answer question {number}"), number=number),
                choices=KINDS,
                initial="single",
                required=asked,
                widget=forms.RadioSelect,
            )
            self.fields[f"options_{number}"] = forms.CharField(
                label=format_lazy(_("Answers to question {number}"), number=number),
                help_text=_("Each on a line of its own, two at least. For a scale: what 1 means, then what 5 means."),
                required=asked,
                widget=forms.Textarea({"rows": 4, "dir": "auto"}),
            )
        self.order_fields([name for name in self.fields if name != "seen_at_once"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(1, self.MOST + 1):
            question, typed = given.get(f"question_{number}"), given.get(f"options_{number}")
            if typed and question == "" and f"question_{number}" not in self.errors:
                self.add_error(f"question_{number}", _("Write the question to these answers."))
            options = [line.strip() for line in (typed or "").splitlines() if line.strip()]
            if (question or typed) and f"options_{number}" not in self.errors:
                self._check(number, options, scale=given.get(f"kind_{number}") == "scale")
            given[f"options_{number}"] = options
        return given

    def _check(self, number: int, options: list[str], *, scale: bool) -> None:
        field = f"options_{number}"
        if scale and len(options) != 2:
            self.add_error(field, _("For a scale, write two lines: what 1 means and what 5 means."))
        elif len(options) < 2:
            self.add_error(field, _("Write at least two answers, each on a line of its own."))
        elif len(options) > MOST_OPTIONS:
            self.add_error(field, _("Write at most %(most)d answers.") % {"most": MOST_OPTIONS})
        elif len(set(options)) != len(options):
            self.add_error(field, _("One answer stands there twice."))
        elif any(len(option) > self.OPTION_LENGTH for option in options):
            self.add_error(
                field, _("Make each answer shorter than %(most)d characters.") % {"most": self.OPTION_LENGTH}
            )

    def agenda(self) -> tuple[Activity, ...]:
        given = self.cleaned_data
        asked = [
            Question(given[f"question_{n}"], given[f"kind_{n}"] or "single", tuple(given[f"options_{n}"]))
            for n in range(1, self.MOST + 1)
            if given.get(f"question_{n}")
        ]
        title = gettext("Question %(number)s")
        return questions_with_answers(asked, title=title, seen_at_once=given["seen_at_once"])


AGENDAS: dict[str, type[IdeasForm] | type[PollsForm]] = {"ideas": IdeasForm, "polls": PollsForm}
