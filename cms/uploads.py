"""Pictures that staff hand in, made harmless by the same program as those of residents."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from wagtail.images.forms import BaseImageForm

from consultations.files.errors import Refused
from consultations.files.operations.taking_in import take_in


class SiftedImageForm(BaseImageForm):
    """Keeps the largest of the widths in place of the file, without what a camera wrote into it."""

    def clean_file(self) -> File:
        given = self.cleaned_data["file"]
        if "file" not in self.changed_data or not given:
            return given
        try:
            sifted = take_in(given)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return ContentFile(sifted.parts[max(sifted.parts)], name=f"{Path(given.name).stem[:80]}.webp")
