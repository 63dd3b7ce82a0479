"""The form for other words in place of a passage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.passages import Passage, paragraphs
from consultations.deliberation.errors import ChangedMeanwhile
from consultations.deliberation.models import Contribution
from consultations.deliberation.web.forms import SubmissionForm, TypedText


class SuggestionForm(SubmissionForm):
    """``start`` and ``revision`` say which paragraph of which revision the person had before them."""

    start = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replacement = TypedText(
        label=gettext_lazy("The text as you would write it"),
        help_text=gettext_lazy("Change the words here. Leave it empty to have them taken out."),
        limit=typed_text.BODY_LIMIT,
        many_lines=True,
        required=False,
    )
    reason = TypedText(
        label=gettext_lazy("Your reason"),
        help_text=gettext_lazy("Everybody can read it."),
        limit=2000,
        many_lines=True,
    )
    field_order = ("replacement", "reason", "start", "revision", "submission")

    @classmethod
    def of(cls, proposal: Contribution, passage: Passage, before: Any = None) -> SuggestionForm:
        """As first shown: the words as they stand; ``before``: what was suggested when they stood otherwise."""
        words = {"start": passage.start, "revision": proposal.revision, "replacement": passage.text}
        return cls(initial={**words, "reason": before.contribution.body if before else ""})

    def passage_in(self, proposal: Contribution) -> Passage:
        """Raises ChangedMeanwhile when the form names no paragraph that ever stood there."""
        row = proposal.revisions.filter(number=self.cleaned_data["revision"]).first()
        for passage in paragraphs(row.body if row else ""):
            if passage.start == self.cleaned_data["start"]:
                return passage
        raise ChangedMeanwhile("replacement", _("This passage was changed meanwhile. Make your suggestion anew."))
