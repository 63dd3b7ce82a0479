"""Lists with a form of their own: what folds, what follows one after the other, what happened when, who is who."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["bold", "ol", "ul", "link", "document-link"]


class TitledBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE, label=_("Text"))


class AccordionBlock(blocks.StructBlock):
    """Each part is a heading that opens what stands below it; without a program too."""

    parts = blocks.ListBlock(TitledBlock(), min_num=1, label=_("Parts"))

    class Meta:
        icon = "list-ul"
        label = _("Folded texts")
        template = "cms/blocks/accordion.html"


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(TitledBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "cms/blocks/steps.html"


class MomentBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("Day"))
    title = blocks.CharBlock(max_length=160, label=_("What happened"))
    text = blocks.RichTextBlock(required=False, features=PROSE, label=_("Text"))


class TimelineBlock(blocks.StructBlock):
    """Shown in the order of the days, whatever the order in which they were written."""

    moments = blocks.ListBlock(MomentBlock(), min_num=2, label=_("Moments"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        moments = sorted(value["moments"], key=lambda moment: moment["day"])
        return {**super().get_context(value, parent_context), "moments": moments}

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "cms/blocks/timeline.html"


class PersonBlock(blocks.StructBlock):
    """Of the city's own people, who are named because they answer for something."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    post = blocks.CharBlock(max_length=160, label=_("Post"))
    about = blocks.TextBlock(required=False, max_length=400, label=_("What they do here"))
    email = blocks.EmailBlock(required=False, label=_("E-mail address"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Telephone"))
    picture = ImageChooserBlock(required=False, label=_("Picture"), help_text=_("Their name is its description."))


class PeopleBlock(blocks.StructBlock):
    people = blocks.ListBlock(PersonBlock(), min_num=1, label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        template = "cms/blocks/people.html"
