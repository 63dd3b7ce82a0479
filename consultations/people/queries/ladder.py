"""Where a person stands on the ladder of verification, and which steps the city offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from consultations.people.enums import Level, Method
from consultations.people.models import CodeLetter, Participant, Verification


@dataclass(frozen=True)
class Rung:
    """One level: ``reached`` at this moment; ``until``: when the confirmation that reaches it is over."""

    level: Level
    reached: bool
    until: datetime | None


@dataclass(frozen=True)
class Ladder:
    """``standing``: what counts now; ``letter``: the one that is waited for; ``methods``: what the city offers."""

    level: Level
    rungs: Sequence[Rung]
    standing: Sequence[Verification]
    letter: CodeLetter | None
    methods: Sequence[Method]

    @property
    def is_at_the_top(self) -> bool:
        return self.level is list(Level)[-1]

    def offers(self, method: Method) -> bool:
        return method in self.methods


def ladder_of(person: Participant, now: datetime) -> Ladder:
    """Two queries."""
    standing = list(Verification.objects.filter(participant=person, ended_at=None, expires_at__gt=now))
    level = max([Level.ACCOUNT, *(Level(each.level) for each in standing)], key=lambda each: each.rank)
    letter = CodeLetter.objects.filter(participant=person, done_at=None).first()
    return Ladder(level, [_rung(each, level, standing) for each in Level], standing, letter, methods())


def _rung(rung: Level, level: Level, standing: Sequence[Verification]) -> Rung:
    ends = [each.expires_at for each in standing if each.level == rung]
    return Rung(rung, level.reaches(rung), max(ends, default=None))


def methods() -> list[Method]:
    """What the city offers: letters and the desk as its settings say, electronic identity where a provider is given."""
    offered = [method for method in (Method.LETTER, Method.DESK) if method.value in settings.VERIFICATION_METHODS]
    return [*offered, Method.EID] if settings.OIDC_PROVIDER else offered


def standing_of(pseudonym: str, now: datetime) -> tuple[Participant, list[Verification]] | None:
    """Whoever has this public name, and what counts of theirs now; None where nobody has it."""
    person = Participant.objects.filter(pseudonym__iexact=pseudonym.strip(), erased_at=None).first()
    if person is None or not pseudonym.strip():
        return None
    return person, list(person.verifications.filter(ended_at=None, expires_at__gt=now))


def waiting_letters() -> int:
    """How many letters wait to be printed."""
    return CodeLetter.objects.filter(done_at=None, printed_at=None).exclude(address="").count()
