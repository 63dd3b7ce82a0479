"""The comments on a contribution, two levels deep, a page at a time, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.places import Place
from consultations.deliberation.queries.counting import counted

PAGE_SIZE = 20
REPLIES_SHOWN = 5


@dataclass
class Entry:
    """A comment with the first of its replies; ``more`` replies stand on its own page."""

    comment: Contribution
    replies: list[Entry] = field(default_factory=list)

    @property
    def more(self) -> int:
        return max(0, self.comment.comment_count - sum(reply.comment.is_public for reply in self.replies))


@dataclass(frozen=True)
class Thread:
    page: Page[Contribution]
    entries: list[Entry]

    def everybody(self) -> Iterator[Contribution]:
        for entry in self.entries:
            yield entry.comment
            yield from (reply.comment for reply in entry.replies)


def thread_of(contribution: Contribution, number: str = "1") -> Thread:
    """What answers a contribution; suggestions of other words stand by themselves."""
    return _thread(contribution.replies.exclude(kind=ContributionKind.AMENDMENT), number)


def thread_about(place: Place, number: str = "1") -> Thread:
    """What was said about a place, under every name that it has had."""
    return _thread(Contribution.objects.filter(about__in=place.subjects), number)


def _thread(comments: QuerySet[Contribution], number: str) -> Thread:
    """The comments, oldest first, each with its first REPLIES_SHOWN answers. Two queries, three for a later page.

    Gone ones are included, for a tombstone to stand in their place.
    """
    answers = comments.select_related("author").order_by("created_at", "pk")
    page = _first_page(answers) if number == "1" else Paginator(answers, PAGE_SIZE).get_page(number)
    entries: dict[int | None, Entry] = {comment.pk: Entry(comment) for comment in page.object_list}
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by=[F("created_at").asc(), F("id").asc()])
    replies = (
        Contribution.objects.filter(parent_id__in=entries)
        .annotate(place=place)
        .filter(place__lte=REPLIES_SHOWN)
        .select_related("author")
        .order_by("parent_id", "created_at", "pk")
    )
    for reply in replies:
        entries[reply.parent_id].replies.append(Entry(reply))
    return Thread(page, list(entries.values()))


def _first_page(answers: QuerySet[Contribution]) -> Page[Contribution]:
    """Read together with how many there are."""
    first = list(answers.annotate(total=counted(answers))[:PAGE_SIZE])
    pages = Paginator(answers, PAGE_SIZE)
    pages.count = first[0].total if first else 0
    return Page(first, 1, pages)
