"""Reporting, deciding, appealing, following."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.web.forms import SubmissionForm
from consultations.moderation.domain.rules import RULES
from consultations.moderation.domain.statement import LONGEST_EXPLANATION, LONGEST_FACTS, LONGEST_RULE
from consultations.moderation.enums import Action, Concern, Ground
from consultations.moderation.operations.decisions import Reasons
from consultations.moderation.operations.reports import LONGEST


def long_text(label: Any, help_text: Any = "", *, longest: int, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ReportForm(SubmissionForm):
    concern = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Concern.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = long_text(_("What should the moderator know?"), _("The author does not see who reported."), longest=LONGEST)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of your report"),
        help_text=_("Twelve letters and numbers, such as 7K2M-QX9D-4HRT."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code that you got when you reported.")},
    )


class ReasonsForm(forms.Form):
    """What a decision needs beside its action; the operation says what lacks for the action chosen."""

    sometimes_needed = ("ground", "concern", "law", "facts")

    ground = forms.ChoiceField(
        label=_("Ground"),
        help_text=_("Needed for a note or for hiding."),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    concern = forms.ChoiceField(
        label=_("Which rule, or what it is about"),
        help_text=_("Needed for a note or for hiding."),
        required=False,
    )
    law = forms.CharField(label=_("Law and article"), max_length=LONGEST_RULE, required=False)
    facts = long_text(
        _("Facts"),
        _("Which words or circumstances the decision rests on. The author reads it; the log does not show it."),
        longest=LONGEST_FACTS,
    )
    explanation = long_text(
        _("Reasons"),
        _("Why you decide so. Public in the log and on the record: name no person, quote nothing private."),
        longest=LONGEST_EXPLANATION,
        required=True,
    )
    explanation.error_messages["required"] = _("Say why. The author reads it, and everyone in the log.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [(concern.value, f"{concern.label}: {words}") for concern, words in RULES.items()]
        other = (Concern.OTHER.value, Concern.OTHER.label)
        concern = self.fields["concern"]
        if isinstance(concern, forms.ChoiceField):
            concern.choices = [("", _("Choose…")), *rules, other]

    def reasons(self) -> Reasons:
        given = self.cleaned_data
        return Reasons(
            explanation=given["explanation"],
            facts=given["facts"],
            ground=Ground(given["ground"]) if given["ground"] else None,
            concern=Concern(given["concern"]) if given["concern"] else None,
            law=given["law"],
        )


def _actions(choices: Sequence[Action]) -> list[tuple[str, Any]]:
    return [(action.value, action.label) for action in choices]


class DecisionForm(ReasonsForm):
    action = forms.ChoiceField(
        label=_("Decision"),
        help_text=_("The least restrictive one comes first. Take the first that is enough."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    field_order = ["action"]

    def __init__(self, *args: Any, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        if isinstance(action, forms.ChoiceField):
            action.choices = _actions(actions)

    def decision(self) -> Action:
        return Action(self.cleaned_data["action"])


class AppealDecisionForm(DecisionForm):
    """The first choice keeps the first decision."""

    STANDS = "stands"

    def __init__(self, *args: Any, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, actions=actions, **kwargs)
        action = self.fields["action"]
        action.help_text = ""
        if isinstance(action, forms.ChoiceField):
            action.choices = [(self.STANDS, _("The first decision stands")), *_actions(actions)]
        if set(actions) <= {Action.RESTORE}:
            for name in ("ground", "concern", "law", "facts"):
                del self.fields[name]

    @property
    def upheld(self) -> bool:
        return bool(self.cleaned_data["action"] == self.STANDS)

    def reasons(self) -> Reasons:
        if "facts" not in self.fields:
            return Reasons(explanation=self.cleaned_data["explanation"])
        return super().reasons()


class AppealForm(forms.Form):
    text = long_text(
        _("Why is the decision wrong?"),
        _("The person who decides on the appeal reads this. It is not published."),
        longest=LONGEST,
        required=True,
    )
    text.error_messages["required"] = _("Say why the decision is wrong.")
