"""Examples for the style guide: each component in the states that it can have."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from consultations.opinions.domain.map import opinion_map
from consultations.opinions.domain.picture import Picture, picture_of

TITLE = "Let me pay a single ride without an account"


class ExampleForm(forms.Form):
    title = forms.CharField(label="Title", help_text="One sentence that says what you want.", max_length=120)
    body = forms.CharField(label="Your proposal", widget=forms.Textarea, max_length=500)
    district = forms.ChoiceField(
        label="District", choices=[("", "The whole city"), ("harbour", "Harbour"), ("hill", "Hill")], required=False
    )
    stance = forms.ChoiceField(
        label="Where do you stand?",
        choices=[("for", "I am for it"), ("against", "I am against it"), ("neither", "Neither")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="What is it about?",
        choices=[("fares", "Fares"), ("privacy", "Privacy"), ("night", "Night service")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    email = forms.EmailField(label="E-mail address", required=False)
    code = forms.CharField(
        label="Code", help_text="Six letters and digits from the e-mail.", widget=forms.TextInput({"class": "code"})
    )
    agree = forms.BooleanField(label="I have read how my data are used", help_text="It takes two minutes.")


@dataclass(frozen=True)
class Bar:
    label: str
    value: int


def _steps() -> list[dict[str, str]]:
    return [
        {"title": "Collect ideas", "dates": "1 – 30 September", "text": "212 proposals came in.", "state": "done"},
        {"title": "Talk them through", "dates": "1 October – 12 December", "text": "Comment.", "state": "current"},
        {"title": "Decide", "dates": "From 13 December", "text": "The council answers each one.", "state": "coming"},
    ]


STATEMENTS = (
    "A single ride should need no account.",
    "Fares should be the same in every district.",
    "Nobody should have to show a phone to a driver.",
    "Night buses matter more than new stops.",
    "Drivers should sell tickets for cash.",
    "The app should speak five languages.",
    "Data about rides should be deleted after a week.",
    "Tourists should pay more than residents.",
    "Children should ride free until they are twelve.",
    "Inspectors should wear a uniform.",
)


def _opinions(camps: tuple[int, ...]) -> Picture:
    """Camps of people who agree with one another more often than not."""
    chance, votes = Random(7), {}
    for person, camp in enumerate(camp for camp, size in enumerate(camps) for _ in range(size)):
        for number in range(len(STATEMENTS)):
            likes = number in (0, 5) or number % len(camps) == camp
            votes[person, number] = chance.choices([1, 0, -1], [8, 1, 1] if likes else [1, 2, 7])[0]
    return picture_of(
        opinion_map(votes, range(len(STATEMENTS))), dict(enumerate(STATEMENTS)), key=f"camps-{len(camps)}"
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """What the templates of the style guide show."""
    shown = (
        ExampleForm({"title": "", "body": "x" * 520, "email": "amina@", "stance": ""})
        if "errors" in request.GET
        else None
    )
    return {
        "form": shown or ExampleForm(),
        "title": TITLE,
        "page": Paginator(range(95), 10).page(4),
        "steps": _steps(),
        "bars": [Bar("Harbour", 212), Bar("Hill", 96), Bar("Old town", 41)],
        "tags": [
            {"words": "fares", "url": "?tag=fares", "current": True},
            {"words": "privacy", "url": "?tag=privacy", "current": False},
            {"words": "حافلات الليل", "url": "?tag=night", "current": False},
        ],
        "choices": [
            {"value": "agree", "words": "Agree", "chosen": True},
            {"value": "disagree", "words": "Disagree", "chosen": False},
            {"value": "pass", "words": "Pass", "chosen": False},
        ],
        "maps": [_opinions((38, 27, 21)), _opinions((14,))],
    }
