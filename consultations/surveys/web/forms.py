"""The form of some questions. It shows what was typed and what is at fault; domain/answers.py reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.deliberation.domain.words import in_language
from consultations.surveys.domain.answers import LIMITS, Typed, Unreadable, read
from consultations.surveys.domain.questions import NO, OTHER, YES, Item
from consultations.surveys.enums import Kind
from consultations.surveys.models import Question
from consultations.surveys.queries.surveys import items_of


class AsTyped(forms.Field):
    """Keeps what was typed; ``required`` only tells people so."""

    max_length: int | None = None

    def clean(self, value: Any) -> Any:
        return value


def words_in(words: Mapping[str, str]) -> str:
    return in_language(words, get_language() or "")


def option_words(question: Question, key: str = "options") -> dict[str, str]:
    """Id → words in the reader's language, of the options or ``rows`` of a question."""
    return {option["id"]: words_in(option["words"]) for option in question.settings.get(key, ())}


def value_words(question: Question, item: Item) -> dict[str, str]:
    """Everything that can be chosen in a question, with words."""
    words = {YES: _("Yes"), NO: _("No"), OTHER: _("Other"), **option_words(question)}
    return {value: words.get(value, value) for value in item.values}


class QuestionsForm(forms.Form):
    """The fields of ``pairs``. Bound, it is valid where everything that is ``asked`` can stand."""

    def __init__(self, pairs: Sequence[tuple[Question, Item]], typed: Typed, *, asked: Iterable[int] | None) -> None:
        data = None if asked is None else MultiValueDict({name: list(values) for name, values in typed.items()})
        super().__init__(data, initial=dict(typed), use_required_attribute=False)
        self.asked = frozenset(asked or ())
        self.pairs = list(pairs)
        for question, item in self.pairs:
            self.fields.update(fields_for(question, item))
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.initial = (typed.get(name) or [""])[0]
                self.initial.pop(name, None)

    def clean(self) -> dict[str, Any]:
        assert isinstance(self.data, MultiValueDict)
        typed = {name: self.data.getlist(name) for name in self.fields}
        for _question, item in self.pairs:
            if item.id not in self.asked:
                continue
            try:
                read(item, typed)
            except Unreadable as fault:
                self.add_error(fault.field, str(fault))
        return super().clean() or {}


def fields_for(question: Question, item: Item) -> dict[str, forms.Field]:
    """The fields of one question, by name, in the order of ``fields_of``."""
    label, hint = words_in(question.words), words_in(question.hint)
    if item.kind == Kind.MATRIX:
        return {
            f"{item.name}-{row}": _radios(words, [(value, value) for value in item.values], item.required)
            for row, words in option_words(question, "rows").items()
        }
    if item.kind == Kind.RANKING:
        return {f"{item.name}-{id}": _places(words, item) for id, words in option_words(question).items()}
    if not item.asks:
        return {}
    fields: dict[str, forms.Field] = {item.name: _main(question, item)}
    fields[item.name].label, fields[item.name].help_text = label, hint or _hint(item)
    if item.other:
        fields[f"{item.name}-{OTHER}"] = AsTyped(
            label=_("Other, namely"), required=True, widget=forms.TextInput(attrs={"dir": "auto"})
        )
    if item.is_text and item.share:
        fields[f"{item.name}-share"] = AsTyped(
            label=_("Publish this answer, so that everybody can read it"),
            required=True,
            widget=forms.CheckboxInput(attrs={"value": YES}, check_test=bool),
        )
    return fields


def _main(question: Question, item: Item) -> forms.Field:
    choices = list(value_words(question, item).items())
    if item.kind == Kind.SEVERAL:
        return AsTyped(required=item.required, widget=forms.CheckboxSelectMultiple(choices=choices))
    if item.values:
        return _radios("", choices, item.required)
    if item.kind == Kind.LONG:
        field = AsTyped(required=item.required, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}))
        field.max_length = LIMITS[Kind.LONG]
        return field
    attrs = {"dir": "auto"} if item.is_text else {"inputmode": "decimal"} if item.kind == Kind.NUMBER else {}
    kind = "date" if item.kind == Kind.DATE else "text"
    return AsTyped(required=item.required, widget=forms.TextInput(attrs={**attrs, "type": kind}))


