"""What people may hand in to be checked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from consultations.record.queries import entries
from consultations.record.queries.codes import events_for_code
from consultations.record.tlog.cosignature import WitnessKey, parse_witness_key
from consultations.record.tlog.note import MalformedNote, VerifierKey, parse_vkey
from consultations.record.tlog.proof import HEADER, MAX_RECEIPT


class VerifyForm(forms.Form):
    """A receipt as text, file, link or code, and the key that it should be signed by."""

    receipt = forms.CharField(
        label=_("Receipt"),
        help_text=_("Paste the receipt, its link, or your receipt code."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
        required=False,
    )
    file = forms.FileField(
        label=_("Receipt file"), help_text=_("A file whose name ends in .tlog-proof"), required=False
    )
    vkey = forms.CharField(
        label=_("Key of the record"),
        help_text=_("This is the key that this site shows. If you wrote it down earlier, or have it from somebody "
                    "else, put that one here."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
        max_length=500,
    )  # fmt: skip

    witnesses = forms.CharField(
        label=_("Keys of witnesses"),
        help_text=_("Of those whom you trust, one a line. It may stay empty."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
        max_length=10_000,
        required=False,
    )

    def clean_receipt(self) -> str:
        text: str = self.cleaned_data["receipt"]
        if len(text) > MAX_RECEIPT:
            raise forms.ValidationError(_("This text is too long to be a receipt."))
        return text

    def clean_vkey(self) -> VerifierKey:
        try:
            return parse_vkey(self.cleaned_data["vkey"])
        except MalformedNote as error:
            raise forms.ValidationError(_("This is not a key. It looks like name+0a1b2c3d+letters.")) from error

    def clean_witnesses(self) -> list[WitnessKey]:
        try:
            return [parse_witness_key(each) for each in self.cleaned_data["witnesses"].split()]
        except MalformedNote as error:
            raise forms.ValidationError(_("This is not a key. It looks like name+0a1b2c3d+letters.")) from error

    def clean_file(self) -> bytes | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        if (upload.size or 0) > MAX_RECEIPT:
            raise forms.ValidationError(_("This file is too large to be a receipt."))
        return upload.read()

    def clean(self) -> dict[str, Any]:
        """``receipts``: the bytes of each receipt to check."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        text = cleaned["receipt"]
        if cleaned["file"] is not None:
            cleaned["receipts"] = [cleaned["file"]]
        elif not text:
            self.add_error("receipt", _("Paste a receipt or choose a file."))
        elif text.startswith(HEADER):
            cleaned["receipts"] = [text.replace("\r\n", "\n").encode() + b"\n"]
        else:
            cleaned["receipts"] = _looked_up(text)
            if not cleaned["receipts"]:
                self.add_error("receipt", _("This is no receipt, and nothing is recorded under this link or code."))
        return cleaned


def _looked_up(text: str) -> list[bytes]:
    """The public receipts that a link or a receipt code stands for."""
    try:
        name = urlsplit(text).path.rstrip("/").rpartition("/")[2].removesuffix(".tlog-proof")
        event = entries.event_by_id(UUID(name))
        events = [event] if event else []
    except ValueError:
        events = list(events_for_code(text))
    found = [(entry, event) for event in events if (entry := entries.entry_of(event))]
    return [entries.receipt(entry, entries.public_disclosures(event)) for entry, event in found]
