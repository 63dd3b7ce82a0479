"""Choosing how to hear what became of one's own: by e-mail at once, once a week, on the site only, or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.people import stop_link
from consultations.people.enums import Hears, LetterState
from consultations.people.models import Letter, Participant


@transaction.atomic
def choose_hearing(*, actor: Participant, hears: Hears, now: datetime) -> Participant:
    """From now on; letters that wait and are not owed stay behind when ``actor`` wants no more of them.

    What they would have said stands on the site, unless the person wants nothing at all; then only what comes later is
    left out.
    """
    person = Participant.objects.select_for_update().get(pk=actor.pk)
    person.hears = hears
    person.save(update_fields=["hears"])
    if hears in (Hears.SITE, Hears.NOTHING):
        Letter.objects.filter(participant=person, owed=False, state=LetterState.WAITING).delete()
    return person


def holder_of(token: str) -> Participant | None:
    """Whose stop link this is; None when it was not made here or the account is gone."""
    public_id = stop_link.read(token)
    return Participant.objects.filter(public_id=public_id, is_active=True).first() if public_id else None
