"""A small record to test with."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from consultations.record.models import Event
from consultations.record.operations import append

NOW = datetime(2026, 11, 2, 9, 30, 41, tzinfo=UTC)
FACTS = {"kind": "proposal", "channel": "web", "in_scope": True}
PUBLIC = ("title", "body")


@transaction.atomic
def propose(number: int = 1, *, body: str = "Let buses wait.", author: str = "Amina") -> Event:
    return append(
        type="contribution.published",
        subject=f"contribution/{number}",
        process="mobility",
        now=NOW,
        data=FACTS,
        personal={"author": author, "title": f"Proposal {number}", "body": body},
        public=PUBLIC,
    )


@transaction.atomic
def support(number: int = 1) -> Event:
    return append(
        type="support.given",
        subject=f"contribution/{number}",
        process="mobility",
        now=NOW,
        personal={"supporter": "Besnik"},
    )
