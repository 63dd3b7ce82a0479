"""The record, or a part of it, to take along: as a feed and as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.record import naming
from consultations.record.domain import spreadsheet
from consultations.record.models import Checkpoint, Leaf
from consultations.record.queries import explorer
from consultations.record.web import asked, telling, words
from consultations.record.web.streaming import csv_file
from consultations.record.web.views.explorer import checkpoint_asked

COLUMNS = ("epoch", "index", "time", "type", "meaning", "consultation", "subject", "facts", "entry")


@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """Every entry that fits the filter, oldest first, as CSV; the words of persons are not in it."""
    checkpoint = checkpoint_asked(request)
    if checkpoint is None:
        raise Http404("nothing was signed yet")
    found = asked.read(request.GET)
    return csv_file(_lines(request, checkpoint, found.wish), f"record-{checkpoint.epoch_id}.csv", mark=True)


def _lines(request: HttpRequest, checkpoint: Checkpoint, wish: explorer.Wish) -> Iterator[str]:
    yield spreadsheet.line(COLUMNS)
    said = {type_: words.sentence(type_) for type_ in words.SENTENCES}
    whole = request.build_absolute_uri(reverse("record:entry", args=[checkpoint.epoch_id, 0])).removesuffix("0/")
    for leaf in explorer.every_entry(checkpoint, wish):
        event = leaf.event
        yield spreadsheet.line(
            (
                leaf.epoch_id,
                leaf.index,
                event.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
                event.type,
                said[event.type],
                event.process,
                event.subject,
                json.dumps(event.data, ensure_ascii=False, sort_keys=True),
                f"{whole}{leaf.index}/",
            )
        )


@dataclass(frozen=True)
class Part:
    """What one feed is of: a feed object serves many requests at once and keeps nothing of them itself."""

    request: HttpRequest
    asked: asked.Asked


class Entries(Feed[telling.Told, Part]):
    """The newest entries that fit the filter of the address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Part:
        return Part(request, asked.read(request.GET))

    def title(self, part: Part) -> str:
        process = telling.process_subject(part.asked.typed["process"])
        named = naming.things([process], part.request.user).get(process)
        return f"{_('The record')}: {named.words}" if named else _("The record")

    def link(self, part: Part) -> str:
        return reverse("record:index")

    def feed_url(self, part: Part) -> str:
        return part.request.get_full_path()

    def items(self, part: Part) -> list[telling.Told]:
        checkpoint = checkpoint_asked(part.request)
        if checkpoint is None:
            return []
        return telling.tell(explorer.entries(checkpoint, part.asked.wish).leaves, part.request.user)

    def item_title(self, item: Any) -> str:
        return f"{item.says} {item.thing.words}" if item.thing else str(item.says)

    def item_description(self, item: Any) -> str:
        return "<br>".join(escape(f"{fact.label}: {fact.words}") for fact in item.facts)

    def item_link(self, item: Any) -> str:
        return _address(item.leaf)

    def item_pubdate(self, item: Any) -> datetime:
        return _time(item.leaf)

    def item_updateddate(self, item: Any) -> datetime:
        return _time(item.leaf)


def _address(leaf: Leaf) -> str:
    return reverse("record:entry", args=[leaf.epoch_id, leaf.index])


def _time(leaf: Leaf) -> datetime:
    moment: datetime = leaf.event.time
    return moment
