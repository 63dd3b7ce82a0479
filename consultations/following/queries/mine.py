"""Everything of a person with what became of it: written, commented, supported, said in a room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q, QuerySet

from consultations.decisions.queries.fate import Fate, fates_of
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import CoAuthor, Contribution
from consultations.following.enums import Way
from consultations.following.sources import Scope, sources
from consultations.people.models import Participant
from consultations.record.models import Event

PAGE_SIZE = 20
SHOWS = ("written", "comments", "supported", "room")


@dataclass(frozen=True)
class Mine:
    """``mine``: written by the person, who may read its words whatever its state. ``receipt``: of their own act."""

    contribution: Contribution
    mine: bool
    fate: Fate
    receipt: Event | None


def mine(participant: Participant, show: str, number: str) -> tuple[Page[Contribution], list[Mine]]:
    """A page of what ``show`` says, newest first. Fifteen queries at most, however much there is."""
    page = Paginator(_shown(participant, show), PAGE_SIZE).get_page(number)
    contributions = list(page.object_list)
    fates = fates_of(contributions)
    receipts = _supports(participant, contributions) if show == "supported" else _texts(contributions)
    return page, [
        Mine(each, each.author_id == participant.pk, fates[each.pk], receipts.get(each.pk)) for each in contributions
    ]


def _shown(participant: Participant, show: str) -> QuerySet[Contribution]:
    everything = Contribution.objects.select_related("consultation", "author", "root", "parent").prefetch_related(
        "consultation__texts"
    )
    if show == "supported":
        return everything.filter(supports__participant=participant).order_by("-supports__given_at", "-pk")
    if show == "room":
        return everything.filter(pk__in=_from_rooms(participant)).order_by("-created_at", "-pk")
    together = CoAuthor.objects.filter(participant=participant).values("contribution")
    written = everything.filter(Q(author=participant) | Q(pk__in=together))
    is_comment = {"kind": ContributionKind.COMMENT}
    written = written.filter(**is_comment) if show == "comments" else written.exclude(**is_comment)
    return written.order_by("-created_at", "-pk")


def _from_rooms(participant: Participant) -> set[int]:
    """What came of the live sessions in which the person took part."""
    found: set[int] = set()
    for way, source in sources():
        if way == Way.ROOM:
            found |= {pk for _person, pk in source(Scope(), [participant.pk]) if pk is not None}
    return found


def _texts(contributions: Collection[Contribution]) -> dict[int, Event]:
    by_subject = {each.subject: each.pk for each in contributions}
    types = ("contribution.published", "contribution.revised")
    newest = (
        Event.objects.filter(subject__in=by_subject, type__in=types).values("subject").annotate(newest=Max("position"))
    )
    events = Event.objects.filter(position__in=[row["newest"] for row in newest])
    return {by_subject[event.subject]: event for event in events}


def _supports(participant: Participant, contributions: Collection[Contribution]) -> dict[int, Event]:
    own = participant.supports.filter(contribution__in=contributions).select_related("event")
    return {support.contribution_id: support.event for support in own if support.event is not None}
