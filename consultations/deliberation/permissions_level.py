"""Which level of verification an act asks for, and the sentence for those who have not reached it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.models.querysets import Visitor
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.enums import Level
from consultations.people.models import Participant

LADDER = "people:verification"
MISSING: dict[Level, Promise] = {
    Level.ADDRESS: gettext_lazy("This is for people whose address is confirmed. Confirm yours first."),
    Level.PERSON: gettext_lazy(
        "This is for people who were confirmed in person or by electronic identity. Confirm who you are first."
    ),
}


def reaches(actor: Visitor, needed: Level, now: datetime) -> Verdict:
    """Whether the person has reached ``needed``. Costs a query only where more than an account is asked for."""
    if needed is Level.ACCOUNT:
        return YES
    if isinstance(actor, Participant) and actor.level(now).reaches(needed):
        return YES
    return no(MISSING[needed], remedy=LADDER)


def reaches_for(
    actor: Visitor, consultation: Consultation, act: Act, now: datetime, *, statements: bool = False
) -> Verdict:
    """Whether the person has reached what ``act`` asks for in any of the phases in which it is open now.

    ``statements``: proposing where statements are handed in. Reads ``phases.all()``.
    """
    phases = [phase for phase in consultation.phases.all() if phase.lets(act) and phase.is_open(now)]
    if act is Act.PROPOSE:
        phases = [phase for phase in phases if (phase.kind == PhaseKind.STATEMENTS) is statements]
    return reaches(actor, least(phases, act), now)


def least(phases: Iterable[Phase], act: Act) -> Level:
    """The lowest of the levels that these phases ask for."""
    return min((phase.level_for(act) for phase in phases), key=lambda level: level.rank, default=Level.ACCOUNT)
