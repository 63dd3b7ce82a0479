"""Whether letters go out, for /health/."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypedDict

from django.db.models import Count, Min, Q

from consultations.people.enums import LetterState
from consultations.people.models import Letter

# The clock sends every few seconds; an operator is told when a letter that is due waits far longer.
LATE = 900.0
GIVEN_UP_WITHIN = timedelta(days=7)


class LetterHealth(TypedDict):
    """``waiting``: letters that are due; ``age``: seconds since the one due longest was due, 0 when there is none.

    ``refused``: those that the mail server has refused and that are tried again later; ``failed``: those given up in
    the last seven days. ``state``: ok; late (nothing is sent: does the worker run, does the mail server answer?).
    """

    state: Literal["ok", "late"]
    waiting: int
    age: float
    refused: int
    failed: int


def letter_health(now: datetime) -> LetterHealth:
    """Two queries; weekly letters whose day has not come wait for nothing."""
    due = Q(due_at__lte=now)
    counted = Letter.objects.filter(state=LetterState.WAITING).aggregate(
        waiting=Count("pk", filter=due), oldest=Min("due_at", filter=due), refused=Count("pk", filter=Q(attempts__gt=0))
    )
    given_up = Letter.objects.filter(state=LetterState.FAILED, tried_at__gt=now - GIVEN_UP_WITHIN)
    age = (now - counted["oldest"]).total_seconds() if counted["oldest"] else 0.0
    return LetterHealth(
        state="late" if age > LATE else "ok",
        waiting=counted["waiting"],
        age=round(age, 1),
        refused=counted["refused"],
        failed=given_up.count(),
    )
