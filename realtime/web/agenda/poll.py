"""Setting up a question with answers to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor
from realtime.web.agenda.lines import lines_of
from realtime.wire import MOST_OPTIONS

OPTION_LENGTH = 120
KINDS = [
    ("single", _("They choose one answer")),
    ("multiple", _("They choose as many as they like")),
    ("scale", _("They choose a number from 1 to 5")),
    ("ranking", _("They put the answers in order")),
    ("words", _("They answer in a word or two of their own")),
]


class PollForm(forms.Form):
    """``sometimes_needed``: which of the two depends on the kind."""

    sometimes_needed = ("options", "words")

    kind = forms.ChoiceField(label=_("How people answer"), choices=KINDS, initial="single", widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Answers"),
        help_text=_(
            "Each on a line of its own, two at least. For a scale: what 1 means, then what 5 means. "
            "None where people answer in their own words."
        ),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    words = forms.IntegerField(
        label=_("Own answers that each person may give"), min_value=1, max_value=5, initial=3, required=False
    )
    seen_at_once = forms.BooleanField(
        label=_("Show the answers while people give them"),
        help_text=_(
            "Otherwise they are shown when you close the question, so that nobody follows the crowd. "
            "An order is always shown at the end, own words at once."
        ),
        required=False,
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        options = list(settings.get("options", ()))
        if settings.get("kind") == "scale":
            options = ends_of(options)
        return {
            "kind": settings.get("kind", "single"),
            "options": "\n".join(options),
            "words": settings.get("words", 3),
            "seen_at_once": settings.get("visible") == "at_once",
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        given["options"] = [] if kind == "words" else lines_of(given.get("options", ""))
        if kind != "words":
            try:
                check_options(given["options"], scale=kind == "scale")
            except ValidationError as error:
                self.add_error("options", error)
        return given

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given["kind"] == "words":
            return {"kind": "words", "words": given["words"] or 3}
        options = steps_between(given["options"]) if given["kind"] == "scale" else given["options"]
        visible = "at_once" if given["seen_at_once"] and given["kind"] != "ranking" else "after"
        return {"kind": given["kind"], "options": options, "visible": visible}


def steps_between(ends: list[str]) -> list[str]:
    """The five steps of a scale; ``ends``: what 1 and 5 mean."""
    low, high = ends
    return [f"1 · {low}", "2", "3", "4", f"5 · {high}"]


def ends_of(steps: list[str]) -> list[str]:
    """What 1 and 5 mean on a scale."""
    return [steps[0].removeprefix("1 · "), steps[-1].removeprefix("5 · ")] if steps else []


def check_options(options: list[str], *, scale: bool) -> None:
    """Raises ValidationError in words for the facilitator."""
    if scale and len(options) != 2:
        raise ValidationError(_("For a scale, write two lines: what 1 means and what 5 means."))
    if len(options) < 2:
        raise ValidationError(_("Write at least two answers, each on a line of its own."))
    if len(options) > MOST_OPTIONS:
        raise ValidationError(_("Write at most %(most)d answers."), params={"most": MOST_OPTIONS})
    if len(set(options)) != len(options):
        raise ValidationError(_("One answer stands there twice."))
    if any(len(option) > OPTION_LENGTH for option in options):
        raise ValidationError(_("Make each answer shorter than %(most)d characters."), params={"most": OPTION_LENGTH})


EDITOR = Editor(
    _("Ask and count answers"),
    _("Everyone chooses among answers, puts them in order or finds words. The room sees the figures."),
    PollForm,
)
