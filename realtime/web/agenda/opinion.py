"""Setting up statements to agree or disagree with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.domain.methods.opinion import STATEMENT_LENGTH
from realtime.web.agenda.editor import Editor
from realtime.web.agenda.lines import lines_of

MOST = 50


class OpinionForm(forms.Form):
    statements = forms.CharField(
        label=_("Statements"),
        help_text=_("Each on a line of its own; one thing each, so that one can agree or disagree."),
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )
    adds = forms.IntegerField(
        label=_("Statements that each person may add"),
        help_text=_("0: only yours are asked."),
        min_value=0,
        max_value=10,
        initial=1,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"statements": "\n".join(settings.get("statements", ())), "adds": settings.get("adds", 0)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        found = lines_of(given.get("statements", ""))
        given["statements"] = found
        if not found and not given.get("adds") and "adds" not in self.errors:
            self.add_error("statements", _("Write at least one statement, or let people add some."))
        elif len(found) > MOST:
            self.add_error("statements", _("Write at most %(most)d statements.") % {"most": MOST})
        elif len(set(found)) != len(found):
            self.add_error("statements", _("One statement stands there twice."))
        elif any(len(each) > STATEMENT_LENGTH for each in found):
            words = _("Make each statement shorter than %(most)d characters.")
            self.add_error("statements", words % {"most": STATEMENT_LENGTH})
        return given

    def settings(self) -> dict[str, Any]:
        return {"statements": self.cleaned_data["statements"], "adds": self.cleaned_data["adds"]}


EDITOR = Editor(
    _("Agree or disagree with statements"),
    _("People answer one statement after the other; at the end the room sees where it agrees and where it differs."),
    OpinionForm,
)
