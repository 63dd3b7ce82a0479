"""The newest contributions of a consultation as an Atom feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from consultations.deliberation.enums import Order
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries import lists
from consultations.deliberation.web.views.consultations import consultation_or_404

LENGTH = 20


class NewestContributions(Feed[Contribution, Consultation]):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Consultation:
        return consultation_or_404(request, kwargs["slug"])

    def title(self, consultation: Consultation) -> str:
        text = consultation.text
        return text.title if text else consultation.slug

    def subtitle(self, consultation: Consultation) -> str:
        return _("The newest contributions")

    def link(self, consultation: Consultation) -> str:
        return consultation.get_absolute_url()

    def items(self, consultation: Consultation) -> list[Contribution]:
        newest = lists.contributions_of(consultation, lists.Wish(order=Order.NEWEST))
        return list(newest.select_related("author")[:LENGTH])

    def item_title(self, item: Any) -> str:
        return str(item.title or item.body[:80])

    def item_description(self, item: Any) -> str:
        return str(item.body_html)

    def item_author_name(self, item: Any) -> str:
        return str(item.author_words)

    def item_pubdate(self, item: Any) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Any) -> datetime:
        return item.changed_at

    def item_guid(self, item: Any) -> str:
        return str(item.subject)
