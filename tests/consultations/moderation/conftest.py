"""A published proposal of Amina's in an open consultation, and the reasons that decisions give."""

from __future__ import annotations

from datetime import datetime

import pytest

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.moderation.enums import Concern, Ground
from consultations.moderation.models import Case
from consultations.moderation.operations import Reasons, report
from tests.cast import Cast
from tests.consultations.deliberation.conftest import make_consultation

RULE = Reasons(
    explanation="It names a neighbour and gives a telephone number.",
    facts="The second sentence holds a name and a number.",
    ground=Ground.RULES,
    concern=Concern.PRIVACY,
)
WHY = Reasons(explanation="Strong words about the city are welcome here.")


@pytest.fixture
def proposal(cast: Cast, now: datetime) -> Contribution:
    return contribute(
        actor=cast.amina,
        consultation=make_consultation(cast.dana, "mobility"),
        kind=ContributionKind.PROPOSAL,
        title="Let buses wait",
        body="Buses should wait for trains. Ask my neighbour.",
        language="en",
        now=now,
    )


@pytest.fixture
def case(cast: Cast, proposal: Contribution, now: datetime) -> Case:
    """Opened by Besnik's report."""
    return report(actor=cast.besnik, contribution=proposal, concern=Concern.PRIVACY, text="", now=now).report.case
