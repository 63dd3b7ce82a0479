"""What of an outcome is whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from consultations.decisions.models import Disposition, Link
from consultations.deliberation.enums import ContributionKind, ContributionState
from consultations.deliberation.models import CoAuthor, Contribution, Support
from consultations.following.enums import Way
from consultations.following.models import Announcement, Following
from consultations.following.sources import Pair, Scope, sources

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)
# A participant's contributions, each with the ways in which it is theirs; None stands for the consultation.
Theirs = dict[int, dict[int | None, list[Way]]]


def scope_of(announcement: Announcement) -> Scope:
    """What it is about. Two queries at most."""
    if announcement.revision is None:
        return Scope(announcement.consultation, only=frozenset(_answered_late(announcement)))
    links = Link.objects.filter(
        decision=announcement.revision.decision_id, withdrawn_at__isnull=True, contribution__isnull=False
    )
    elsewhere = links.exclude(contribution__consultation=announcement.consultation)
    pks = elsewhere.values_list("contribution_id", flat=True)
    return Scope(announcement.consultation, linked=frozenset(pk for pk in pks if pk is not None))


def _answered_late(announcement: Announcement) -> Iterator[int]:
    """Those whose answer is the news, and those that are answered with them."""
    news = Disposition.objects.filter(
        contribution__consultation=announcement.consultation,
        event_id__gt=announcement.after,
        event_id__lte=announcement.until,
        latest=True,
    )
    answered = set(news.values_list("contribution_id", flat=True))
    yield from answered
    yield from Contribution.objects.filter(merged_into__in=answered).values_list("pk", flat=True)


def theirs_of(scope: Scope, among: Collection[int] | None = None) -> Theirs:
    """Who has what in ``scope``; as many queries for a thousand people as for one."""
    found: Theirs = defaultdict(lambda: defaultdict(list))
    for way, source in sources():
        for person, contribution in source(scope, among):
            if way not in found[person][contribution]:
                found[person][contribution].append(way)
    return found


def _people(field: str, among: Collection[int] | None) -> dict[str, object]:
    return {f"{field}__isnull": False} if among is None else {f"{field}__in": among}


def wrote(scope: Scope, among: Collection[int] | None) -> Iterator[Pair]:
    """Authors, also of comments, and those who wrote with them; not of what they took back."""
    written = Contribution.objects.filter(scope.about(), **_people("author_id", among)).exclude(state__in=GONE)
    yield from written.values_list("author_id", "pk")
    together = CoAuthor.objects.filter(scope.about("contribution"), **_people("participant_id", among))
    together = together.exclude(contribution__state__in=GONE)
    yield from together.values_list("participant_id", "contribution_id")


def commented(scope: Scope, among: Collection[int] | None) -> Iterator[Pair]:
    """Who commented on it, at any depth, and did not write it."""
    comments = Contribution.objects.filter(
        scope.about("root"), kind=ContributionKind.COMMENT, **_people("author_id", among)
    ).exclude(state__in=GONE)
    for author, root, written_by in comments.values_list("author_id", "root_id", "root__author_id"):
        if author != written_by:
            yield author, root


def supported(scope: Scope, among: Collection[int] | None) -> Iterator[Pair]:
    supports = Support.objects.filter(scope.about("contribution"), **_people("participant_id", among))
    yield from supports.values_list("participant_id", "contribution_id")


def followed(scope: Scope, among: Collection[int] | None) -> Iterator[Pair]:
    """Followers of a contribution, and of the consultation where the whole of it is the news."""
    people = Following.objects.filter(**_people("participant_id", among))
    yield from people.filter(scope.about("contribution")).values_list("participant_id", "contribution_id")
    if scope.only is None and scope.consultation is not None:
        for person in people.filter(consultation=scope.consultation).values_list("participant_id", flat=True):
            yield person, None
