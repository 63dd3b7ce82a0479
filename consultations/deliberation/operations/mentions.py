"""Telling those whom a text names, once, and no more of them than the limits allow (docs/decisions/0030)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.deliberation.domain.mentions import candidates, chosen
from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Consultation, Contribution, Mention
from consultations.deliberation.queries.mentions import KIND
from consultations.people.models import Participant
from consultations.people.operations.notices import tell


def tell_named(contribution: Contribution, now: datetime) -> None:
    """Those who take part in the consultation and are named with ``@``; the caller holds the transaction.

    A text without the sign costs nothing. Whoever wants to hear of nothing hears nothing.
    """
    author = contribution.author
    if author is None or contribution.channel != Channel.WEB or "@" not in contribution.body:
        return
    found = _named(contribution)
    before = set(contribution.mentions.values_list("participant_id", flat=True))
    fresh = [person for person in found if person.pk not in before][: _left(author, now)]
    if not fresh:
        return
    Mention.objects.bulk_create(Mention(contribution=contribution, participant=each, at=now) for each in fresh)
    tell(people=fresh, kind=KIND, key=f"{KIND}/{contribution.pk}", subjects=_subjects(), now=now)


def _named(contribution: Contribution) -> Sequence[Participant]:
    """In the order of the text."""
    typed = {name for names in candidates(contribution.body) for name in names}
    people = _taking_part(contribution.consultation, typed)
    by_name = {person.pseudonym.lower(): person for person in people if person.pk != contribution.author_id}
    return [by_name[name] for name in chosen(contribution.body, by_name.keys())]


def _taking_part(consultation: Consultation, names: Collection[str]) -> QuerySet[Participant]:
    public = Contribution.objects.public().filter(consultation=consultation)
    wrote = Q(pk__in=public.filter(author__isnull=False).values("author"))
    wrote |= Q(pk__in=public.filter(coauthors__isnull=False).values("coauthors__participant"))
    called = Q(pseudonym__in=names) | Q(lower__in=[name.lower() for name in names])
    people = Participant.objects.filter(is_active=True, erased_at__isnull=True).alias(lower=Lower("pseudonym"))
    return people.filter(called & wrote).order_by("pk")


def _left(author: Participant, now: datetime) -> int:
    """How many more people texts of ``author`` may tell today (settings.RATE_LIMITS)."""
    most, seconds = settings.RATE_LIMITS["mention"]
    since = now - timedelta(seconds=seconds)
    return max(0, most - Mention.objects.filter(contribution__author=author, at__gt=since).count())


def _subjects() -> dict[str, str]:
    subjects = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subjects[language] = _("Somebody named you in a text")
    return subjects
