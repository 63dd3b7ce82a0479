"""What words mean."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import AddressForm
from cms.languages import reading


class TermBlock(blocks.StructBlock):
    word = blocks.CharBlock(max_length=80, label=_("Word"))
    meaning = blocks.TextBlock(
        max_length=600, label=_("What it means here"), help_text=_("One or two short sentences, without other jargon.")
    )

    class Meta:
        icon = "openquote"
        label = _("Word")


class GlossaryPage(Page):
    """Words in alphabetical order, each with an address of its own (``#word``)."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)
    words = StreamField([("term", TermBlock())], blank=True, verbose_name=_("words"))

    template = "cms/pages/glossary.html"
    base_form_class = AddressForm
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("words")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def clean(self) -> None:
        super().clean()
        places = [slugify(term["word"], allow_unicode=True) for _kind, term in self.pairs()]
        twice = {term["word"] for _kind, term in self.pairs() if places.count(slugify(term["word"], True)) > 1}
        if twice:
            raise ValidationError({"words": _("This word stands here twice: %(word)s.") % {"word": min(twice)}})

    def pairs(self) -> list[tuple[str, Any]]:
        return [(block.block_type, block.value) for block in self.words]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms = sorted((term for _kind, term in self.pairs()), key=lambda term: term["word"].casefold())
        listed = [(slugify(term["word"], allow_unicode=True), term["word"], term["meaning"]) for term in terms]
        return {**super().get_context(request, *args, **kwargs), "reading": reading(self, request), "terms": listed}
