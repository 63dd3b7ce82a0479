"""Setting up slides, and a box for questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.domain.methods.inform import LENGTHS, is_here
from realtime.web.agenda.editor import Editor
from realtime.wire import MOST_SLIDES

SPARE = 2
WORDS: dict[str, tuple[Any, Any]] = {
    "title": (_("Slide {n}: title"), ""),
    "text": (_("Slide {n}: text"), _("Short: it is read on the wall. An empty line begins a new paragraph.")),
    "picture": (_("Slide {n}: picture"), _("An address on this site, such as /media/images/line.png.")),
    "alt": (_("Slide {n}: what the picture shows"), _("For those who do not see it.")),
    "video": (_("Slide {n}: video"), _("An address on this site, such as /media/line.mp4.")),
    "captions": (_("Slide {n}: captions of the video"), _("An address on this site.")),
    "transcript": (_("Slide {n}: what is said in the video"), _("Word for word, for those who read.")),
}
LONG = {"text": 4, "transcript": 4}


class InformForm(forms.Form):
    """Fields for the slides that there are and for SPARE more; empty ones are left out."""

    questions = forms.BooleanField(
        label=_("People can ask questions"),
        help_text=_("They write questions and upvote those of others."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = self.data if self.is_bound else self.initial
        filled = [n for n in range(1, MOST_SLIDES + 1) if any(among.get(f"{key}_{n}") for key in WORDS)]
        self.slides = min(max(filled, default=0) + SPARE, MOST_SLIDES)
        for number in range(1, self.slides + 1):
            for key, (label, hint) in WORDS.items():
                rows = LONG.get(key)
                self.fields[f"{key}_{number}"] = forms.CharField(
                    label=format_lazy(label, n=number),
                    help_text=hint,
                    max_length=LENGTHS[key],
                    required=(key, number) == ("title", 1),
                    widget=forms.Textarea({"rows": rows, "dir": "auto"}) if rows else forms.TextInput({"dir": "auto"}),
                )

        self.fields[f"title_{self.slides}"].help_text = _("For more slides, save the step and edit it again.")

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        slides = enumerate(settings.get("slides", ()), 1)
        found = {f"{key}_{number}": text for number, slide in slides for key, text in slide.items()}
        return {"questions": settings.get("questions", False), **found}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(1, self.slides + 1):
            self._check({key: given.get(f"{key}_{number}", "") for key in WORDS}, number)
        return given

    def _check(self, slide: dict[str, str], number: int) -> None:
        for key in ("picture", "video", "captions"):
            if slide[key] and not is_here(slide[key]):
                fault = _("Only pages and files of this site: begin with /. Other sites would learn who looks at it.")
                self.add_error(f"{key}_{number}", fault)
        if any(slide.values()) and not slide["title"] and f"title_{number}" not in self.errors:
            self.add_error(f"title_{number}", _("Give this slide a title."))
        if slide["picture"] and not slide["alt"]:
            self.add_error(f"alt_{number}", _("Say what the picture shows."))
        if slide["video"] and not slide["transcript"]:
            self.add_error(f"transcript_{number}", _("Write down what is said in the video."))

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        slides = [
            {key: given[f"{key}_{number}"] for key in WORDS if given[f"{key}_{number}"]}
            for number in range(1, self.slides + 1)
        ]
        slides = [slide for slide in slides if slide]
        return {"slides": slides, "questions": given["questions"], "visible": "at_once"}


EDITOR = Editor(
    _("Inform and answer questions"),
    _("You show slides on the wall and on every phone. People ask questions and upvote those of others."),
    InformForm,
    asks=False,
    minutes=15,
)
