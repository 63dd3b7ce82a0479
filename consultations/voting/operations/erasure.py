"""What is erased of a person here: whose ballot it is. The ballot itself still counts, without anybody's name."""

from __future__ import annotations

from datetime import datetime

from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

DELETED = "account deleted at the person's request"


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Takes the person off their ballots on the record, and what these said with it, replaced ones included."""
    erase(events=Event.objects.filter(ballot__participant=participant), ground=DELETED, now=now)
