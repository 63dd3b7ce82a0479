"""Asking a second person to read a text, and reading it: each tells those whom it concerns."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.decisions.models import Decision, Review
from consultations.decisions.operations import ask_for_review, give_review
from consultations.people.domain.roles import ROLE_CAPABILITIES, Capability
from consultations.people.models import Participant
from consultations.people.operations.notices import notify


@transaction.atomic
def ask_second_person(*, actor: Participant, decision: Decision, number: int, now: datetime) -> Review:
    """Asks for a reading of revision ``number`` and tells everybody who may give it. Raises NotAllowed, Unfit."""
    review = ask_for_review(actor=actor, decision=decision, number=number, now=now)
    deciding = [role.value for role, held in ROLE_CAPABILITIES.items() if Capability.DECIDE in held]
    others = Participant.objects.filter(is_active=True, grants__role__in=deciding).distinct().order_by("pk")
    for person in others.exclude(pk__in=[actor.pk, review.revision.by_id or 0]):
        notify(participant=person, words=lambda: _asked(decision), now=now)
    return review


@transaction.atomic
def read_as_second_person(
    *, actor: Participant, review: Review, approved: bool, now: datetime, note: str = "", role: str = ""
) -> Review:
    """Gives the reading and tells who asked for it what came of it. Raises NotAllowed, Unfit."""
    given = give_review(actor=actor, review=review, approved=approved, note=note, role=role, now=now)
    if given.asked_by is not None:
        notify(participant=given.asked_by, words=lambda: _read(given), now=now)
    return given


def _asked(decision: Decision) -> tuple[str, str, str]:
    title = {"title": decision.title}
    said = _("A second person has to read “%(title)s” before it is published. Please read it.") % title
    return _("Please read: %(title)s") % title, said, reverse("desk:decision", args=[decision.pk])


def _read(review: Review) -> tuple[str, str, str]:
    decision = review.revision.decision
    facts = {"title": decision.title, "state": review.get_state_display(), "note": review.note}
    said = _("“%(title)s”: %(state)s. %(note)s") % facts
    return _("Read: %(title)s") % facts, said.strip(), reverse("desk:decision", args=[decision.pk])
