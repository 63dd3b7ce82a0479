"""Counting the ballots of a question that stand."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.voting.domain.choices import Choice
from consultations.voting.domain.counting import Facts, by_channel, count, interim
from consultations.voting.domain.published import SMALLEST_SHOWN
from consultations.voting.enums import BallotState
from consultations.voting.models import Ballot, Question
from consultations.voting.queries.terms import terms_of


def counted(question: Question) -> tuple[list[Choice], Facts]:
    """What the ballots say, and the whole count with its steps, also by channel."""
    rows = list(_standing(question))
    choices = [choice for _channel, choice in rows]
    terms = terms_of(question)
    return choices, {**count(terms, question.rule, choices), "channels": by_channel(terms, rows)}


def so_far(question: Question) -> Facts | None:
    """How the options stand while ballots are still taken; None as long as fewer than ten voted."""
    choices = [choice for _channel, choice in _standing(question)]
    return interim(terms_of(question), choices) if len(choices) >= SMALLEST_SHOWN else None


def _standing(question: Question) -> Iterator[tuple[str, Choice]]:
    rows = Ballot.objects.filter(question=question, state=BallotState.STANDING).order_by()
    for channel, choice in rows.values_list("channel", "choice").iterator():
        assert choice is not None
        yield channel, choice
