"""The first page: what is open now, how it works, what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.blocks import TEXT_BLOCKS
from cms.languages import reading
from cms.queries.home import front_page


class HomePage(Page):
    """One for each language, made with the site (cms/starting_tree.py); everything else stands under it.

    Where a language has no version of a page, the source language's answers at the same address.
    """

    heading = models.CharField(_("heading"), max_length=120)
    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("text below"))

    template = "cms/pages/home.html"
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.ConsultationIndexPage",
        "cms.StoryIndexPage",
        "cms.EventIndexPage",
        "cms.GlossaryPage",
        "cms.TeamPage",
        "cms.PlainPage",
    ]
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Raises Http404 only when the source language has no such page either."""
        try:
            return super().route(request, path_components)
        except Http404:
            source = self.in_source_language()
            if source is None:
                raise
            return source.route(request, path_components)

    def in_source_language(self) -> HomePage | None:
        """The home page in the site's source language; none when this is it."""
        return self.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = reading(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "reading": words,
            "front": front_page(language=words.asked, now=timezone.now()),
        }
