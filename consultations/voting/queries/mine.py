"""What a person voted, for the file that they can take away; and which entries of the record are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.voting.models import Ballot


def ballots_of(participant: Participant) -> list[dict[str, Any]]:
    """Each ballot of the person with its choice; of one that was replaced only when it was cast."""
    rows = Ballot.objects.filter(participant=participant).select_related("question__consultation", "event")
    return [
        {
            "address": ballot.question.get_absolute_url(),
            "question": str(ballot.question),
            "state": ballot.state,
            "choice": ballot.choice,
            "at": ballot.at.isoformat(),
            "record_entry": str(ballot.event.public_id),
        }
        for ballot in rows.order_by("pk")
    ]


def own_events(person: Participant, events: Sequence[Event]) -> Iterable[Event]:
    """Those of the person's own ballots."""
    mine = Ballot.objects.filter(participant=person, event__in=[event.pk for event in events])
    held = set(mine.values_list("event_id", flat=True))
    return [event for event in events if event.pk in held]
