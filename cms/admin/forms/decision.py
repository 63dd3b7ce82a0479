"""Decision texts, promises, publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.rich_text import expand_db_html

from cms.admin.forms.fields import DayField, MomentField, line, words
from consultations.decisions.enums import PromiseState
from consultations.deliberation.models import Consultation

# What the text of a decision may hold (consultations/deliberation/domain/richtext.py).
FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "blockquote", "link"]


def office() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("In the name of"),
        max_length=200,
        required=False,
        widget=line(),
        help_text=gettext_lazy("The post, such as “Head of Digital Services”, never a person. Empty: your role."),
    )


def reason(words_for_it: str | Any, help_text: str | Any = "") -> forms.CharField:
    return forms.CharField(label=words_for_it, max_length=1000, widget=words(2), help_text=help_text)


class TextForm(forms.Form):
    """A decision's text; ``based_on`` is the revision that the editor began from."""

    html = forms.CharField(
        label=gettext_lazy("Text"),
        widget=DraftailRichTextArea(features=FEATURES),
        help_text=gettext_lazy(
            "Mark words to make them bold or a link. Type / on an empty line for a heading or a list."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("About this text"),
        max_length=400,
        required=False,
        widget=line(),
        help_text=gettext_lazy("One public sentence: what this version is."),
    )
    role = office()

    def text(self) -> str:
        """The text as HTML, with links to pages as addresses."""
        return expand_db_html(self.cleaned_data["html"])


class RevisionForm(TextForm):
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    compared_with = forms.IntegerField(required=False, widget=forms.HiddenInput)
    compared = forms.BooleanField(
        label=gettext_lazy("I have compared my text with the newer one. Save mine as the next version."), required=False
    )

    def basis(self) -> int:
        """The revision to save after: the newer one once the editor says that it was compared."""
        given = self.cleaned_data
        if given["compared"] and given["compared_with"] is not None:
            return int(given["compared_with"])
        return int(given["based_on"])


class StartForm(TextForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=line())
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Small letters, digits and hyphens. Empty: made of the title."),
    )
    field_order = ("title", "slug", "html", "note", "role")

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("title", ""))[:80] or "decision"
        if self.consultation.decisions.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", _("This consultation already has a decision with this address."))
        return cleaned


class PublishForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput)
    missing = forms.CharField(
        label=gettext_lazy("What is missing, and why"),
        max_length=4000,
        required=False,
        widget=words(4),
        help_text=gettext_lazy("Public and on the record. Needed only while something is missing."),
    )
    at = MomentField(
        label=gettext_lazy("Publish on"),
        required=False,
        help_text=gettext_lazy("Published then only if no more is missing than now. If more is, you are told by mail."),
    )


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Your note"),
        max_length=1000,
        required=False,
        widget=words(2),
        help_text=gettext_lazy("For the one who wrote it. Needed when you send it back: what has to change."),
    )
    role = office()


class PromiseForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What is promised"), max_length=1000, widget=words(2))
    owner = forms.CharField(
        label=gettext_lazy("Who answers for it"),
        max_length=200,
        widget=line(),
        help_text=gettext_lazy("The office or post, never a person."),
    )
    due = DayField(label=gettext_lazy("By when"))


class PromiseUpdateForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("How it stands"), choices=PromiseState.choices)
    text = forms.CharField(label=gettext_lazy("What happened since"), max_length=1000, widget=words(2))
    owner = forms.CharField(
        label=gettext_lazy("Who answers for it"),
        max_length=200,
        required=False,
        widget=line(),
        help_text=gettext_lazy("The office or post, never a person."),
    )
    due = DayField(
        label=gettext_lazy("By when"),
        required=False,
        help_text=gettext_lazy("If you move the day, the first one stays visible."),
    )