def _radios(label: str, choices: list[tuple[str, str]], required: bool) -> forms.Field:
    return AsTyped(label=label, required=required, widget=forms.RadioSelect(choices=choices))


def _places(label: str, item: Item) -> forms.Field:
    last = min(int(item.high), len(item.options)) if item.high else len(item.options)
    choices = [("", "–"), *((str(place), str(place)) for place in range(1, last + 1))]
    return AsTyped(label=label, required=True, widget=forms.Select(choices=choices))


def _hint(item: Item) -> str:
    """What the bounds of a question ask for, where its own hint does not say."""
    low, high = item.low, item.high
    if item.kind == Kind.SEVERAL and low is not None and high is not None:
        return _("Choose %(low)s to %(high)s.") % {"low": low, "high": high}
    if item.kind == Kind.SEVERAL:
        return _("Choose at most %(n)s.") % {"n": high} if high is not None else _("Choose all that fit.")
    if item.kind == Kind.NUMBER and low is not None and high is not None:
        return _("From %(low)s to %(high)s.") % {"low": low, "high": high}
    return ""


@dataclass(frozen=True)
class Asked:
    """A question made ready for its template: ``fields`` are its answers, ``extra`` what belongs to them.

    ``shown``: whether the answers given so far ask it; ``source`` and ``values``: the field on the same page, if any,
    whose answers show it, for the browser.
    """

    question: Question
    item: Item
    fields: Sequence[forms.BoundField]
    extra: forms.BoundField | None
    shown: bool
    source: str = ""
    values: str = ""

    @property
    def words(self) -> str:
        return words_in(self.question.words)

    @property
    def hint(self) -> str:
        return words_in(self.question.hint) or _hint(self.item)

    @property
    def low(self) -> str:
        """The words at the low end of a scale."""
        return words_in(self.question.settings.get("low", {}))

    @property
    def high(self) -> str:
        return words_in(self.question.settings.get("high", {}))

    @property
    def condition(self) -> str:
        """When it is asked, in a sentence; empty where always. A query, for those who build surveys."""
        source = self.question.depends_on
        if source is None:
            return ""
        words = value_words(source, items_of([source])[0])
        chosen = ", ".join(words[value] for value in words if value in self.item.depends_values)
        return _("Only if the answer to “%(question)s” is: %(answers)s") % {
            "question": words_in(source.words),
            "answers": chosen,
        }

    @property
    def template(self) -> str:
        """Which of surveys/parts/kinds/ shows it."""
        if self.item.kind in (Kind.SCALE, Kind.MATRIX):
            return "scale"
        return {Kind.WORDS: "words", Kind.RANKING: "ranking"}.get(self.item.kind, "plain")


def asked_on(form: QuestionsForm, shown: Iterable[int], *, everything: bool = False) -> list[Asked]:
    """The questions of ``form`` in order, those that are not asked now too: the browser may show them."""
    visible = frozenset(shown)
    here = {item.id for _question, item in form.pairs}
    listed = []
    for question, item in form.pairs:
        names = [name for name in form.fields if name == item.name or name.startswith(f"{item.name}-")]
        extra = next((name for name in names if name.endswith(("-other", "-share"))), None)
        if item.kind in (Kind.MATRIX, Kind.RANKING):
            extra = None
        on_page = item.depends_on in here
        if not (everything or item.id in visible or on_page):
            continue
        listed.append(
            Asked(
                question,
                item,
                [form[name] for name in names if name != extra],
                form[extra] if extra else None,
                everything or item.id in visible,
                f"q{item.depends_on}" if on_page and not everything else "",
                " ".join(sorted(item.depends_values)),
            )
        )
    return listed
