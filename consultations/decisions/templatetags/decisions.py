"""Small filters for the pages of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from consultations.decisions.models import Change, Link, Promise
from consultations.decisions.queries.change_pages import ChangePages
from consultations.decisions.queries.changes import ShownChange
from consultations.decisions.queries.reading import Paragraph
from consultations.decisions.web.talk import Talk
from consultations.deliberation.domain.differences import Segment, differences
from consultations.deliberation.domain.words import in_language

register = template.Library()


@register.filter
def named(name: Mapping[str, str] | str | Words) -> str:
    """Words kept by language, in the reader's; other words as they are."""
    return in_language(name, get_language() or "en") if isinstance(name, Mapping) else str(name)


@register.filter
def passages(paragraph: Paragraph, talk: Talk) -> str:
    """Its sentences, each with its place and the mark of what is said about it; made here because a long text has
    thousands."""
    return format_html_join(
        " ",
        '<span id="s{}" class="passage{}">{}</span>{}',
        (
            (
                passage.sid,
                " passage--changed" if passage.change else "",
                mark_safe(passage.passage.html),  # noqa: S308 sanitised when it was written
                talk.mark(passage.sid),
            )
            for passage in paragraph.passages
        ),
    )


@register.filter
def page_among(change: ShownChange, pages: ChangePages) -> str:
    """Its address among the changes."""
    return pages.address(change.number)


@register.filter
def late_on(promise: Promise, today: date) -> bool:
    return promise.is_late(today)


@register.filter
def before_words(change: Change) -> list[Segment]:
    """The text before it, with the words that it took out."""
    return [segment for segment in _segments(change.before, change.after) if not segment.is_added]


@register.filter
def after_words(change: Change) -> list[Segment]:
    """The text after it, with the words that it brought in."""
    return [segment for segment in _segments(change.before, change.after) if not segment.is_removed]


@lru_cache(maxsize=500)
def _segments(before: str, after: str) -> tuple[Segment, ...]:
    """Kept, because a letter to each of a thousand people shows the same few sentences."""
    return tuple(differences(before, after))


@register.filter
def place_in_text(link: Link) -> str:
    """The address of the sentence that a link is about, in the revision that has it."""
    place = link.change or link.passage
    assert place is not None
    decision = link.decision
    address = reverse("decisions:decision", args=[decision.consultation.slug, decision.slug])
    return f"{address}?revision={place.revision.number}#s{place.sid}"
