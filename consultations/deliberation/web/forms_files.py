"""The fields by which a picture or document is added to a proposal, and those that stand there are removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.operations.attachments import FileChange, NewFile, fit_file_words
from consultations.deliberation.web.forms import ProposalForm, RevisionForm, TypedText
from consultations.files.domain.sizes import LIMIT_OF_WORDS
from consultations.files.errors import Refused
from consultations.files.models import StoredFile
from consultations.files.operations.taking_in import take_in
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.limits import take

FIELDS = ("file", "file_words", "drop")
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"


@dataclass(frozen=True)
class Held:
    """What stands there already, and the address of a small picture of one of them."""

    files: Sequence[StoredFile]
    address: Callable[[StoredFile], str]


class FilesForm(forms.Form):
    """To be inherited beside a form with words; ``held`` None: nothing is added here.

    ``change`` is what was asked for and is fit, also where other fields are not.
    """

    sometimes_needed = ("file_words",)
    drop = forms.MultipleChoiceField(
        label=_("Remove pictures or documents"), widget=forms.CheckboxSelectMultiple, required=False
    )
    file = forms.FileField(
        label=_("Add a picture or a document"),
        help_text=_("JPEG, PNG, WebP or PDF, up to 10 MB. Up to five files, one after the other."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    file_words = TypedText(
        label=_("What the picture shows, or the title of the document"),
        help_text=_("It is read out to people who cannot see the picture."),
        limit=LIMIT_OF_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, held: Held | None = None, person: Participant | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.change = FileChange()
        if held is None:
            for name in FIELDS:
                del self.fields[name]
            return
        self.order_fields([name for name in self.fields if name not in FIELDS])
        self.show(held)

    def show(self, held: Held) -> None:
        """Offers to remove what stands there, and to add to it while there is room."""
        drop = self.base_fields["drop"].__deepcopy__({})
        assert isinstance(drop, forms.MultipleChoiceField)
        drop.choices = [(one.name, _label(held, one)) for one in held.files]
        self.fields.pop("drop", None)
        if held.files:
            rest = {name: self.fields.pop(name) for name in FIELDS if name in self.fields}
            self.fields |= {"drop": drop, **rest}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        uploaded = cleaned.get("file")
        added = self._sifted(uploaded, cleaned.get("file_words", "")) if uploaded is not None else None
        self.change = FileChange(added, cleaned.get("drop", ()))
        return cleaned

    def _sifted(self, uploaded: UploadedFile, words: str) -> NewFile | None:
        """The words first: looking through a file takes a second."""
        try:
            if "file_words" in self.errors:
                return None
            words = fit_file_words(words)
            if self.person is not None:
                take(self.person, "file", timezone.now())
            return NewFile(take_in(uploaded), words)
        except Unfit as unfit:
            self.add_error(unfit.field, f"{unfit} {_('Then choose the file again.')}")
        except (Refused, NotAllowed) as refusal:
            self.add_error("file", str(refusal))
        return None

    def keep_only_errors_of_files(self) -> None:
        """For words that are only kept: they may be unfit, a file may not."""
        for name in [name for name in self.errors if name not in FIELDS]:
            del self.errors[name]


def _label(held: Held, stored: StoredFile) -> str:
    address = held.address(stored) if stored.is_picture else ""
    return render_to_string("deliberation/parts/file_label.html", {"file": stored, "address": address})


class ProposalWithFiles(FilesForm, ProposalForm):
    pass


class RevisionWithFiles(FilesForm, RevisionForm):
    pass
