"""A consultation with proposals and a decision text, made through the operations."""

from __future__ import annotations

from datetime import datetime

import pytest

from consultations.decisions.models import Decision
from consultations.decisions.operations import draft_decision
from consultations.deliberation.models import Consultation
from consultations.record.models import Event
from tests.cast import Cast
from tests.consultations.deliberation.conftest import comment, mobility, propose

__all__ = ["comment", "mobility", "propose"]

DRAFT = (
    "<h3>Your data</h3>"
    "<p>The city keeps the data of every trip for twelve months. Nobody outside the mobility office may read it.</p>"
    "<h3>Your account</h3>"
    "<ul><li>People sign in with an e-mail address.</li><li>Children need the consent of a parent.</li></ul>"
)
FINAL = (
    "<h3>Your data</h3>"
    "<p>The city keeps the data of every trip for three months. Nobody outside the mobility office may read it.</p>"
    "<h3>Your account</h3>"
    "<ul><li>People sign in with an e-mail address.</li>"
    "<li>People can also sign in with a card bought at any kiosk.</li></ul>"
)


@pytest.fixture
def decision(cast: Cast, mobility: Consultation, now: datetime) -> Decision:
    return draft_decision(
        actor=cast.dana, consultation=mobility, slug="rules", title="Rules of the account", html=DRAFT, now=now
    )


def events_of(subject: str) -> list[tuple[str, dict[str, object]]]:
    """(type, data) of each event about ``subject``, in order."""
    return list(Event.objects.filter(subject=subject).order_by("position").values_list("type", "data"))
