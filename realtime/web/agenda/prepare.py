"""The form with which a session is prepared: an agenda to begin with, and what people must know to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.agenda import read_agenda
from realtime.domain.presets import PRESETS, agenda_of
from realtime.models import AgendaTemplate
from realtime.web.agenda.lines import lines_of
from realtime.web.agenda.plan import NAMES, PlanForm
from realtime.web.agenda.poll import check_options

SAVED = "saved-"


@dataclass(frozen=True)
class Template:
    """An agenda to choose. ``steps``: method and title of each. ``asks``: whether it puts the session's question."""

    key: str
    name: str | Promise
    about: str | Promise
    steps: tuple[tuple[str, str | Promise], ...]
    minutes: int
    asks: bool
    saved: AgendaTemplate | None = None


def templates() -> dict[str, Template]:
    """Key → the built-in agendas, then those that the city saved."""
    found = [
        Template(
            key,
            preset.name,
            preset.about,
            tuple((step.method, step.title) for step in preset.possible),
            preset.minutes,
            any(not step.purpose for step in preset.possible),
        )
        for key, preset in PRESETS.items()
    ]
    found += [_saved(template) for template in AgendaTemplate.objects.all()]
    return {template.key: template for template in found}


def _saved(template: AgendaTemplate) -> Template:
    agenda = read_agenda(template.agenda)
    steps = tuple((activity.method, activity.title) for activity in agenda)
    minutes = sum(activity.seconds for activity in agenda) // 60
    return Template(f"{SAVED}{template.pk}", template.name, "", steps, minutes, False, template)


class PrepareForm(PlanForm):
    """``sometimes_needed``: whether they are depends on the agenda that is chosen."""

    sometimes_needed = ("question", "answers")
    title = forms.CharField(label=_("Name of the session"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    question = forms.CharField(
        label=_("Question to the room"),
        help_text=_("As you would say it aloud. You can change every step afterwards."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    answers = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("Each on a line of its own, two at least."),
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(self, posted: Mapping[str, Any] | None = None, *, begin_with: str = "ideas") -> None:
        self.templates = templates()
        super().__init__(posted)
        self.fields["template"] = forms.ChoiceField(
            label=_("Agenda to begin with"),
            choices=[(template.key, template.name) for template in self.templates.values()],
            initial=begin_with if begin_with in self.templates else "ideas",
            widget=forms.RadioSelect,
        )
        self.order_fields(["template", "title", "question", "answers", *NAMES])

    @property
    def chosen(self) -> str:
        """The template that the page shows as chosen."""
        return str(self["template"].value())

    @property
    def when_and_where(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES[:2]]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES[2:]]

    @property
    def more_is_wrong(self) -> bool:
        return any(field.errors for field in self.more)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        template = self.templates.get(given.get("template", ""))
        if template is not None and template.asks and not given.get("question") and "question" not in self.errors:
            self.add_error("question", _("Write the question to the room."))
        if template is not None and template.key == "polls":
            given["answers"] = lines_of(given.get("answers", ""))
            try:
                check_options(given["answers"], scale=False)
            except ValidationError as error:
                self.add_error("answers", error)
        return given

    def language(self) -> str:
        """Of the saved agenda that was chosen, "" for a built-in one."""
        saved = self.templates[self.cleaned_data["template"]].saved
        return saved.language if saved else ""

    def agenda(self) -> tuple[Activity, ...]:
        """Of a valid form, in the language of this moment."""
        given = self.cleaned_data
        template = self.templates[given["template"]]
        if template.saved is not None:
            return read_agenda(template.saved.agenda)
        agenda = agenda_of(PRESETS[template.key], given["question"])
        if template.key != "polls":
            return agenda
        poll = agenda[0]
        settings = {**poll.settings, "options": given["answers"]}
        return (Activity(poll.id, poll.method, poll.title, poll.purpose, poll.seconds, settings),)
