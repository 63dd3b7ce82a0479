"""The count of confidential ballots, published at closing without person, time or number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from consultations.record.tlog.jcs import canonical_fast
from consultations.record.verify import recount
from consultations.record.verify.tally import Entry, Question, Told, same_numbers

Winners = Callable[[recount.Text, Sequence[Any]], list[int]]


class MalformedBallots(ValueError):
    """The bytes are not the published ballots of this question."""


def check(told: Told, question: Question, winners: Winners = recount.of_ballots) -> None:
    """The published ballots of ``question`` and its count, into the report."""
    numbers = Counter(entry.type for entry in told.entries)
    cast, report = numbers["ballot.cast"] - numbers["ballot.withdrawn"], told.report
    found = {"ballots": cast, "replaced": numbers["ballot.replaced"], "spoiled": numbers["ballot.spoiled"]}
    closed, tally = told.only("question.closed"), told.only("tally.published")
    for entry in told.entries:
        if entry.type.startswith("ballot.") and closed and entry.index > closed.index:
            report.refute("It came after the question was closed.", entry.index)
    if closed and closed.data["ballots"] != cast:
        report.refute(f"It says {closed.data['ballots']} ballots; {cast} were cast.", closed.index)
    if numbers["ballot.withdrawn"]:
        report.lines.append(f"Ballots on paper entered wrongly and taken back: {numbers['ballot.withdrawn']}.")
    report.lines.append(f"{cast} voted. Ballots replaced by a later one: {found['replaced']}.")
    if tally is None:
        report.facts |= found
        return
    same_numbers(told, tally, found)
    if "sha256" in tally.data:
        _count(told, question, tally, cast, winners)
    elif tally.data["winners"]:
        report.refute("It names winners, and no ballots from which they could be counted.", tally.index)
    elif cast:
        report.lines.append("So few voted that nothing but their number is told.")


def _count(told: Told, question: Question, tally: Entry, cast: int, winners: Winners) -> None:
    raw = told.blob(tally)
    if raw is None:
        return
    try:
        ballots = _read(raw, told.subject, question, cast)
        places = winners(question.text, ballots)
    except (MalformedBallots, recount.CannotCount) as error:
        told.report.refute(f"The published ballots do not hold: {error}.", tally.index)
        return
    same_numbers(told, tally, {"winners": [question.keys[place - 1] for place in places]})
    told.report.lines.append(f"Counted again: {', '.join(told.report.facts['winners']) or 'nobody'} won.")


def _read(raw: bytes, subject: str, question: Question, cast: int) -> list[Any]:
    """Raises MalformedBallots unless they print back, are as many as were cast, and keep the question's rules."""
    try:
        value = json.loads(raw)
        named = [value["v"], value["question"], value["text_sha256"], value["method"]]
        ballots: list[Any] = value["ballots"]
        if canonical_fast(value) != raw or value.keys() != {"v", "question", "text_sha256", "method", "ballots"}:
            raise MalformedBallots("they are not in canonical form")
        if named != [1, subject, question.sha256, question.text["method"]]:
            raise MalformedBallots("they are those of another question")
        if len(ballots) != cast or ballots != sorted(ballots):
            raise MalformedBallots(f"they are {len(ballots)} and {cast} were cast, or they are not in order")
        for ballot in ballots:
            _check(question.text, ballot)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MalformedBallots(str(error) or "they are not in the form that the record uses") from error
    return ballots


def _check(text: recount.Text, ballot: Any) -> None:
    """Raises ValueError where a ballot does not keep the rules: options once each, and within the question's limit."""
    pairs = ballot if text["method"] in ("score", "points") else [[option, 1] for option in ballot]
    options, values = [option for option, _ in pairs], [value for _, value in pairs]
    whole = all(type(each) is int for each in options + values)
    if not whole or len(set(options)) != len(options) or not set(options) <= set(range(1, len(text["options"]) + 1)):
        raise ValueError("a ballot names what is not an option, or one twice")
    limit = text["limit"] or len(text["options"])
    used = {"score": max(values, default=0), "points": sum(values)}.get(text["method"], len(options))
    if text["method"] == "approval" and text["total"] is not None and text["bound"] == "cost":
        costs = [Fraction(text["options"][option - 1]["cost"]) for option in options]
        used, limit = sum(costs, Fraction(0)), Fraction(text["total"])
    if min(values, default=1) < 1 or used > limit:
        raise ValueError("a ballot says more than the question admits")
