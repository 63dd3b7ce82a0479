"""Entering proposals for others: from paper, and from a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.deliberation.enums import Channel
from consultations.deliberation.models import District
from consultations.deliberation.web.forms import GroupingField, ProposalForm
from consultations.drafting.domain.table import MOST_BYTES, decoded

CHANNELS = [(channel.value, channel.label) for channel in (Channel.PAPER, Channel.DESK)]


class PaperForm(ProposalForm):
    """One proposal; ``channel`` and ``district`` stay for the next one."""

    channel = forms.ChoiceField(label=gettext_lazy("Came in"), choices=CHANNELS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        districts = District.objects.filter(retired=False)
        self.fields["district"] = GroupingField(
            label=_("District"), queryset=districts, required=False, to_field_name="slug"
        )


class TableForm(forms.Form):
    """A file, or the text of one that was looked through already."""

    channel = forms.ChoiceField(label=gettext_lazy("Came in"), choices=CHANNELS)
    table = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        help_text=gettext_lazy(
            "The first line names the columns: title, body, and where you have them theme, district, address, "
            "latitude, longitude, cost, tags, id."
        ),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        held = cleaned.get("table")
        if held is None:
            if not cleaned.get("text"):
                self.add_error("table", _("Choose a file."))
            return cleaned
        if held.size > MOST_BYTES:
            self.add_error("table", _("This file is too large. At most 1 MB fits."))
            return cleaned
        text = decoded(held.read())
        if text is None or "\x00" in text:
            self.add_error("table", _("This file is not text in UTF-8. Save it as “CSV UTF-8”."))
        cleaned["text"] = text or ""
        return cleaned
