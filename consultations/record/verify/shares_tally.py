"""The count of published ballots by equal shares; in a module of its own, because that rule needs numpy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from consultations.record.verify import published_tally, recount
from consultations.record.verify.tally import Question, Told
from consultations.voting.domain.equal_shares import Utility, equal_shares


def check(told: Told, question: Question) -> None:
    """The published ballots of ``question`` and its count, into the report."""
    published_tally.check(told, question, _winners)


def _winners(text: recount.Text, ballots: Sequence[Any]) -> list[int]:
    utility: Utility = "cost" if text["method"] == "approval" else "points"
    given, money = recount.given(text, ballots), Fraction(text["total"])
    found = equal_shares(given, recount.projects(text), money, utility=utility, completion="add1-until-overspent")
    return sorted(map(int, found.selected))
