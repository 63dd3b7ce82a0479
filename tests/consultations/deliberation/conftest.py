"""A consultation that takes proposals, comments and supports, made through the operations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from consultations.deliberation.enums import Act, ContributionKind, PhaseKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import (
    PhasePlan,
    contribute,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
)
from consultations.people.models import Participant
from tests.cast import Cast

OPENS = datetime(2026, 11, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 12, 17, tzinfo=UTC)
ALL_ACTS = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)


def make_consultation(dana: Participant, slug: str, acts: tuple[Act, ...] = ALL_ACTS) -> Consultation:
    """Open from 1 November to 12 December 2026, with words in English and Arabic."""
    before = OPENS - timedelta(days=10)
    consultation = create_consultation(actor=dana, slug=slug, now=before)
    describe_consultation(
        actor=dana,
        consultation=consultation,
        language="en",
        now=before,
        title="A mobility account",
        question="How should one account for buses, bikes and parking work?",
        plain_summary="The city plans one account for all ways to get around.",
        who_decides="The city council decides in March 2027.",
        can_change="How people sign in, what is stored and for how long.",
        cannot_change="The law on public transport fares.",
    )
    describe_consultation(
        actor=dana,
        consultation=consultation,
        language="ar",
        now=before,
        title="حساب التنقل",
        question="كيف ينبغي أن يعمل حساب واحد للحافلات والدراجات ومواقف السيارات؟",
    )
    set_phases(
        actor=dana,
        consultation=consultation,
        now=before,
        phases=[PhasePlan(kind=PhaseKind.PROPOSE, starts_at=OPENS, ends_at=CLOSES, may=acts)],
    )
    return open_consultation(actor=dana, consultation=consultation, now=OPENS)


@pytest.fixture
def mobility(cast: Cast) -> Consultation:
    return make_consultation(cast.dana, "mobility")


Propose = Callable[..., Contribution]


@pytest.fixture
def propose(cast: Cast, mobility: Consultation, now: datetime) -> Propose:
    """Amina's proposal unless told otherwise."""

    def give(
        title: str = "Let buses wait", body: str = "Buses should wait for trains.", **other: object
    ) -> Contribution:
        given = {"actor": cast.amina, "consultation": mobility, "kind": ContributionKind.PROPOSAL, "now": now, **other}
        return contribute(title=title, body=body, **given)  # type: ignore[arg-type]

    return give


@pytest.fixture
def comment(cast: Cast, mobility: Consultation, now: datetime) -> Propose:
    """Besnik's comment on ``parent`` unless told otherwise."""

    def give(parent: Contribution, body: str = "Trains are late themselves.", **other: object) -> Contribution:
        given = {"actor": cast.besnik, "consultation": mobility, "kind": ContributionKind.COMMENT, "now": now, **other}
        return contribute(parent=parent, body=body, **given)  # type: ignore[arg-type]

    return give
