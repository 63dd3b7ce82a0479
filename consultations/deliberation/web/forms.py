"""The forms of residents. What was typed is never shortened: a text too long comes back whole, with a sentence."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import ContributionKind, Stance
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.web.forms_particulars import ask_particulars, given_particulars, typed_particulars


class TypedText(forms.CharField):
    """Text under the rules of domain/typed_text.py; the browser is told no limit, because it would cut silently."""

    def __init__(self, *, limit: int, many_lines: bool = False, **options: Any) -> None:
        widget = (
            forms.Textarea(attrs={"rows": 7, "dir": "auto"}) if many_lines else forms.TextInput(attrs={"dir": "auto"})
        )
        super().__init__(strip=False, widget=widget, **options)
        self.many_lines = many_lines
        self.limit = limit
        self.validators = []
        if many_lines:
            self.max_length = limit

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        text = typed_text.tidy(super().to_python(value) or "")
        return text if self.many_lines else typed_text.one_line(text)

    def validate(self, value: str) -> None:
        if fault := typed_text.fault(value, limit=self.limit, required=self.required):
            raise forms.ValidationError(fault)


class TypedTags(TypedText):
    """Tags with commas between; cleans to a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(limit=typed_text.TAGS_LIMIT * (typed_text.TAG_LIMIT + 2), required=False, **options)

    def validate(self, value: str) -> None:
        if fault := typed_text.tags_fault(typed_text.tags_of(value)):
            raise forms.ValidationError(fault)

    def clean(self, value: Any) -> Any:
        return typed_text.tags_of(super().clean(value))


class GroupingField(forms.ModelChoiceField):
    """A theme or district, by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.words)


class SubmissionField(forms.UUIDField):
    """A token that does not read is replaced: the text must not fail for it."""

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()


class SubmissionForm(forms.Form):
    """A form whose second sending is recognised by ``submission``, drawn when the form is shown."""

    submission = SubmissionField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"submission": uuid.uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)


class ProposalForm(SubmissionForm):
    title = TypedText(
        label=_("Your proposal in one sentence"),
        help_text=_("What should be different?"),
        limit=typed_text.TITLE_LIMIT,
    )
    body = TypedText(
        label=_("Explain your proposal"),
        help_text=_("Why is it needed, and for whom? Leave an empty line between paragraphs."),
        limit=typed_text.BODY_LIMIT,
        many_lines=True,
    )
    theme = GroupingField(label=_("Theme"), queryset=Theme.objects.none(), required=False, to_field_name="slug")
    district = GroupingField(
        label=_("District"), queryset=District.objects.none(), required=False, to_field_name="slug"
    )
    tags = TypedTags(label=_("Tags"), help_text=_("Up to five words that help others find it, with commas between."))

    def __init__(self, *args: Any, consultation: Consultation, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("theme", consultation.themes.filter(retired=False), _("No theme"))
        districts = District.objects.filter(retired=False) if consultation.asks_district else District.objects.none()
        self._offer("district", districts, _("The whole city, or none"))
        ask_particulars(self, consultation)
        self.order_fields([name for name in self.fields if name != "tags"])

    def _offer(self, name: str, things: QuerySet[Any], none: str | Promise) -> None:
        """Asks for one of ``things``, or not at all where there are none."""
        field = self.fields[name]
        assert isinstance(field, GroupingField)
        field.queryset, field.empty_label = things, str(none)
        if not things.query.is_empty() and things.exists():
            return
        del self.fields[name]

    @property
    def given(self) -> dict[str, Any]:
        """A valid form as the operations that publish it take it."""
        words = self.cleaned_data
        return {
            **{name: words[name] for name in ("title", "body", "tags")},
            **{name: words.get(name) for name in ("theme", "district")},
            "particulars": given_particulars(words),
        }


class CommentForm(SubmissionForm):
    stance = forms.ChoiceField(
        label=_("Where do you stand?"),
        choices=[("", _("I do not say")), *Stance.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    body = TypedText(
        label=_("Your comment"),
        help_text=_("Links are your sources. Write @ and a public name to tell somebody who takes part here."),
        limit=typed_text.BODY_LIMIT,
        many_lines=True,
    )


class RevisionForm(forms.Form):
    """New words for a contribution; ``seen`` is the revision that the person had before them."""

    title = TypedText(label=_("Your proposal in one sentence"), limit=typed_text.TITLE_LIMIT)
    body = TypedText(label=_("Your text"), limit=typed_text.BODY_LIMIT, many_lines=True)
    tags = TypedTags(label=_("Tags"), help_text=_("Up to five words that help others find it, with commas between."))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, contribution: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        if contribution.parent_id is not None:
            del self.fields["title"], self.fields["tags"]
        elif contribution.kind == ContributionKind.PROPOSAL:
            ask_particulars(self, contribution.consultation)

    @classmethod
    def of(cls, contribution: Contribution, draft: Mapping[str, str], **options: Any) -> RevisionForm:
        """The form as it is first shown; ``draft``: what its author typed before, if anything."""
        tags = ", ".join(sorted(tag.name for tag in contribution.tags.all()))
        words = {"title": contribution.title, "body": contribution.body, "tags": tags, "seen": contribution.revision}
        initial = {**words, **typed_particulars(contribution), **draft}
        return cls(initial=initial, contribution=contribution, **options)


class ReasonForm(forms.Form):
    """One reason, which is public."""

    reason = TypedText(label=_("Your reason"), help_text=_("Everybody can read it."), limit=2000, many_lines=True)
