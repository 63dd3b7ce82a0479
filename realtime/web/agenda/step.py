"""The form of one step: what every step has, and its method's own settings below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.web.agenda import EDITORS

MOST_MINUTES = 240


class StepForm(forms.Form):
    """What every step has."""

    title = forms.CharField(
        label=_("Name of the step"),
        help_text=_("Short, for the run sheet."),
        max_length=80,
        widget=forms.TextInput({"dir": "auto"}),
    )
    purpose = forms.CharField(
        label=_("Question to the room"),
        help_text=_("As you would say it aloud."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("0: without a timer. You can give more time while it runs."),
        min_value=0,
        max_value=MOST_MINUTES,
    )

    def settings(self) -> dict[str, Any]:
        """Those of a method without any."""
        return {}

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {}


def step_form(method: str, posted: Mapping[str, Any] | None = None, activity: Activity | None = None) -> StepForm:
    """The form for a new step of ``method``, or for ``activity``."""
    editor = EDITORS[method]
    kind: type[StepForm] = type("OwnStepForm", (editor.form, StepForm), {}) if editor.form else StepForm
    begin: dict[str, Any] = {"title": str(editor.name), "minutes": editor.minutes}
    if activity is not None:
        begin = {"title": activity.title, "purpose": activity.purpose, "minutes": activity.seconds // 60}
        begin |= kind.begin_with(activity.settings)
    form = kind(posted, initial=begin)
    if not editor.asks:
        form.fields["purpose"].required = False
        form.fields["purpose"].label = _("What this step is for")
    return form


def activity_said(form: StepForm, method: str, before: Activity | None = None) -> Activity:
    """What a valid form says; ``before``: the step that is changed."""
    given = form.cleaned_data
    seconds = given["minutes"] * 60
    if before is not None and given["minutes"] == before.seconds // 60:
        seconds = before.seconds
    return Activity(before.id if before else "", method, given["title"], given["purpose"], seconds, form.settings())
