"""Words and pictures that an editor writes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["bold", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    """``alt`` says what the picture tells; left empty only for decoration."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        label=_("In words"),
        help_text=_("What the picture tells to someone who cannot see it. Leave empty if it only decorates."),
    )
    caption = blocks.CharBlock(required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class BoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Box")
        template = "cms/blocks/box.html"


TEXT_BLOCKS = [
    ("heading", HeadingBlock(max_length=120)),
    ("paragraph", ParagraphBlock(features=PROSE)),
    ("picture", PictureBlock()),
    ("box", BoxBlock()),
]
