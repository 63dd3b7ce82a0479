"""A member of staff reads what is held about a person: the person can see that they did."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.people.models import Participant, StaffLook


@transaction.atomic
def look(*, actor: Participant, participant: Participant | None, why: str, now: datetime) -> StaffLook | None:
    """Writes down that ``actor`` read about ``participant`` and why (a short reason, such as ``case 12``).

    Looks at oneself, and at things without a person, are none. Looks for the same reason on one day count once.
    """
    if participant is None or participant.pk == actor.pk:
        return None
    seen, _ = StaffLook.objects.get_or_create(
        participant=participant, looked_by=actor, why=why, day=now.date(), defaults={"at": now}
    )
    return seen
