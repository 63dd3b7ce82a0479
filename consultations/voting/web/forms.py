"""The ballot as a form. Nothing chosen is lost: a ballot that does not stand comes back whole, with a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from consultations.voting.domain import choices
from consultations.voting.domain.choices import Choice, Terms
from consultations.voting.enums import Method
from consultations.voting.errors import UnfitBallot
from consultations.voting.models import Option, Question
from consultations.voting.queries.terms import terms_of


@dataclass(frozen=True)
class Line:
    """An option on the ballot. ``field``: its number or place; for those that are chosen ``value`` and ``chosen``."""

    option: Option
    field: BoundField | None
    value: str
    chosen: bool
    cost: str


class BallotForm(forms.Form):
    """``choice`` holds the options chosen, or ``o1``, ``o2`` … what each is given. After ``is_valid``: ``ballot``."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.terms = terms_of(question)
        self.ballot: Choice = []
        self.options = list(question.options.all())
        if question.method == Method.APPROVAL:
            kind = forms.RadioSelect if self.picks_one else forms.CheckboxSelectMultiple
            self.fields["choice"] = forms.MultipleChoiceField(
                label=_("Your choice"),
                required=False,
                choices=[(str(option.position), option.words) for option in self.options],
                widget=kind,
                error_messages={"invalid_choice": _("This option is not on the ballot.")},
            )
            return
        for option in self.options:
            self.fields[f"o{option.position}"] = _number_field(option, self.terms)

    @property
    def picks_one(self) -> bool:
        """Whether one option is chosen out of all, and nothing is bound by cost."""
        return self.terms.method == Method.APPROVAL and self.terms.limit == 1 and self.terms.total is None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.ballot = self._read(cleaned)
            except UnfitBallot as unfit:
                self.add_error("choice" if "choice" in self.fields else None, str(unfit))
        return cleaned

    def _read(self, cleaned: Mapping[str, Any]) -> Choice:
        if self.terms.method == Method.APPROVAL:
            return choices.chosen(self.terms, map(int, cleaned["choice"]))
        given = {int(name[1:]): int(value) for name, value in cleaned.items() if name[1:].isdigit() and value}
        if self.terms.method == Method.RANKING:
            return choices.ordered(self.terms, given)
        return (choices.scored if self.terms.method == Method.SCORE else choices.shared_out)(self.terms, given)

    def lines(self) -> Iterator[Line]:
        """The options with what was chosen or typed."""
        approval = "choice" in self.fields
        picked = set(map(str, self["choice"].value() or [])) if approval else set()
        for option in self.options:
            value = str(option.position)
            field = None if approval else self[f"o{value}"]
            cost = self.terms.money(option.cost) if option.cost is not None else ""
            yield Line(option, field, value, value in picked, cost)

    def typed(self) -> dict[str, str]:
        """What was sent, as text that can wait in a session."""
        if "choice" in self.fields:
            return {"choice": ",".join(map(str, self["choice"].value() or []))}
        return {name: str(self[name].value() or "") for name in self.fields}


def _number_field(option: Option, terms: Terms) -> forms.Field:
    if terms.method == Method.RANKING:
        places = [(str(place), number_format(place)) for place in range(1, terms.most + 1)]
        return forms.ChoiceField(label=option.words, required=False, choices=[("", "–"), *places])
    if terms.method == Method.SCORE and (terms.limit or 0) <= 10:
        scores = [(str(score), number_format(score)) for score in range((terms.limit or 0) + 1)]
        return forms.ChoiceField(label=option.words, required=False, choices=[("", "–"), *scores])
    attrs = {"inputmode": "numeric", "min": 0, "max": terms.limit, "autocomplete": "off"}
    return forms.IntegerField(label=option.words, required=False, min_value=0, widget=forms.NumberInput(attrs=attrs))


def initial_of(question: Question, choice: Choice | None) -> dict[str, Any]:
    """A ballot as the form holds it."""
    if not choice:
        return {}
    if question.method == Method.APPROVAL:
        return {"choice": [str(option) for option in choice]}
    if question.method == Method.RANKING:
        return {f"o{option}": str(place) for place, option in enumerate(choice, 1)}
    return {f"o{option}": str(value) for option, value in choice}


def initial_typed(kept: Mapping[str, str]) -> dict[str, Any]:
    """What waited in the session, as the form holds it."""
    return {name: text.split(",") if name == "choice" else text for name, text in kept.items()}
