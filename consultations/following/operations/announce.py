"""Telling everybody concerned that the city has decided, once each.

An outcome is a revision of a decision that was put in force. Answers that are given or changed after that are told
too, to those whose they are, once no more came for half an hour. What has to be told is read from what stands, so that
nothing is forgotten after a crash, and who was told is a row for each, so that nobody hears twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.decisions.enums import RevisionState
from consultations.decisions.models import DecisionRevision, Disposition
from consultations.deliberation.models import Consultation
from consultations.following.models import Announcement
from consultations.following.outsiders import outsiders
from consultations.following.queries.telling import KIND
from consultations.following.queries.theirs import scope_of, theirs_of
from consultations.people.models import Participant
from consultations.people.operations.notices import tell

QUIET = timedelta(minutes=30)
BATCH = 500


def announce(*, now: datetime) -> int:
    """Tells of every outcome that nobody was told of yet; returns how many messages that made.

    Safe at any time and from several processes: each batch is a transaction of its own, under the announcement's lock.
    """
    _find_decisions(now)
    _find_late_answers(now)
    untold = Announcement.objects.filter(told_at__isnull=True).order_by("pk")
    return sum(_tell_all(pk, now) for pk in list(untold.values_list("pk", flat=True)))


def _find_decisions(now: datetime) -> None:
    published = DecisionRevision.objects.filter(state=RevisionState.PUBLISHED, announcement__isnull=True)
    for revision in published.select_related("decision").defer("body").order_by("published_event_id"):
        assert revision.published_event_id is not None, "the database keeps published revisions with their event"
        Announcement.objects.get_or_create(
            revision=revision,
            defaults={
                "consultation_id": revision.decision.consultation_id,
                "until": revision.published_event_id,
                "at": now,
            },
        )


def _find_late_answers(now: datetime) -> None:
    """Answers newer than the newest announcement of their consultation, when the last of them is half an hour old."""
    told = Announcement.objects.filter(consultation=OuterRef("contribution__consultation")).order_by("-until")
    late = Disposition.objects.filter(latest=True, event_id__gt=Subquery(told.values("until")[:1])).order_by()
    news = late.values("contribution__consultation").annotate(newest=Max("event_id"), last=Max("at"))
    for row in news.filter(last__lte=now - QUIET):
        consultation = row["contribution__consultation"]
        before = Announcement.objects.filter(consultation=consultation).aggregate(until=Max("until"))
        Announcement.objects.get_or_create(
            consultation_id=consultation,
            revision=None,
            until=row["newest"],
            defaults={"after": before["until"], "at": now},
        )


def _tell_all(pk: int, now: datetime) -> int:
    announcement = Announcement.objects.select_related("consultation", "revision").get(pk=pk)
    scope = scope_of(announcement)
    concerned = sorted(theirs_of(scope))
    subjects = _subjects(announcement)
    told = 0
    for start in range(0, len(concerned), BATCH):
        told += _tell_some(announcement, concerned[start : start + BATCH], subjects, now)
    told += sum(tell_them(scope, announcement.key, now) for tell_them in outsiders())
    Announcement.objects.filter(pk=pk).update(told_at=now)
    return told


@transaction.atomic
def _tell_some(announcement: Announcement, people: list[int], subjects: Mapping[str, str], now: datetime) -> int:
    """Residents among ``people``: whoever has a role on the staff, or an account no more, is not told."""
    Announcement.objects.select_for_update().get(pk=announcement.pk)
    residents = Participant.objects.filter(
        pk__in=people, is_active=True, erased_at__isnull=True, is_superuser=False, grants__isnull=True
    )
    return tell(people=list(residents), kind=KIND, key=announcement.key, subjects=subjects, now=now)


def _subjects(announcement: Announcement) -> dict[str, str]:
    consultation = Consultation.objects.prefetch_related("texts").get(pk=announcement.consultation_id)
    subjects = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            text = consultation.text_in(language)
            title = text.title if text else consultation.slug
            words = _("What became of yours: %(title)s") if announcement.revision_id else _("A new answer: %(title)s")
            subjects[language] = (words % {"title": title})[:200]
    return subjects
