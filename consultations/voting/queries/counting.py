"""Counting the ballots of a question that stand."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.cache import cache

from consultations.voting.domain.choices import Choice
from consultations.voting.domain.counting import Facts, by_group, count, interim
from consultations.voting.domain.published import SMALLEST_SHOWN
from consultations.voting.enums import BallotState
from consultations.voting.models import Ballot, Question
from consultations.voting.queries.terms import terms_of


def counted(question: Question) -> tuple[list[Choice], Facts]:
    """What the ballots say, and the whole count with its steps, also by channel and by level of verification."""
    rows = list(_standing(question))
    choices = [choice for _channel, _level, choice in rows]
    terms = terms_of(question)
    return choices, {
        **count(terms, question.rule, choices),
        "channels": by_group(terms, ((channel, choice) for channel, _level, choice in rows)),
        "levels": by_group(terms, ((level, choice) for _channel, level, choice in rows)),
    }


def so_far(question: Question) -> Facts | None:
    """How the options stand while ballots are still taken; None as long as fewer than ten voted.

    The picture is drawn anew when ten more ballots came in, replaced ones counted too: two pictures that differ by one
    ballot would tell what it said.
    """
    cast = Ballot.objects.filter(question=question).count()
    known: tuple[int, Facts] | None = cache.get(f"so-far/{question.pk}")
    if known and cast - known[0] < SMALLEST_SHOWN:
        return known[1]
    choices = [choice for _channel, _level, choice in _standing(question)]
    if len(choices) < SMALLEST_SHOWN:
        return None
    facts = interim(terms_of(question), choices)
    cache.set(f"so-far/{question.pk}", (cast, facts), timeout=None)
    return facts


def _standing(question: Question) -> Iterator[tuple[str, str, Choice]]:
    rows = Ballot.objects.filter(question=question, state=BallotState.STANDING).order_by()
    for channel, level, choice in rows.values_list("channel", "level", "choice").iterator():
        assert choice is not None
        yield channel, level, choice
