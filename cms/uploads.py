"""Pictures that staff hand in, made harmless by the same program as those of residents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from consultations.files.enums import FileKind, Refusal
from consultations.files.errors import Refused
from consultations.files.operations.taking_in import take_in


class SiftedImageField(WagtailImageField):
    """Wagtail decodes only what came through the sieve: the largest of the widths, in place of the file."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        try:
            sifted = take_in(data)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        if sifted.kind != FileKind.PICTURE:
            raise ValidationError(str(Refusal.UNKNOWN.label))
        name = f"{Path(data.name).stem[:80]}.webp"
        return super().to_python(SimpleUploadedFile(name, sifted.parts[max(sifted.parts)], "image/webp"))


class SiftedImageForm(BaseImageForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if given := self.fields.get("file"):
            self.fields["file"] = SiftedImageField(label=given.label, required=given.required, widget=given.widget)
