"""Fact notes, objections to them, and the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.moderation.domain.notes import LONGEST_CLAIM, LONGEST_SIGNED, LONGEST_TEXT
from consultations.moderation.enums import Assessment, NoteAnswer
from consultations.moderation.operations.fact_notes import Finding
from consultations.moderation.web.forms import long_text


class FindingForm(forms.Form):
    """What a note says; the operation says what lacks."""

    assessment = forms.ChoiceField(
        label=_("What the sources say"),
        choices=Assessment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the sources say.")},
    )
    text = long_text(
        _("In a few words"),
        _("What the sources show, without judging the person."),
        longest=LONGEST_TEXT,
        required=True,
    )
    sources = forms.CharField(
        label=_("Sources"),
        help_text=_("Addresses of pages that people can read, each on a line."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        error_messages={"required": _("Give a source: the address of a page that people can read.")},
    )

    def finding(self) -> Finding:
        given = self.cleaned_data
        return Finding(given["assessment"], given["text"], given["sources"])


class NoteForm(FindingForm):
    claim = long_text(
        _("The claim"), _("Copy the words as they stand in the text."), longest=LONGEST_CLAIM, required=True
    )
    signed = forms.CharField(
        label=_("Signed by"),
        help_text=_("Your name as everybody sees it. Your role stands beside it."),
        max_length=LONGEST_SIGNED,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ["claim"]


class ObjectionForm(forms.Form):
    text = long_text(
        _("Why is the note wrong?"),
        _("Another moderator reads this, not the one who wrote the note. It is not published."),
        longest=LONGEST_TEXT,
        required=True,
    )


class AnswerForm(FindingForm):
    """``assessment``, ``text`` and ``sources`` count where the note is changed."""

    answer = forms.ChoiceField(
        label=_("Decision"),
        choices=NoteAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reason = long_text(_("Reasons"), _("Everybody can read them in the log."), longest=LONGEST_TEXT, required=True)
    field_order = ["answer", "reason"]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("assessment", "text", "sources"):
            self.fields[name].required = False
        self.fields["assessment"].help_text = _("Needed only where the note is changed.")
