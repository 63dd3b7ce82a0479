"""A command from a page's form: the same door as a socket's, answered at once."""

from __future__ import annotations

from datetime import datetime

from realtime.commands import Command
from realtime.models import Seat
from realtime.operations.commit import Submission, commit


def act(*, seat: Seat, command: Command, now: datetime) -> int:
    """The number of the event that ``command`` made; raises Refused."""
    outcome = commit([Submission(seat.session_id, seat.pk, command)], now=now).outcomes[0]
    if outcome.refused is not None:
        raise outcome.refused
    return outcome.seq
