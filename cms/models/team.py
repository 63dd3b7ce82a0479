"""Who is behind the site and its consultations."""

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
from cms.blocks.lists import PeopleBlock
from cms.languages import reading


class TeamPage(Page):
    """Teams by headings, each with its people."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(
        [(name, block) for name, block in TEXT_BLOCKS if name in ("heading", "paragraph")]
        + [("people", PeopleBlock())],
        blank=True,
        verbose_name=_("teams"),
    )

    template = "cms/pages/plain.html"
    base_form_class = AddressForm
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.PlainPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("people and teams")
        verbose_name_plural = _("people and teams")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "reading": reading(self, request)}
