"""News and stories."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import AddressForm
from cms.blocks import TEXT_BLOCKS
from cms.feeds import stories_feed
from cms.languages import reading
from cms.queries.told import above_in, listed, pages_under

ON_A_PAGE = 12


class StoryIndexPage(RoutablePageMixin, Page):
    """The list of stories, the newest first, also as an Atom feed."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)

    template = "cms/pages/story_index.html"
    base_form_class = AddressForm
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.StoryPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")

    def newest(self, language: str) -> models.QuerySet[StoryPage]:
        return pages_under(self, StoryPage, language).order_by("-day", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = reading(self, request)
        page = Paginator(self.newest(words.asked), ON_A_PAGE).get_page(request.GET.get("page"))
        stories = listed(list(page), words.asked)
        return {**super().get_context(request, *args, **kwargs), "reading": words, "shown": page, "stories": stories}

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        language = get_language() or self.locale.language_code
        return stories_feed(self, list(self.newest(language)[: 2 * ON_A_PAGE]), request, language)


class StoryPage(Page):
    """What happened, told by the city, with the consultation that it is about."""

    day = models.DateField(_("day"), default=timezone.localdate, help_text=_("Newer days stand first in the list."))
    lead = models.TextField(_("introduction"), max_length=600)
    body = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("text"))

    template = "cms/pages/story.html"
    base_form_class = AddressForm
    parent_page_types: ClassVar[list[str]] = ["cms.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("day"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = reading(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "reading": words,
            "above": above_in(self, words.asked),
        }
