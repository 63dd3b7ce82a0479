"""A round of opinions that is open today, with three statements of the city; and people who answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
)
from consultations.opinions.enums import Choice
from consultations.opinions.models import Statement
from consultations.opinions.operations import give_opinion, seed_statements
from consultations.people.models import Participant
from tests.cast import Cast

TEXTS = ("Buses should run at night.", "Parking should cost more.", "Trams should be free on Sundays.")
ACTS = (Act.OPINE, Act.PROPOSE, Act.COMMENT)


def make_round(
    dana: Participant, now: datetime, *, slug: str = "night-buses", texts: tuple[str, ...] = TEXTS, days: int = 9
) -> Consultation:
    """Open from yesterday for ``days`` more days; its statements are shown in this order."""
    consultation = create_consultation(actor=dana, slug=slug, now=now)
    describe_consultation(
        actor=dana,
        consultation=consultation,
        language="en",
        now=now,
        title="Night buses",
        question="How should people get home at night?",
        who_decides="The council.",
    )
    start = now - timedelta(days=1)
    phases = [PhasePlan(kind=PhaseKind.STATEMENTS, starts_at=start, ends_at=now + timedelta(days=days), may=ACTS)]
    set_phases(actor=dana, consultation=consultation, phases=phases, now=now)
    opened = open_consultation(actor=dana, consultation=consultation, now=now)
    seed_statements(actor=dana, consultation=opened, texts=texts, now=now)
    return opened


def statements_of(consultation: Consultation) -> list[Statement]:
    found = Statement.objects.filter(consultation=consultation).select_related("contribution")
    return list(found.order_by("pk"))


@pytest.fixture
def today() -> datetime:
    """Pages read the clock."""
    return timezone.now()


@pytest.fixture
def night(cast: Cast, today: datetime) -> Consultation:
    return make_round(cast.dana, today)


@pytest.fixture
def one(night: Consultation) -> Statement:
    return statements_of(night)[0]


Crowd = Callable[..., list[Participant]]


@pytest.fixture
def crowd(db: None, today: datetime) -> Crowd:
    """``crowd(night, 12)``: so many people answer every statement, the even ones otherwise than the odd ones."""

    def answer(consultation: Consultation, number: int, *, first: int = 0) -> list[Participant]:
        people = [
            Participant.objects.create_user(f"p{n}@example.org", "x", pseudonym=f"Person {n}")
            for n in range(first, first + number)
        ]
        for n, person in enumerate(people, first):
            for place, statement in enumerate(statements_of(consultation)):
                choice = Choice.AGREE if place == 0 or n % 2 else Choice.DISAGREE
                give_opinion(actor=person, statement=statement, choice=choice, now=today)
        return people

    return answer
