"""Confirming a person at a counter: they show a one-time number of their account and, to the registrar, a document.

Nothing of the document is written down. The number ties the account on the phone to the person at the counter.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from consultations.people.domain.codes import digest, new_number
from consultations.people.enums import Level, Method
from consultations.people.models import DeskNumber, Participant, Verification
from consultations.people.operations.looks import look
from consultations.people.operations.verifying import put, role_of
from consultations.people.permissions import is_open_account, may_verify

LASTS = timedelta(hours=2)
WHY = "desk"


@transaction.atomic
def new_desk_number(*, actor: Participant | None, now: datetime) -> str:
    """A number to show at the desk, in place of an earlier one; it is held as a digest only. Raises NotAllowed."""
    is_open_account(actor).require()
    assert actor is not None
    person = Participant.objects.select_for_update(no_key=True).get(pk=actor.pk)
    number = new_number()
    DeskNumber.objects.filter(participant=person).delete()
    DeskNumber.objects.create(participant=person, digest=_digest(number), made_at=now, expires_at=now + LASTS)
    return number


@transaction.atomic
def look_up_number(*, actor: Participant | None, number: str, now: datetime) -> Participant | None:
    """Whose number this is; None where it is nobody's or no longer valid. That person sees that it was looked up.

    It is found by its keyed digest, whose comparison tells nothing about the number. Raises NotAllowed.
    """
    may_verify(actor).require()
    assert actor is not None
    found = DeskNumber.objects.select_related("participant").filter(digest=_digest(number), expires_at__gt=now).first()
    if found is None or not found.participant.is_active:
        return None
    look(actor=actor, participant=found.participant, why=WHY, now=now)
    return found.participant


@transaction.atomic
def confirm_at_desk(*, actor: Participant | None, number: str, now: datetime) -> Verification | None:
    """Verifies whose number this is; the number is used up. None where it is nobody's or no longer valid.

    Nobody confirms themselves. Raises NotAllowed.
    """
    may_verify(actor).require()
    assert actor is not None
    found = DeskNumber.objects.select_for_update().filter(digest=_digest(number), expires_at__gt=now).first()
    if found is None or found.participant_id == actor.pk:
        return None
    person = Participant.objects.select_for_update(no_key=True).get(pk=found.participant_id)
    if not person.is_active:
        return None
    found.delete()
    return put(person, Method.DESK, Level.PERSON, role=role_of(actor), by=actor, now=now)


@transaction.atomic
def forget_numbers(*, now: datetime) -> int:
    """Deletes numbers that are over; returns how many that were."""
    return DeskNumber.objects.filter(expires_at__lte=now).delete()[0]


def _digest(number: str) -> str:
    return digest(settings.SECRET_KEY, "desk", number)
