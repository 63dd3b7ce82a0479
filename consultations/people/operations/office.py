"""The post in whose name an official acts; the record and the pages show it, never the person."""

from __future__ import annotations

from django.utils import translation

from consultations.people.domain.roles import ROLE_CAPABILITIES, ROLE_WORDS, Capability
from consultations.people.models import Participant


def office_of(actor: Participant, role: str, language: str) -> str:
    """``role`` as typed, such as 'Head of Digital Services', else the words of the actor's role in ``language``."""
    if role.strip():
        return role.strip()
    deciding = [held for held in ROLE_WORDS if held in actor.roles() and Capability.DECIDE in ROLE_CAPABILITIES[held]]
    with translation.override(language):
        return str(ROLE_WORDS[deciding[0]]) if deciding else str(ROLE_WORDS[max(ROLE_WORDS, key=_power)])


def _power(role: object) -> int:
    return len(ROLE_CAPABILITIES[role])  # type: ignore[index]
