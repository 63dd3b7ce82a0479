"""Who wins, counted again from the opened sums or the published ballots of a question, by the rules that it names.

The rules are those of ``consultations.voting.domain``, pure Python without Django: the one place where the record knows
something above it (docs/decisions/0019-secret-ballots.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from consultations.voting.domain import budget, ranking, tallies
from consultations.voting.domain.ranking import BallotError

Text = Mapping[str, Any]


class CannotCount(ValueError):
    """The ballots do not keep the rules of their question."""


def of_sums(text: Text, totals: Sequence[int]) -> list[int]:
    """The places of those who win with these sums, which are in the order of the options."""
    if text["rule"] == "greedy":
        standing = [
            budget.Standing(project, total, Fraction(total))
            for project, total in zip(projects(text), totals, strict=True)
        ]
        steps = budget.greedy_steps(standing, Fraction(text["total"]), _least(text))
        return sorted(int(step.project) for step in steps if step.verdict == "funded")
    most = max(totals, default=0)
    return [place for place, total in enumerate(totals, 1) if total == most > 0]


def of_ballots(text: Text, ballots: Sequence[Any]) -> list[int]:
    """The places of those who win with these ballots; raises CannotCount."""
    places = range(1, len(text["options"]) + 1)
    try:
        if text["rule"] == "greedy":
            steps = budget.greedy(
                given(text, ballots), projects(text), Fraction(text["total"]), threshold=_least(text)
            ).steps
            return sorted(int(step.project) for step in steps if step.verdict == "funded")
        if text["rule"] == "runoff":
            return sorted(ranking.irv(ballots, places).winners)
        if text["rule"] == "schulze":
            return sorted(ranking.schulze(ballots, places).winners)
        return sorted(_sums(text, ballots, places).winners)
    except (BallotError, TypeError) as error:
        raise CannotCount(str(error)) from error


def _least(text: Text) -> Fraction:
    """The fewest votes or points with which a project is funded; nothing where the text names none."""
    return Fraction(text.get("threshold", 0))


def _sums(text: Text, ballots: Sequence[Any], places: range) -> tallies.Sums:
    if text["method"] == "approval":
        return tallies.approval(ballots, places, limit=text["limit"])
    pairs = [dict(ballot) for ballot in ballots]
    if text["method"] == "score":
        return tallies.score(pairs, places, highest=text["limit"])
    return tallies.points(pairs, places, total=text["limit"])


def projects(text: Text) -> list[budget.Project]:
    """The projects of a budget, called by their places."""
    costs = [Fraction(option["cost"]) for option in text["options"]]
    return [budget.Project(str(place), cost) for place, cost in enumerate(costs, 1)]


def given(text: Text, ballots: Sequence[Any]) -> list[dict[str, int]]:
    """The ballots of a budget as points by project; the first of n places in an order has n points (Borda)."""
    return [_points(text, ballot) for ballot in ballots]


def _points(text: Text, ballot: Sequence[Any]) -> dict[str, int]:
    if text["method"] == "approval":
        return {str(option): 1 for option in ballot}
    if text["method"] == "ranking":
        most = min(text["limit"] or len(text["options"]), len(text["options"]))
        return {str(option): most - place for place, option in enumerate(ballot)}
    return {str(option): value for option, value in ballot}
