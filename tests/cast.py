"""The stable cast of every test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from consultations.people.domain.roles import Role
from consultations.people.models import Participant, RoleGrant

PASSWORD = "a long walk by the river"
ROLES: dict[str, Role | None] = {
    "amina": None,
    "besnik": None,
    "chidi": Role.FACILITATOR,
    "dana": Role.COMMUNICATOR,
    "edon": Role.MODERATOR,
    "fatima": Role.APPEAL_REVIEWER,
    "gezim": None,
}


@dataclass(frozen=True)
class Cast:
    amina: Participant
    besnik: Participant
    chidi: Participant
    dana: Participant
    edon: Participant
    fatima: Participant
    gezim: Participant


def make() -> Cast:
    cast = {}
    for name, role in ROLES.items():
        person = Participant.objects.create_user(f"{name}@example.org", PASSWORD, pseudonym=name.capitalize())
        if role:
            RoleGrant.objects.create(participant=person, role=role.value, granted_at=datetime(2026, 1, 1, tzinfo=UTC))
        cast[name] = person
    return Cast(**cast)
