"""The roll, and whoever holds a code of it."""

from __future__ import annotations

from consultations.record.ballots import roll
from consultations.voting.models import Question, RollEntry


def entry_of(question: Question, code: str) -> RollEntry | None:
    """The place of a code however it was typed; None where it is on no roll of this question."""
    credential = roll.read_code(code)
    if credential is None:
        return None
    return RollEntry.objects.filter(question=question, digest=roll.entry(question.subject, credential)).first()
