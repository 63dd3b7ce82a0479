"""What became of each person's own, in words: for letters and for the page of a message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.changes import changes_between
from consultations.decisions.queries.coverage import totals
from consultations.decisions.queries.fate import Fate, fates_of
from consultations.deliberation.enums import Act
from consultations.deliberation.models import Consultation, Contribution, Support
from consultations.deliberation.permissions import is_open_for
from consultations.following.enums import Way
from consultations.following.models import Announcement
from consultations.following.queries.theirs import scope_of, theirs_of
from consultations.people.models import Notice
from consultations.people.writers import Written
from consultations.record.models import Event

KIND = "outcome"
MOST = 30
"""Contributions told of in one message; the rest stands on the person's own page."""
ORDER = {way: place for place, way in enumerate(Way)}
TURNED_DOWN = (Outcome.NOT_ADOPTED, Outcome.ALREADY_PROVIDED_FOR, Outcome.OUT_OF_SCOPE, Outcome.ADOPTED_IN_PART)


@dataclass(frozen=True)
class Told:
    """One contribution as one person hears of it. ``words``: none where they may not be read by this person."""

    contribution: Contribution
    ways: tuple[Way, ...]
    words: str
    fate: Fate
    receipt: Event | None

    @property
    def own(self) -> bool:
        return Way.WROTE in self.ways

    @property
    def ways_words(self) -> str:
        return " ".join(str(way.label) for way in self.ways)

    @property
    def may_disagree(self) -> bool:
        """Whether to say how to object: everybody whose wish was not met in full."""
        return self.fate.answer is not None and self.fate.answer.outcome in TURNED_DOWN

    @property
    def may_split(self) -> bool:
        """Whether its author may object to its being answered under another."""
        return self.own and self.contribution.merged_into_id is not None


@dataclass(frozen=True)
class Outcomes:
    """What all who hear of an announcement hear alike."""

    announcement: Announcement
    consultation: Consultation
    decision: Decision | None
    revision: DecisionRevision | None
    changes: int
    by_people: int
    answered: int
    in_scope: int
    comments_open: bool


def write(notices: Sequence[Notice], *, site: str, language: str) -> Mapping[int, Written]:
    """The writer of outcomes (people/writers.py). About twenty-five queries for each announcement among them."""
    by_key: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_key[notice.key].append(notice)
    found: dict[int, Written] = {}
    for announcement in _announcements(by_key):
        some = by_key[announcement.key]
        told = told_of(announcement, [notice.participant_id for notice in some])
        outcomes = outcomes_of(announcement, timezone.now())
        for notice in some:
            with translation.override(language or notice.participant.language):
                found[notice.pk] = _render(outcomes, told[notice.participant_id], site)
    return found


def _announcements(keys: Mapping[str, object]) -> list[Announcement]:
    numbers = [key.partition("/")[2] for key in keys]
    found = Announcement.objects.filter(pk__in=[number for number in numbers if number.isdigit()])
    return list(
        found.select_related("revision__decision", "revision__published_event", "consultation")
        .prefetch_related("consultation__texts", "consultation__phases")
        .order_by("pk")
    )


def told_of(announcement: Announcement, people: Sequence[int]) -> dict[int, list[Told]]:
    """What each of ``people`` hears: what they wrote first. As many queries for a thousand as for one."""
    theirs = theirs_of(scope_of(announcement), people)
    pks = {pk for own in theirs.values() for pk in own if pk is not None}
    related = ("consultation", "author", "root", "merged_into")
    contributions = Contribution.objects.select_related(*related).in_bulk(pks)
    fates = fates_of(contributions.values())
    receipts = _receipts(contributions.values(), people)
    return {person: _told(person, theirs.get(person, {}), contributions, fates, receipts) for person in people}


def _told(
    person: int,
    own: Mapping[int | None, list[Way]],
    contributions: Mapping[int, Contribution],
    fates: Mapping[int, Fate],
    receipts: Mapping[tuple[int | None, int], Event],
) -> list[Told]:
    found = []
    for pk, ways in own.items():
        if pk is None or not fates[pk].says_something:
            continue
        contribution = contributions[pk]
        mine = contribution.author_id == person
        words = contribution.title or contribution.body if contribution.is_public or mine else ""
        receipt = receipts.get((None if mine else person, pk))
        found.append(Told(contribution, tuple(sorted(ways, key=ORDER.__getitem__)), words, fates[pk], receipt))
    return sorted(found, key=lambda told: (ORDER[told.ways[0]], told.contribution.created_at, told.contribution.pk))


Receipts = dict[tuple[int | None, int], Event]


def _receipts(contributions: Iterable[Contribution], people: Sequence[int]) -> Receipts:
    """(None, contribution) → its newest text; (participant, contribution) → that person's support of it."""
    by_subject = {each.subject: each.pk for each in contributions}
    texts = Event.objects.filter(
        subject__in=by_subject, type__in=("contribution.published", "contribution.revised")
    ).order_by("position")
    found: Receipts = {(None, by_subject[event.subject]): event for event in texts}
    supports = Support.objects.filter(participant__in=people, contribution__in=by_subject.values())
    for support in supports.select_related("event"):
        if support.event is not None:
            found[support.participant_id, support.contribution_id] = support.event
    return found


def outcomes_of(announcement: Announcement, now: datetime) -> Outcomes:
    """The decision in figures, the same as its page tells."""
    consultation, revision = announcement.consultation, announcement.revision
    changes = []
    if revision is not None:
        changes = changes_between(revision.decision, revision.decision.revisions.get(number=0), revision)
    answered, in_scope = totals(consultation)
    return Outcomes(
        announcement=announcement,
        consultation=consultation,
        decision=revision.decision if revision else None,
        revision=revision,
        changes=len(changes),
        by_people=sum(1 for change in changes if change.causes),
        answered=answered,
        in_scope=in_scope,
        comments_open=bool(is_open_for(consultation, Act.COMMENT, now)),
    )


def _render(outcomes: Outcomes, told: Sequence[Told], site: str) -> Written:
    context = {
        "outcomes": outcomes,
        "text": outcomes.consultation.text_in(get_language() or ""),
        "told": told[:MOST],
        "more": max(0, len(told) - MOST),
        "site": site,
        "contact": settings.DEFAULT_FROM_EMAIL,
    }
    return Written(
        text=render_to_string("following/mail/outcome.txt", context),
        html=render_to_string("following/mail/outcome.html", context),
    )
