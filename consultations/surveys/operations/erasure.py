"""What is erased of a person here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase
from consultations.surveys.events import ANSWERED
from consultations.surveys.models import Response, SharedAnswer
from consultations.surveys.queries.record import entries_of

DELETED = "account deleted at the person's request"
RENAMED = "public name changed by the person"


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Their answers go, sent or not; of each response an empty row stays, so that the record adds up.

    Answers that they published under their name are contributions, erased as such; those without a name only with
    ``texts``, because after this nobody knows any more whose they were.
    """
    responses = list(Response.objects.filter(participant=participant).select_related("event"))
    if texts:
        unnamed = SharedAnswer.objects.filter(response__in=responses, named=False).select_related("contribution")
        subjects = [shared.contribution.subject for shared in unnamed]
        erase(events=Event.objects.filter(subject__in=subjects), ground=DELETED, now=now)
    erase(events=entries_of(responses), ground=DELETED, now=now)
    SharedAnswer.objects.filter(response__in=responses).delete()
    for response in responses:
        if response.event_id is None:
            response.delete()
        else:
            _empty([response.event_id])


def forget_name(participant: Participant, *, old: str, now: datetime) -> None:
    responses = list(Response.objects.filter(participant=participant).select_related("event"))
    erase(events=entries_of(responses), fields=("participant",), ground=RENAMED, now=now)


def erase_copies(events: Sequence[Event], fields: Collection[str] | None) -> None:
    """Answers go from the rows with their disclosures; also when a restored backup is brought up to date."""
    if fields is None or "answers" in fields:
        _empty([event.pk for event in events if event.type == ANSWERED])


def _empty(entries: Sequence[int]) -> None:
    Response.objects.filter(event__in=entries).update(
        participant=None, answers=None, draft=None, language="", submission=None, erased=True
    )
