"""A page of words: about the site, help."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import AddressForm
from cms.blocks import TEXT_BLOCKS
from cms.languages import reading


class PlainPage(Page):
    """Stands under the home page or under another plain page."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("text"))

    template = "cms/pages/plain.html"
    base_form_class = AddressForm
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["cms.PlainPage", "cms.TeamPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "reading": reading(self, request)}
