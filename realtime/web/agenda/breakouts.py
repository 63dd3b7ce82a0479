"""Setting up work in groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.domain.groups import LENGTHS
from realtime.web.agenda.editor import Editor
from realtime.web.agenda.lines import lines_of
from realtime.wire import MOST_GROUPS

BETWEEN = "|"


class BreakoutsForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How people come into groups"),
        choices=[("chance", _("By chance, evenly")), ("choose", _("They choose"))],
        initial="chance",
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=_("Number of groups"),
        help_text=_("You can change it when you form the groups."),
        min_value=2,
        max_value=MOST_GROUPS,
        initial=4,
    )
    size = forms.IntegerField(
        label=_("Or people in each group"),
        help_text=_("Then the number of groups follows from how many are in the room."),
        min_value=2,
        max_value=100,
        required=False,
    )
    texts = forms.CharField(
        label=_("Names, places and questions of the groups"),
        help_text=_("A line for each group: name | where to sit | question. All of it may be left out."),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        rows = ([text.get(key, "") for key in LENGTHS] for text in settings.get("texts", ()))
        lines = [f" {BETWEEN} ".join(row).rstrip(f" {BETWEEN}") or BETWEEN for row in rows]
        found = {"how": settings.get("how", "chance"), "count": settings.get("count", 4), "texts": "\n".join(lines)}
        return {**found, "size": settings.get("size") or ""}

    def clean_texts(self) -> list[dict[str, str]]:
        lines = lines_of(self.cleaned_data["texts"])
        if len(lines) > MOST_GROUPS:
            raise forms.ValidationError(_("Write at most %(most)d lines.") % {"most": MOST_GROUPS})
        return [self._text(line) for line in lines]

    def _text(self, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.split(BETWEEN, len(LENGTHS) - 1)]
        found = {key: part for key, part in zip(LENGTHS, parts, strict=False) if part}
        if any(len(part) > LENGTHS[key] for key, part in found.items()):
            raise forms.ValidationError(_("This is too long. Make it shorter."))
        return found

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "how": given["how"],
            "count": given["count"],
            "size": given["size"] or 0,
            "texts": given["texts"],
        }


EDITOR = Editor(
    _("Work in groups"),
    _("Small groups write notes of their own, then one after the other reports to the room."),
    BreakoutsForm,
    minutes=20,
)
