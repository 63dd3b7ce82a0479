"""The town meeting, somebody signed in, and no limits on how fast they act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
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
from tests.cast import Cast


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1000, 60))


@pytest.fixture
def meeting(cast: Cast) -> Consultation:
    """Open today, so that pages, which read the clock, find it open."""
    now = timezone.now()
    consultation = create_consultation(actor=cast.dana, slug="meeting", now=now)
    describe_consultation(
        actor=cast.dana,
        consultation=consultation,
        language="en",
        now=now,
        title="Town meeting",
        question="What should the town meeting talk about?",
        who_decides="The council.",
    )
    acts = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)
    phases = [
        PhasePlan(kind=PhaseKind.PROPOSE, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9), may=acts)
    ]
    set_phases(actor=cast.dana, consultation=consultation, phases=phases, now=now)
    return open_consultation(actor=cast.dana, consultation=consultation, now=now)


@pytest.fixture
def as_amina(client: Client, cast: Cast) -> Client:
    client.force_login(cast.amina)
    return client
