"""What is erased of a person here."""

from __future__ import annotations

from datetime import datetime

from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

DELETED = "account deleted at the person's request"
RENAMED = "public name changed by the person"


def _events(participant: Participant) -> list[Event]:
    """Of every answer, those changed or taken back since included."""
    given = Opinion.objects.filter(person__participant=participant).exclude(event=None)
    return list(Event.objects.filter(pk__in=given.values("event")))


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Their answers count on, and nothing says any more whose they were; what was never shown of them goes."""
    erase(events=_events(participant), ground=DELETED, now=now)
    Respondent.objects.filter(participant=participant).update(participant=None)
    Statement.objects.filter(author=participant, contribution=None).delete()
    Statement.objects.filter(author=participant).update(author=None, submission=None)


def forget_name(participant: Participant, *, old: str, now: datetime) -> None:
    """After a change of name the old one stands nowhere."""
    erase(events=_events(participant), fields=("participant",), ground=RENAMED, now=now)
