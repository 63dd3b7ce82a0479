"""A question put to the vote in a phase of an open consultation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
)
from consultations.people.models import Participant
from consultations.voting.enums import Method, Rule
from consultations.voting.models import Question
from consultations.voting.operations import OptionPlan, QuestionPlan, open_question, prepare_question
from tests.cast import Cast

OPENS = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 2, 9, 30, 42, tzinfo=UTC)
CLOSES = datetime(2026, 12, 12, 18, 0, tzinfo=UTC)
AFTER = CLOSES + timedelta(hours=1)


def make_vote(dana: Participant, slug: str = "budget") -> Consultation:
    """An open consultation with one phase in which people vote."""
    consultation = create_consultation(actor=dana, slug=slug, now=OPENS)
    describe_consultation(
        actor=dana, consultation=consultation, language="en", title="Our budget", question="What first?", now=OPENS
    )
    plan = PhasePlan(PhaseKind.BUDGET, OPENS, CLOSES, may=(Act.VOTE,))
    set_phases(actor=dana, consultation=consultation, phases=[plan], now=OPENS)
    return open_consultation(actor=dana, consultation=consultation, now=OPENS)


def plan_of(consultation: Consultation, names: str = "Trees Benches Lamps", **terms: Any) -> QuestionPlan:
    """A plan with an option for each word of ``names``; ``Trees:300`` costs 300."""
    options = [
        OptionPlan({"en": name}, cost=Decimal(cost) if cost else None)
        for name, _colon, cost in (word.partition(":") for word in names.split())
    ]
    settings: dict[str, Any] = {"method": Method.APPROVAL, "title": {"en": "What first?"}, **terms}
    phase = next(phase for phase in consultation.phases.all() if phase.lets(Act.VOTE))
    return QuestionPlan(phase=phase, options=options, **settings)


def ask(
    cast: Any, consultation: Consultation, names: str = "Trees Benches Lamps", *, now: datetime = OPENS, **terms: Any
) -> Question:
    """An open question, asked by Dana."""
    plan = plan_of(consultation, names, **terms)
    question = prepare_question(actor=cast.dana, consultation=consultation, plan=plan, now=now)
    return open_question(actor=cast.dana, question=question, now=now)


@pytest.fixture
def vote(cast: Cast) -> Consultation:
    return make_vote(cast.dana)


@pytest.fixture
def question(cast: Cast, vote: Consultation) -> Question:
    return ask(cast, vote)


@pytest.fixture
def budget(cast: Cast, vote: Consultation) -> Question:
    """Trees, benches and lamps cost 600, 500 and 400 of 1,000."""
    return ask(
        cast,
        vote,
        "Trees:600 Benches:500 Lamps:400",
        rule=Rule.GREEDY,
        total=Decimal(1000),
        currency="€",
    )


Voters = Callable[[int], list[Participant]]


@pytest.fixture
def voters(db: None) -> Voters:
    """So many new people with accounts."""

    def make(number: int) -> list[Participant]:
        return [
            Participant.objects.create_user(f"voter{each}@example.org", pseudonym=f"Voter {each}")
            for each in range(number)
        ]

    return make
