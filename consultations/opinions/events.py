"""What this district writes on the record, one function an event. Who chose what is public in none of them."""

from __future__ import annotations

from datetime import datetime

from consultations.deliberation.models import Contribution
from consultations.opinions.enums import Choice
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations import append

GIVEN, CHANGED, WITHDRAWN = "opinion.given", "opinion.changed", "opinion.withdrawn"
TYPES = (GIVEN, CHANGED, WITHDRAWN)


def given(statement: Contribution, person: Participant, choice: Choice, *, now: datetime) -> Event:
    return _about(GIVEN, statement, {"participant": person.pseudonym, "choice": choice.word}, now)


def changed(statement: Contribution, person: Participant, choice: Choice, *, now: datetime) -> Event:
    return _about(CHANGED, statement, {"participant": person.pseudonym, "choice": choice.word}, now)


def withdrawn(statement: Contribution, person: Participant, *, now: datetime) -> Event:
    return _about(WITHDRAWN, statement, {"participant": person.pseudonym}, now)


def _about(type_: str, statement: Contribution, personal: dict[str, str], now: datetime) -> Event:
    process = statement.consultation.slug
    return append(type=type_, subject=statement.subject, process=process, now=now, personal=personal)
