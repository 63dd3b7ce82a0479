"""A consultation with its phases in one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import MomentField, line, words
from cms.queries.courses import WORDS
from consultations.deliberation.enums import Act, Offer, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.models.consultation import USUAL_OFFERS
from consultations.deliberation.operations import PhasePlan
from consultations.people.enums import Level


class FrameForm(forms.Form):
    """What can change as long as the consultation stands: its languages."""

    also_in = forms.MultipleChoiceField(
        label=gettext_lazy("Also in these languages"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Makes a draft page in each, ready to be translated. All share the same contributions."),
    )


class EditForm(FrameForm):
    """``locked``: a rule that this person may not take away stays ticked."""

    second_reader = forms.BooleanField(
        label=gettext_lazy("A second person reads each decision before it is published"),
        required=False,
        help_text=gettext_lazy(
            "Somebody else than its author approves it; their post stands on the record. "
            "Only an administrator can take this away again."
        ),
    )

    reason = forms.CharField(
        label=gettext_lazy("Why do dates change?"),
        required=False,
        max_length=400,
        widget=line(),
        help_text=gettext_lazy("Public, and on the record with each changed date."),
    )

    def __init__(self, *args: Any, locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second_reader"].disabled = locked


class ConsultationForm(FrameForm):
    begun = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=line())
    question = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=400,
        widget=words(2),
        help_text=gettext_lazy("What you ask people, in one sentence. It is the heading of the page."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, the same in every language. Empty: made of the title."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=settings.LANGUAGES)
    summary = forms.CharField(label=gettext_lazy("Summary"), required=False, widget=words(3))
    plain_summary = forms.CharField(
        label=gettext_lazy("In plain language"),
        required=False,
        widget=words(3),
        help_text=gettext_lazy("Short sentences, no jargon, for somebody who reads with difficulty."),
    )
    who_decides = forms.CharField(
        label=gettext_lazy("Who decides"), widget=words(2), help_text=gettext_lazy("Who takes the decision, and when.")
    )
    can_change = forms.CharField(label=gettext_lazy("What can change"), widget=words(2))
    cannot_change = forms.CharField(
        label=gettext_lazy("What cannot change"), widget=words(2), help_text=gettext_lazy("And why not.")
    )
    themes = forms.CharField(
        label=gettext_lazy("Themes"),
        required=False,
        widget=words(4),
        help_text=gettext_lazy("One on a line. People choose one when they propose; answers are counted by theme."),
    )
    field_order = ("title", "question", "slug", "language", *WORDS[2:], "themes", "also_in")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("title", ""))[:100]
        if cleaned.get("title") and not cleaned["slug"] and "slug" not in self.errors:
            self.add_error("slug", _("Choose an address in small Latin letters."))
        if cleaned["slug"] and Consultation.objects.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", _("Another consultation has this address."))
        return cleaned

    def page_words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


def level_field(act: Act) -> str:
    return f"level_{act.value}"


class PhaseForm(forms.Form):
    """``source``: the place of the phase in the course that a new consultation begins from."""

    source = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PhaseKind.choices)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        widget=line(),
        help_text=gettext_lazy("Empty: the word for its kind."),
    )
    starts_at = MomentField(label=gettext_lazy("Starts"))
    ends_at = MomentField(label=gettext_lazy("Ends"), required=False, help_text=gettext_lazy("Empty: no end yet."))
    may = forms.MultipleChoiceField(
        label=gettext_lazy("People can"), required=False, choices=Act.choices, widget=forms.CheckboxSelectMultiple
    )
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("Who makes proposals can also"),
        required=False,
        initial=USUAL_OFFERS,
        choices=Offer.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Counts where people can make proposals."),
    )
    outcome = forms.CharField(
        label=gettext_lazy("What happens with it"), max_length=400, required=False, widget=words(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in Act:
            self.fields[level_field(act)] = forms.ChoiceField(
                label=act.label, choices=Level.choices, initial=Level.ACCOUNT, required=False
            )

    def level_fields(self) -> list[forms.BoundField]:
        """One for each act: the least that people must have confirmed to do it."""
        return [self[level_field(act)] for act in Act]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("A phase must end after it starts."))
        return cleaned

    def plan(self, language: str, standing: dict[str, Any] | None = None) -> PhasePlan:
        """``standing``: the words of the phase in other languages, which stay: ``{"title": …, "outcome": …}``."""
        kept = standing or {"title": {}, "outcome": {}}
        given = self.cleaned_data
        return PhasePlan(
            kind=PhaseKind(given["kind"]),
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            may=[Act(act) for act in given["may"]],
            title=_with(kept["title"], language, given["name"]),
            outcome=_with(kept["outcome"], language, given["outcome"]),
            offers=[Offer(offer) for offer in given["offers"]],
            levels={act: Level(given[level_field(act)] or Level.ACCOUNT) for act in Act},
        )


def _with(standing: dict[str, str], language: str, text: str) -> dict[str, str]:
    others = {code: words for code, words in standing.items() if code != language}
    return {**others, language: text} if text else others


PhaseFormSet = forms.formset_factory(PhaseForm, extra=0, min_num=1, validate_min=True, max_num=12, can_delete=True)
