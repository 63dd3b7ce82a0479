"""A question put to the vote in one form, and its words in each language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import line, words
from consultations.deliberation.enums import Act, ContributionState
from consultations.deliberation.models import Consultation, Contribution, Phase
from consultations.voting.domain.pairing import RULES
from consultations.voting.domain.wording import amount
from consultations.voting.enums import Bound, Method, Paper, Rule, Secrecy, Shown, Voters
from consultations.voting.models import Option, Question
from consultations.voting.operations import OptionPlan, QuestionPlan


class PhaseField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.words)


class VoteForm(forms.Form):
    """Everything about a question; ``standing``: the one that is changed, whose words in other languages stay."""

    title = forms.CharField(label=gettext_lazy("Question"), max_length=300, widget=words(2))
    text = forms.CharField(
        label=gettext_lazy("What people should know"),
        required=False,
        widget=words(4),
        help_text=gettext_lazy("What happens with the result, and who may vote, in plain words."),
    )
    phase = PhaseField(
        label=gettext_lazy("Phase"),
        queryset=Phase.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("Its dates are those of the vote."),
    )
    method = forms.ChoiceField(label=gettext_lazy("Kind of ballot"), choices=Method.choices)
    total = forms.DecimalField(
        label=gettext_lazy("Money to share out"),
        required=False,
        min_value=1,
        max_digits=14,
        decimal_places=2,
        help_text=gettext_lazy("Only for a budget: then each option has a cost."),
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=10, initial="€")
    options = forms.CharField(
        label=gettext_lazy("Options"),
        widget=words(8),
        help_text=gettext_lazy(
            "One on a line. For a budget, write the cost behind a semicolon: New benches; 20000. "
            "A line that begins with #17 belongs to contribution 17."
        ),
    )
    limit = forms.IntegerField(
        label=gettext_lazy("At most"),
        required=False,
        min_value=1,
        help_text=gettext_lazy(
            "How many options a person can choose or put in order (empty: all), the highest score, or the points that "
            "each person shares out."
        ),
    )
    bound = forms.ChoiceField(
        label=gettext_lazy("A budget ballot is bound by"), choices=Bound.choices, initial=Bound.NUMBER
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Rule of counting"),
        choices=[("", gettext_lazy("The usual one for this kind of ballot")), *Rule.choices],
        required=False,
        help_text=gettext_lazy("Said before voting and shown step by step; the page compares it with other rules."),
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Least number of votes"),
        required=False,
        min_value=1,
        help_text=gettext_lazy(
            "A project with fewer votes or points is not funded. Empty: none is needed. Only for a budget counted by "
            "most votes; equal shares know no such limit."
        ),
    )
    voters = forms.ChoiceField(label=gettext_lazy("Who may vote"), choices=Voters.choices)
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"),
        choices=Secrecy.choices,
        help_text=gettext_lazy(
            "Secret is possible where only sums are opened: choosing options, scores, and budgets counted by most "
            "votes. Orders, points and equal shares need each ballot: they are confidential, published at closing."
        ),
    )
    shown = forms.ChoiceField(label=gettext_lazy("The result is shown"), choices=Shown.choices)
    paper = forms.ChoiceField(
        label=gettext_lazy("Ballots on paper"),
        choices=Paper.choices,
        help_text=gettext_lazy("With them you count by hand, when all are entered; else it is counted by itself."),
    )

    def __init__(self, *args: Any, consultation: Consultation, standing: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.standing = consultation, standing
        votes = [phase.pk for phase in consultation.phases.all() if phase.lets(Act.VOTE)]
        field = self.fields["phase"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Phase.objects.filter(pk__in=votes).order_by("position")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "options" in cleaned:
            try:
                cleaned["plans"] = self._plans(cleaned["options"].splitlines(), cleaned.get("total"))
            except forms.ValidationError as error:
                self.add_error("options", error)
        return cleaned

    def _plans(self, lines: Iterable[str], total: Decimal | None) -> list[OptionPlan]:
        known = {option.title.get(self._language, ""): option for option in self._standing_options()}
        plans = []
        for number, row in enumerate(lines, 1):
            if not row.strip():
                continue
            text, cost = _with_cost(row, number) if total else (row.strip(), None)
            contribution, text = self._contribution(text, number)
            before = known.get(text)
            title = {**(before.title if before else {}), self._language: text}
            plans.append(OptionPlan(title, before.text if before else {}, cost, contribution))
        return plans

    def _contribution(self, text: str, number: int) -> tuple[Contribution | None, str]:
        mark, _space, rest = text.partition(" ")
        if not mark.startswith("#") or not mark[1:].isdigit():
            return None, text
        found = Contribution.objects.filter(
            pk=int(mark[1:]), consultation=self.consultation, state=ContributionState.PUBLISHED
        ).first()
        if found is None:
            raise forms.ValidationError(
                _("Line %(number)s: this consultation has no published contribution %(mark)s.")
                % {"number": number, "mark": mark}
            )
        return found, rest.strip() or found.title or found.body[:200]

    def _standing_options(self) -> list[Option]:
        return list(self.standing.options.all()) if self.standing else []

    @property
    def _language(self) -> str:
        return self.standing.language if self.standing else self.consultation.language

    def plan(self) -> QuestionPlan:
        given = self.cleaned_data
        title = self.standing.title if self.standing else {}
        text = self.standing.text if self.standing else {}
        budget = given["total"] is not None
        usual = RULES.get((given["method"], budget), (Rule.SUM,))[0]
        return QuestionPlan(
            phase=given["phase"],
            title={**title, self._language: given["title"]},
            text={**text, self._language: given["text"]},
            options=given["plans"],
            method=Method(given["method"]),
            rule=Rule(given["rule"]) if given["rule"] else usual,
            limit=given["limit"],
            bound=Bound(given["bound"]),
            total=given["total"],
            currency=given["currency"] if budget else "",
            threshold=given["threshold"],
            secrecy=Secrecy(given["secrecy"]),
            voters=Voters(given["voters"]),
            shown=Shown(given["shown"]),
            paper=Paper(given["paper"]),
        )


def initial_of(question: Question) -> dict[str, Any]:
    """The form of a question that stands."""
    names = (
        "phase",
        "method",
        "total",
        "currency",
        "limit",
        "bound",
        "rule",
        "threshold",
        "voters",
        "secrecy",
        "shown",
        "paper",
    )
    words_now = {"title": question.title.get(question.language, ""), "text": question.text.get(question.language, "")}
    lines = "\n".join(option_line(option, question.language) for option in question.options.all())
    return {**{name: getattr(question, name) for name in names}, **words_now, "options": lines}


def option_line(option: Option, language: str) -> str:
    """An option as a line of the form."""
    mark = f"#{option.contribution_id} " if option.contribution_id else ""
    cost = f"; {amount(option.cost)}" if option.cost is not None else ""
    return f"{mark}{option.title.get(language, '') or option.words}{cost}"


def proposal_lines(proposals: Iterable[Contribution], *, budget: bool) -> str:
    """Published proposals as lines of the form, to be thrown out or, in a ``budget``, given a cost where none is known.

    A cost that the city checked goes before the authors' estimate.
    """
    return "\n".join(f"#{each.pk} {each.title}{_known_cost(each) if budget else ''}" for each in proposals)


def _known_cost(proposal: Contribution) -> str:
    cost = proposal.estimated_cost if proposal.checked_cost is None else proposal.checked_cost
    return f"; {cost}" if cost else ""


def _with_cost(row: str, number: int) -> tuple[str, Decimal]:
    text, semicolon, cost = row.rpartition(";")
    try:
        if not semicolon:
            raise InvalidOperation
        return text.strip(), Decimal("".join(cost.split()))
    except InvalidOperation as error:
        raise forms.ValidationError(
            _("Line %(number)s: write the cost in digits behind a semicolon, such as: New benches; 20000")
            % {"number": number}
        ) from error


class WordsForm(forms.Form):
    """What stands on the ballot, in one language: the question, and each option with a few sentences about it."""

    def __init__(self, sent: Any = None, *, question: Question, language: str) -> None:
        super().__init__(sent)
        self.language = language
        own = language == question.language
        self._add("title", gettext_lazy("Question"), words(2), 300, question.title, required=own)
        self._add("text", gettext_lazy("What people should know"), words(4), None, question.text)
        for option in question.options.all():
            named = {"option": option.title.get(question.language, "") or option.key}
            self._add(
                f"option_{option.position}", _("Option: %(option)s") % named, line(), 300, option.title, required=own
            )
            self._add(f"about_{option.position}", _("About it, if needed"), words(2), None, option.text)

    def _add(
        self, name: str, label: Any, widget: Any, limit: int | None, held: dict[str, str], *, required: bool = False
    ) -> None:
        widget.attrs["lang"] = self.language
        self.fields[name] = forms.CharField(
            label=label, required=required, max_length=limit, widget=widget, initial=held.get(self.language, "")
        )

    def options(self) -> dict[int, tuple[str, str]]:
        """Place → title and text."""
        given = self.cleaned_data
        places = [int(name.removeprefix("option_")) for name in given if name.startswith("option_")]
        return {place: (given[f"option_{place}"], given[f"about_{place}"]) for place in places}
