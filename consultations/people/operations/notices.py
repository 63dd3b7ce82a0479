"""Telling a person something that concerns them: on the site, and by a letter that the same transaction puts out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from consultations.people.bell import bell
from consultations.people.domain.postal import next_weekly
from consultations.people.enums import Hears, LetterState
from consultations.people.models import Letter, Notice, Participant

Words = Callable[[], tuple[str, str, str]]


@transaction.atomic
def notify(*, participant: Participant, words: Words, now: datetime) -> Notice:
    """Keeps a notice for ``participant``, which the site owes them, with a letter that goes at once.

    ``words()`` gives (subject, text, address path); it is called with the participant's language active.
    """
    with translation.override(participant.language):
        subject, text, path = words()
    letter = None
    if participant.email and participant.is_active:
        letter = Letter.objects.create(participant=participant, owed=True, due_at=now)
        transaction.on_commit(bell.set)
    return Notice.objects.create(participant=participant, subject=subject, text=text, path=path, at=now, letter=letter)


@transaction.atomic
def tell(*, people: Collection[Participant], kind: str, key: str, subjects: Mapping[str, str], now: datetime) -> int:
    """Tells each of ``people`` of ``key`` once, as they wish to hear; returns how many had not been told.

    ``kind``: who writes it (writers.py); ``subjects`` by language. Letters hold no words. Few queries, however many
    people.
    """
    told = set(Notice.objects.filter(key=key, participant__in=people).values_list("participant_id", flat=True))
    new = [person for person in people if person.pk not in told and person.hears != Hears.NOTHING]
    letters = _letters(new, now)
    Notice.objects.bulk_create(
        Notice(
            participant=person,
            kind=kind,
            key=key,
            subject=subjects.get(person.language) or subjects[settings.LANGUAGE_CODE],
            at=now,
            letter=letters.get(person.pk),
        )
        for person in new
    )
    if letters:
        transaction.on_commit(bell.set)
    return len(new)


def _letters(people: Collection[Participant], now: datetime) -> dict[int, Letter]:
    """The letter that takes the news to each who wants one: their own, or the weekly one that waits already."""
    reached = [person for person in people if person.email and person.is_active]
    each = [person for person in reached if person.hears == Hears.EACH]
    made = Letter.objects.bulk_create([Letter(participant=person, due_at=now) for person in each])
    weekly = [person for person in reached if person.hears == Hears.WEEKLY]
    monday = next_weekly(now)
    waiting = Letter.objects.filter(
        participant__in=weekly, weekly=True, state=LetterState.WAITING, attempts=0, due_at=monday
    )
    found = {letter.participant_id: letter for letter in waiting}
    fresh = [Letter(participant=person, weekly=True, due_at=monday) for person in weekly if person.pk not in found]
    for letter in [*made, *Letter.objects.bulk_create(fresh)]:
        found[letter.participant_id] = letter
    return found


@transaction.atomic
def mark_read(*, actor: Participant, now: datetime, notice: Notice | None = None) -> int:
    """``notice``, or every one of ``actor``, counts as read; returns how many were not yet."""
    unread = Notice.objects.filter(participant=actor, read_at__isnull=True)
    return (unread.filter(pk=notice.pk) if notice else unread).update(read_at=now)
