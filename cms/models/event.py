"""Meetings, hearings, sessions: what takes place somewhere at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import AddressForm
from cms.blocks import TEXT_BLOCKS
from cms.languages import reading
from cms.queries.told import above_in, listed, own_address, pages_under
from consultations.deliberation.domain.calendar import Entry, calendar

PAST_SHOWN = 20
CALENDAR = "text/calendar; charset=utf-8"


class EventIndexPage(RoutablePageMixin, Page):
    """What comes, the soonest first, then what was; all that comes as one calendar."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)

    template = "cms/pages/event_index.html"
    base_form_class = AddressForm
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.EventPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("calendar of events")
        verbose_name_plural = _("calendars of events")

    def coming(self, language: str, now: datetime) -> models.QuerySet[EventPage]:
        return pages_under(self, EventPage, language).filter(ends__gte=now).order_by("starts", "pk")

    def past(self, language: str, now: datetime) -> models.QuerySet[EventPage]:
        return pages_under(self, EventPage, language).filter(ends__lt=now).order_by("-starts", "pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words, now = reading(self, request), timezone.now()
        coming, past = self.coming(words.asked, now), self.past(words.asked, now)[:PAST_SHOWN]
        return {
            **super().get_context(request, *args, **kwargs),
            "reading": words,
            "coming": listed(coming, words.asked),
            "past": listed(past, words.asked),
        }

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        now, language = timezone.now(), get_language() or self.locale.language_code
        entries = [each.entry(request, language) for each in self.coming(language, now)]
        return HttpResponse(calendar(entries, now), content_type=CALENDAR)


class EventPage(RoutablePageMixin, Page):
    """``live_code``: of the live session that takes place there, empty where there is none."""

    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(
        _("place"), blank=True, max_length=200, help_text=_("Building and street. Leave empty for what is only online.")
    )
    access = models.CharField(
        _("who can come in and how"),
        blank=True,
        max_length=300,
        help_text=_("Steps or ramp, sign language, languages, children, a quiet room."),
    )
    live_code = models.CharField(
        _("code of the live session"),
        blank=True,
        max_length=6,
        help_text=_("Six letters, from the facilitator’s desk."),
    )
    lead = models.TextField(_("introduction"), max_length=600)
    body = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("text"))

    template = "cms/pages/event.html"
    base_form_class = AddressForm
    parent_page_types: ClassVar[list[str]] = ["cms.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldPanel("place"),
                FieldPanel("access"),
                FieldPanel("live_code"),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="an_event_ends_later")
        ]

    def clean(self) -> None:
        super().clean()
        self.live_code = self.live_code.upper().replace(" ", "")
        problems = {}
        if self.starts and self.ends and self.ends <= self.starts:
            problems["ends"] = _("An event ends after it begins.")
        if self.live_code and not (len(self.live_code) == 6 and self.live_code.isascii() and self.live_code.isalpha()):
            problems["live_code"] = _("A code has six letters.")
        if problems:
            raise ValidationError(problems)

    def entry(self, request: HttpRequest, language: str) -> Entry:
        return Entry(
            uid=f"event-{self.translation_key}@{request.get_host()}",
            starts=self.starts,
            ends=self.ends,
            title=self.title,
            note=self.lead,
            address=request.build_absolute_uri(own_address(self, language)),
            place=self.place,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = reading(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "reading": words,
            "above": above_in(self, words.asked),
            "is_over": self.ends < timezone.now(),
            "live_address": reverse("realtime:room", args=[self.live_code]) if self.live_code else "",
        }

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        language = get_language() or self.locale.language_code
        return HttpResponse(calendar([self.entry(request, language)], timezone.now()), content_type=CALENDAR)
