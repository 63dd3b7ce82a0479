"""What is erased of a person here, and what is held about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from consultations.moderation.models import Appeal, Report
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

GROUND = "account deleted at the person's request"


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Reports and appeals lose the person; what they wrote in them, which was never public, goes in any case."""
    Report.objects.filter(reporter=participant).update(reporter=None, text="")
    appeals = list(Appeal.objects.filter(person=participant).values_list("event", flat=True))
    erase(events=Event.objects.filter(public_id__in=appeals), ground=GROUND, now=now)
    Appeal.objects.filter(person=participant).update(person=None, text="")


def erase_copies(events: Sequence[Event], fields: Collection[str] | None) -> None:
    """The text of an appeal goes with its disclosure on the record."""
    if fields is None or "reason" in fields:
        Appeal.objects.filter(event__in=[event.public_id for event in events]).update(text="")


def reports_of(participant: Participant) -> list[dict[str, Any]]:
    return [
        {
            "about": report.case.contribution.subject,
            "reason": report.get_concern_display(),
            "text": report.text,
            "at": report.made_at.isoformat(),
        }
        for report in participant.reports.select_related("case__contribution")
    ]


def appeals_of(participant: Participant) -> list[dict[str, Any]]:
    return [
        {"about": appeal.case.contribution.subject, "text": appeal.text, "at": appeal.made_at.isoformat()}
        for appeal in participant.appeals.select_related("case__contribution").order_by("made_at", "pk")
    ]
