"""Stories as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from cms.queries.told import own_address

if TYPE_CHECKING:
    from cms.models.story import StoryIndexPage, StoryPage


def stories_feed(
    index: StoryIndexPage, stories: Iterable[StoryPage], request: HttpRequest, language: str
) -> HttpResponse:
    feed = Atom1Feed(
        title=index.title,
        link=request.build_absolute_uri(own_address(index, language)),
        description=index.lead,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for story in stories:
        feed.add_item(
            title=story.title,
            link=request.build_absolute_uri(own_address(story, language)),
            description=story.lead,
            unique_id=f"urn:uuid:{story.translation_key}",
            pubdate=datetime.combine(story.day, time(12), tzinfo=UTC),
            updateddate=story.last_published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
