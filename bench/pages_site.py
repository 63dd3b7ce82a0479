"""Run as a program it fills the database that bench/pages.py measures, and prints what the pages need to be found."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from consultations.deliberation.models import Consultation, Contribution
    from consultations.people.models import Participant


def fill(contributions: int) -> dict[str, str]:
    """One open consultation, made through the operations; what the pages need to be found."""
    from django.core.management import call_command
    from django.utils import timezone

    from consultations.people.domain.roles import Role
    from consultations.people.models import Participant, RoleGrant

    call_command("migrate", verbosity=0)
    now = timezone.now()
    people = [
        Participant.objects.create_user(f"{name}@example.org", None, pseudonym=name)
        for name in ("dana", "amina", "besnik")
    ]
    dana, amina, besnik = people
    RoleGrant.objects.create(participant=dana, role=Role.COMMUNICATOR.value, granted_at=now)
    consultation = open_consultation(dana, now)
    first = give_all(contributions, besnik, consultation, now)
    address = {"consultation": consultation.get_absolute_url(), "contribution": first.get_absolute_url()}
    return address | {"session": session_of(amina)}


def open_consultation(dana: Participant, now: datetime) -> Consultation:
    from consultations.deliberation import operations
    from consultations.deliberation.enums import Act, PhaseKind

    made: dict[str, Any] = {"actor": dana, "now": now}
    consultation = operations.create_consultation(slug="bench", **made)
    operations.describe_consultation(
        consultation=consultation, language="en", title="Bench", question="How fast is it?", **made
    )
    acts = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)
    day = timedelta(days=1)
    plan = operations.PhasePlan(PhaseKind.PROPOSE, now - day, now + 9 * day, may=acts)
    operations.set_phases(consultation=consultation, phases=[plan], **made)
    return operations.open_consultation(consultation=consultation, **made)


def give_all(contributions: int, besnik: Participant, consultation: Consultation, now: datetime) -> Contribution:
    """That many proposals, and comments on the first one, which is returned."""
    from django.db import transaction

    from consultations.deliberation import operations
    from consultations.deliberation.enums import ContributionKind

    def give(kind: ContributionKind, n: int, **other: Any) -> Contribution:
        title = f"Bench number {n}" if kind is ContributionKind.PROPOSAL else ""
        words = {"title": title, "body": f"In the shade of tree {n}, please. " * 5}
        return operations.contribute(actor=besnik, consultation=consultation, kind=kind, now=now, **words, **other)

    with transaction.atomic():
        first = [give(ContributionKind.PROPOSAL, n) for n in range(contributions)][0]
        for n in range(20):
            give(ContributionKind.COMMENT, n, parent=first)
    return first


def session_of(amina: Participant) -> str:
    """The key of a session in which she is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(amina.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = amina.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    django.setup()
    for name, value in fill(int(sys.argv[1])).items():
        print(f"{name}={value}")
