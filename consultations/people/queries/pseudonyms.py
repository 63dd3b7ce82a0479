"""Which public names are taken, and one that is free."""

from __future__ import annotations

import random

from consultations.people.domain.pseudonym import suggestion
from consultations.people.models import Participant


def is_taken(name: str, *, but_for: Participant | None = None) -> bool:
    """Whether somebody other than ``but_for`` has this name, whatever its case."""
    others = Participant.objects.filter(pseudonym__iexact=name)
    return (others.exclude(pk=but_for.pk) if but_for else others).exists()


def called(name: str) -> Participant | None:
    """Whose public name this is, whatever its case; nobody whose account is closed."""
    typed = name.strip()
    return Participant.objects.filter(pseudonym__iexact=typed, is_active=True).first() if typed else None


def free_suggestion(choose: random.Random | None = None) -> str:
    """A suggested name that nobody has now."""
    source = choose or random.SystemRandom()
    name = suggestion(source)
    while is_taken(name):
        name = suggestion(source)
    return name
