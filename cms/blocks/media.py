"""Pictures and files of the city."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """``alt`` says what the picture tells; a picture that tells nothing is said to decorate."""

    image = ImageChooserBlock(label=gettext_lazy("Picture"))
    alt = blocks.CharBlock(
        required=False,
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("What the picture tells to someone who cannot see it."),
    )
    decorates = blocks.BooleanBlock(required=False, label=gettext_lazy("It only decorates and tells nothing"))
    caption = blocks.CharBlock(required=False, label=gettext_lazy("Caption"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["alt"] and not cleaned["decorates"]:
            missing = ValidationError(_("Say in words what the picture tells, or that it only decorates."))
            raise StructBlockValidationError(block_errors={"alt": missing})
        return cleaned

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        template = "cms/blocks/picture.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=gettext_lazy("Document"))
    about = blocks.CharBlock(
        required=False,
        label=gettext_lazy("What is in it"),
        help_text=gettext_lazy("One sentence, so that people know whether they need it."),
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")
        template = "cms/blocks/file.html"
