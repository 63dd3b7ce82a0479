"""A consultation that was decided: one wish taken up, one turned down, one answered with another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.operations import (
    draft_decision,
    give_disposition,
    link_change,
    publish_decision,
    revise_decision,
)
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import merge, support
from tests.cast import Cast
from tests.consultations.decisions.conftest import DRAFT, FINAL
from tests.consultations.deliberation.conftest import Propose, comment, mobility, propose

__all__ = ["comment", "mobility", "propose"]


@dataclass(frozen=True)
class Decided:
    """``taken``: Amina's, supported by Gezim; ``refused``: Besnik's; ``merged``: Besnik's, into ``taken``."""

    decision: Decision
    taken: Contribution
    refused: Contribution
    merged: Contribution
    later: datetime

    def publish(self, cast: Cast) -> DecisionRevision:
        return publish_decision(actor=cast.dana, decision=self.decision, number=1, now=self.later)


@pytest.fixture
def decided(cast: Cast, mobility: Consultation, propose: Propose, now: datetime) -> Decided:
    dana = cast.dana
    taken = propose("Keep trips shorter", "Twelve months are too long.")
    refused = propose("Free buses", "Nobody should pay.", actor=cast.besnik)
    merged = propose("Forget my trips", "Sooner is better.", actor=cast.besnik)
    support(actor=cast.gezim, contribution=taken, now=now)
    merge(actor=dana, contribution=merged, into=taken, reason="Alike.", now=now)
    decision = draft_decision(actor=dana, consultation=mobility, slug="rules", title="Rules", html=DRAFT, now=now)
    revision = revise_decision(actor=dana, decision=decision, html=FINAL, based_on=0, now=now)
    for change in revision.changes.all():
        link_change(
            actor=dana,
            change=change,
            contributions=[taken],
            kind=LinkKind.CHANGED,
            reason="Three are enough.",
            now=now,
        )
    for one, outcome, reason in (
        (taken, Outcome.ADOPTED, "We shortened it."),
        (refused, Outcome.NOT_ADOPTED, "The state sets the fares."),
    ):
        give_disposition(actor=dana, contribution=one, outcome=outcome, reason=reason, role="Head of Mobility", now=now)
    return Decided(decision, taken, refused, merged, now + timedelta(hours=1))
