"""What an editor writes: the pieces of every story."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.call import CallBlock
from cms.blocks.lists import PROSE, AccordionBlock, PeopleBlock, StepsBlock, TimelineBlock
from cms.blocks.media import FileBlock, PictureBlock


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
    ("file", FileBlock()),
    ("accordion", AccordionBlock()),
    ("steps", StepsBlock()),
    ("timeline", TimelineBlock()),
    ("people", PeopleBlock()),
    ("call", CallBlock()),
]
