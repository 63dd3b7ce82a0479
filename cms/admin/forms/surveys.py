"""A survey in one small form, and a form for each kind of question; words in every language of the consultation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import line, words
from consultations.deliberation.models import Consultation, Phase
from consultations.surveys.domain.building import named
from consultations.surveys.domain.questions import SCALE_ENDS, WIDEST_SCALE, may_be_source
from consultations.surveys.enums import SILENT_KINDS, TEXT_KINDS, Kind, ResultsWhen
from consultations.surveys.models import Question, Survey
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan
from consultations.surveys.queries.surveys import items_of
from consultations.surveys.web.forms import value_words, words_in

WITH_OPTIONS = (Kind.ONE, Kind.SEVERAL, Kind.RANKING)
WITH_SCALE = (Kind.SCALE, Kind.MATRIX)


class PhaseField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Phase) -> str:
        return obj.words


class InLanguages(forms.Form):
    """Fields of words, one for each of ``languages``, the first of which is the consultation's own."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages

    def add_words(self, name: str, label: Any, widget: type[forms.Widget] | Any, *, hint: Any = "", need: bool) -> None:
        names = dict(settings.LANGUAGES)
        for place, code in enumerate(self.languages):
            shown = label if len(self.languages) == 1 else f"{label} ({names.get(code, code)})"
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=shown, required=need and place == 0, widget=widget(), help_text=hint if place == 0 else ""
            )

    def first_fields(self) -> list[forms.BoundField]:
        """Those that everybody fills in: of no language, or of the first."""
        return [field for field in self if not self._is_translation(field.name)]

    def translations(self) -> list[forms.BoundField]:
        """The same words in further languages."""
        return [field for field in self if self._is_translation(field.name)]

    def _is_translation(self, name: str) -> bool:
        return any(name.endswith(f"_{code}") for code in self.languages[1:])

    def words(self, name: str) -> dict[str, str]:
        """Language → what was typed, of those that say something."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in self.languages}
        return {code: text for code, text in typed.items() if text}

    def lines(self, name: str) -> list[dict[str, str]]:
        """One for each line in the first language, with the line at the same place in the others."""
        by_code = {code: text.splitlines() for code, text in self.words(name).items()}
        by_code = {code: [row.strip() for row in rows if row.strip()] for code, rows in by_code.items()}
        return [
            {code: rows[place] for code, rows in by_code.items() if place < len(rows)}
            for place in range(len(by_code.get(self.languages[0], ())))
        ]


def initial_words(name: str, held: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in held.items()}


class SurveyForm(InLanguages):
    phase = PhaseField(
        label=gettext_lazy("Open during"),
        queryset=Phase.objects.none(),
        help_text=gettext_lazy("The phase must let people answer a survey; the survey opens and closes with it."),
    )
    results = forms.ChoiceField(
        label=gettext_lazy("Results are shown"), choices=ResultsWhen.choices, widget=forms.RadioSelect
    )

    discussed = forms.BooleanField(
        label=gettext_lazy("People may discuss the questions"),
        required=False,
        help_text=gettext_lazy(
            "Each question has a page for comments that everybody can read, apart from the answers."
        ),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = self.fields["phase"]
        assert isinstance(phase, PhaseField)
        phase.queryset = consultation.phases.all()
        self.add_words("title", _("Title"), line, need=True)
        hint = _("What it is for and how long it takes. Say what happens with the answers.")
        self.add_words("intro", _("Introduction"), lambda: words(3), hint=hint, need=False)
        self.order_fields([*(name for name in self.fields if "_" in name), "phase", "results", "discussed"])

    def plan(self) -> SurveyPlan:
        given = self.cleaned_data
        results = ResultsWhen(given["results"])
        return SurveyPlan(given["phase"], self.words("title"), self.words("intro"), results, given["discussed"])

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        return {
            "phase": survey.phase_id,
            "results": survey.results,
            "discussed": survey.discussed,
            **initial_words("title", survey.title),
            **initial_words("intro", survey.intro),
        }


class QuestionForm(InLanguages):
    """Has the fields that its kind needs, and no others."""

    def __init__(self, *args: Any, kind: Kind, earlier: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.sources = kind, [row for row in earlier if may_be_source(items_of([row])[0])]
        silent = kind in SILENT_KINDS
        label = _("Heading") if kind == Kind.PAGE else _("Text") if silent else _("Question")
        self.add_words("words", label, lambda: words(4 if kind == Kind.WORDS else 2), need=kind != Kind.PAGE)
        if kind != Kind.WORDS:
            self.add_words("hint", _("Words below it"), lambda: words(2), need=False)
        self._add_options()
        self._add_bounds()
        if kind in TEXT_KINDS:
            self.fields["share"] = forms.BooleanField(
                label=_("People may publish their answer"),
                required=False,
                help_text=_("Who ticks the box below their answer makes a contribution of it."),
            )
        if not silent:
            self.fields["required"] = forms.BooleanField(label=_("An answer is needed"), required=False)
        self._add_condition()

    def _add_options(self) -> None:
        hint = _("One on a line. In other languages in the same order.")
        if self.kind in WITH_OPTIONS:
            self.add_words("options", _("Answers"), lambda: words(5), hint=hint, need=True)
        if self.kind == Kind.MATRIX:
            self.add_words("rows", _("Statements"), lambda: words(5), hint=hint, need=True)
        if self.kind in (Kind.ONE, Kind.SEVERAL):
            self.fields["other"] = forms.BooleanField(label=_("Also “Other”, with own words"), required=False)

    def _add_bounds(self) -> None:
        if self.kind in WITH_SCALE:
            steps: dict[str, Any] = {"min_value": 0, "max_value": WIDEST_SCALE}
            self.fields["min"] = forms.IntegerField(label=_("First step"), initial=SCALE_ENDS[0], **steps)
            self.fields["max"] = forms.IntegerField(label=_("Last step"), initial=SCALE_ENDS[1], **steps)
            self.add_words("low", _("Words at the first step"), line, need=False)
            self.add_words("high", _("Words at the last step"), line, need=False)
        elif self.kind == Kind.NUMBER:
            self.fields["min"] = forms.DecimalField(
                label=_("Smallest"), required=False, max_digits=12, decimal_places=3
            )
            self.fields["max"] = forms.DecimalField(label=_("Largest"), required=False, max_digits=12, decimal_places=3)
        elif self.kind == Kind.SEVERAL:
            self.fields["min"] = forms.IntegerField(label=_("At least so many"), required=False, min_value=1)
            self.fields["max"] = forms.IntegerField(label=_("At most so many"), required=False, min_value=1)
        elif self.kind == Kind.RANKING:
            self.fields["max"] = forms.IntegerField(
                label=_("So many places"), required=False, min_value=1, help_text=_("Empty: as many as answers.")
            )

    def _add_condition(self) -> None:
        groups = []
        for row in self.sources:
            item = items_of([row])[0]
            choices = [(f"{row.pk}:{value}", text) for value, text in value_words(row, item).items()]
            groups.append((words_in(row.words), choices))
        if groups:
            self.fields["condition"] = forms.MultipleChoiceField(
                label=_("Only if one of these was answered"),
                required=False,
                choices=groups,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Tick answers of one earlier question. Nothing ticked: for everybody."),
            )

    def clean_condition(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["condition"]
        if len({choice.split(":")[0] for choice in ticked}) > 1:
            raise forms.ValidationError(_("Tick answers of one question only."))
        return ticked

    def plan(self, held: Mapping[str, Any]) -> QuestionPlan:
        """``held``: the settings that stand, whose options keep their ids."""
        given = self.cleaned_data
        ticked = [choice.split(":") for choice in given.get("condition", ())]
        return QuestionPlan(
            kind=self.kind,
            words=self.words("words"),
            hint=self.words("hint"),
            required=given.get("required", False),
            settings=self._settings(held),
            depends_on=int(ticked[0][0]) if ticked else None,
            depends_values=[value for _source, value in ticked],
        )

    def _settings(self, held: Mapping[str, Any]) -> dict[str, Any]:
        given = self.cleaned_data
        kept: dict[str, Any] = {name: True for name in ("other", "share") if given.get(name)}
        for name in ("min", "max"):
            if given.get(name) is not None:
                number = given[name]
                kept[name] = int(number) if number == int(number) else str(number)
        for name in ("options", "rows"):
            if self.lines(name):
                kept[name] = named(self.lines(name), held.get(name, ()))
        return kept | {name: self.words(name) for name in ("low", "high") if self.words(name)}

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        held = question.settings
        initial = {name: held.get(name) for name in ("other", "share", "min", "max") if held.get(name) is not None}
        for name in ("options", "rows"):
            for option in held.get(name, ()):
                for code, text in option["words"].items():
                    key = f"{name}_{code}"
                    initial[key] = f"{initial[key]}\n{text}" if key in initial else text
        for name in ("low", "high"):
            initial |= initial_words(name, held.get(name, {}))
        on = question.depends_on_id
        return initial | {
            "required": question.required,
            "condition": [f"{on}:{value}" for value in question.depends_values] if on else [],
            **initial_words("words", question.words),
            **initial_words("hint", question.hint),
        }


class SurveyChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Survey) -> str:
        return f"{obj.words} – {obj.consultation.slug}"


class CloneForm(forms.Form):
    survey = SurveyChoice(
        label=gettext_lazy("Copy the questions of"),
        queryset=Survey.objects.select_related("consultation").order_by("-pk"),
    )
