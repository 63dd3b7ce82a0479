"""A round of opinions as its pages show it: what to ask next, what one answered, what waits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.models.querysets import Visitor
from consultations.opinions.domain.asking import META, chances, priority
from consultations.opinions.domain.map import Counts, Key
from consultations.opinions.domain.rules import Rules, rules_of
from consultations.opinions.enums import Choice, Ground, Look
from consultations.opinions.models import Opinion, Statement
from consultations.opinions.permissions import phase_of_round
from consultations.people.models import Participant

PAGE_SIZE = 20


@dataclass(frozen=True)
class Round:
    """``phase``: whose rules hold; None where a consultation has statements without asking for opinions (imported)."""

    consultation: Consultation
    phase: Phase | None
    rules: Rules
    statements: int


def round_of(consultation: Consultation, now: datetime) -> Round | None:
    """None where nobody is asked for opinions and nobody ever was. One query."""
    phase = phase_of_round(consultation, now)
    number = shown(consultation).count()
    if phase is None and not number:
        return None
    return Round(consultation, phase, rules_of(phase.settings if phase else {}), number)


def shown(consultation: Consultation) -> QuerySet[Statement]:
    """The statements that people can answer."""
    return Statement.objects.filter(consultation=consultation, contribution__state=ContributionState.PUBLISHED)


def answers_of(visitor: Visitor, consultation: Consultation) -> dict[int, Choice]:
    """The visitor's current answers, by primary key of the contribution; on what is not shown any more too."""
    if not isinstance(visitor, Participant):
        return {}
    given = Opinion.objects.filter(person__consultation=consultation, person__participant=visitor, current=True)
    rows = given.values_list("statement_id", "choice")
    return {statement: Choice(choice) for statement, choice in rows if choice is not None}


@dataclass(frozen=True)
class Asked:
    """``left``: how many the visitor has not answered. ``chance``: with which ``statement`` was drawn of them."""

    statement: Statement | None
    chance: float
    left: int
    total: int

    @property
    def done(self) -> int:
        return self.total - self.left


def next_to_ask(consultation: Consultation, answered: Mapping[int, Choice], seed: str) -> Asked:
    """Drawn by domain/asking.py: the same for the same visitor until they answer. Two queries."""
    rows = shown(consultation).values_list("contribution_id", "agree", "disagree", "passed", "extremity", "meta")
    weights: dict[Key, float] = {
        pk: META if meta else priority(Counts(agree, disagree, passed), extremity)
        for pk, agree, disagree, passed, extremity, meta in rows
    }
    drawn = chances(weights, set(answered))
    if not drawn:
        return Asked(None, 1.0, 0, len(weights))
    told = hashlib.sha256(f"{settings.SECRET_KEY}/{consultation.pk}/{seed}/{len(answered)}".encode()).digest()
    keys = sorted(drawn)
    key = Random(told).choices(keys, [drawn[each] for each in keys])[0]  # noqa: S311  # fair, not secret
    return Asked(statement_of(consultation, int(key)), drawn[key], len(drawn), len(weights))


def statement_of(consultation: Consultation, contribution: int) -> Statement | None:
    """One that is shown, with what its page needs."""
    found = shown(consultation).filter(contribution_id=contribution)
    return found.select_related("contribution", "consultation").first()


def page_of_statements(consultation: Consultation, number: str) -> Page[Statement]:
    """All that are shown, those first that were given first."""
    found = shown(consultation).select_related("contribution").order_by("contribution_id")
    return Paginator(found, PAGE_SIZE).get_page(number)


def handed_in(consultation: Consultation, visitor: Visitor) -> list[Statement]:
    """The visitor's own, newest first."""
    if not isinstance(visitor, Participant):
        return []
    found = Statement.objects.filter(consultation=consultation, author=visitor).select_related("contribution")
    return list(found.order_by("-handed_in_at", "-pk")[:50])


@dataclass(frozen=True)
class NotShown:
    """``waiting`` for a look; ``turned_down``: how many on each ground."""

    waiting: int
    turned_down: list[tuple[str, int]]


def not_shown(consultation: Consultation) -> NotShown:
    """What everybody can know of statements that are not shown. Two queries."""
    held = Statement.objects.filter(consultation=consultation, contribution=None, seed=False)
    waiting = held.filter(look=Look.NONE).count()
    grounds = held.filter(look=Look.REJECTED).order_by("ground").values_list("ground").annotate(n=Count("pk"))
    return NotShown(waiting, [(str(Ground(ground).label), number) for ground, number in grounds])


def for_the_desk(consultation: Consultation, show: str) -> QuerySet[Statement]:
    """``show``: ``waiting``, ``shown``, ``rejected`` or anything else for all."""
    found = Statement.objects.filter(consultation=consultation).select_related("contribution", "author")
    waiting = Q(contribution=None) & ~Q(look=Look.REJECTED)
    kinds = {
        "waiting": waiting,
        "shown": Q(contribution__state=ContributionState.PUBLISHED),
        "rejected": ~waiting & ~Q(contribution__state=ContributionState.PUBLISHED),
    }
    return found.filter(kinds.get(show, Q())).order_by("handed_in_at", "pk")


def turnout_of(consultation: Consultation) -> tuple[int, int]:
    """(people who hold an opinion, current opinions), of this site and imported ones. Two queries."""
    current = Opinion.objects.filter(person__consultation=consultation, current=True).order_by()
    return current.values("person").distinct().count(), current.count()


def is_settled(consultation: Consultation) -> bool:
    """Whether somebody has answered here: from then on it stands when results are shown."""
    return Opinion.objects.filter(person__consultation=consultation).exclude(event=None).exists()
