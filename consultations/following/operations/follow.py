"""Following a consultation or a contribution, and stopping it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.models import Consultation, Contribution
from consultations.following.models import Following
from consultations.following.permissions import MOST, may_follow
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant


@transaction.atomic
def follow(*, actor: Participant | None, thing: Consultation | Contribution, now: datetime) -> Following:
    """``actor`` hears what becomes of ``thing``; doing it again changes nothing.

    Nothing goes on the record: who follows what is nobody else's business. Raises NotAllowed.
    """
    may_follow(actor, thing).require()
    assert actor is not None
    Participant.objects.select_for_update().get(pk=actor.pk)
    found = Following.objects.filter(participant=actor, **_which(thing)).first()
    if found is not None:
        return found
    if Following.objects.filter(participant=actor).count() >= MOST:
        raise NotAllowed(_("You follow %(most)s things already. Stop following one of them first.") % {"most": MOST})
    return Following.objects.create(participant=actor, since=now, **_which(thing))


@transaction.atomic
def unfollow(*, actor: Participant | None, thing: Consultation | Contribution, now: datetime) -> bool:
    """``actor`` hears no more of ``thing`` for having followed it; whether they did. Raises NotAllowed."""
    may_follow(actor, thing).require()
    gone, _rows = Following.objects.filter(participant=actor, **_which(thing)).delete()
    return bool(gone)


def _which(thing: Consultation | Contribution) -> dict[str, Any]:
    return {"consultation": thing} if isinstance(thing, Consultation) else {"contribution": thing}


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """What they followed goes with the account."""
    Following.objects.filter(participant=participant).delete()
