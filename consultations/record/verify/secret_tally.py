"""The count of a secret ballot: every proof on the record, and the sums that were opened."""

from __future__ import annotations

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import group, opening
from consultations.record.ballots import roll as rolls
from consultations.record.ballots.ballot import MalformedBallot, MalformedTerms, Terms
from consultations.record.ballots.box import Box
from consultations.record.ballots.opening import FalseOpening
from consultations.record.verify import recount
from consultations.record.verify.findings import CouldNotCheck
from consultations.record.verify.tally import Entry, Question, Told, same_numbers


def check(told: Told, question: Question) -> None:
    """Every ballot of ``question`` and its count, into the report."""
    try:
        group.check_library()
    except RuntimeError as error:
        raise CouldNotCheck(f"The package PyNaCl that is there will not do: {error}.") from error
    terms, roll = _terms(told, question), _roll(told, question)
    if terms is None or roll is None:
        return
    box = Box(terms, roll, told.report.refute)
    for entry in told.entries:
        _put_in(box, told, entry)
    report, turnout = told.report, len(box.standing)
    report.facts |= {"roll": roll, "turnout": turnout, "replaced": box.replaced, "spoiled": box.spoiled}
    report.lines.append(f"{turnout} of {roll} on the roll voted.")
    report.lines.append(f"Ballots replaced by a later one: {box.replaced}; opened to check them: {box.spoiled}.")
    closed, tally = told.only("question.closed"), told.only("tally.published")
    if closed and closed.data["ballots"] != turnout:
        report.refute(f"It says {closed.data['ballots']} ballots; {turnout} count.", closed.index)
    if tally:
        _check_count(box, told, question, tally)


def _terms(told: Told, question: Question) -> Terms | None:
    """What ballots may hold, from the text of the question."""
    text, limit = question.text, question.text.get("limit")
    try:
        return ballots.terms_of_text(bytes.fromhex(question.sha256), text["method"], len(question.keys), limit)
    except (MalformedTerms, TypeError) as error:
        told.report.refute(f"The question cannot be put to a secret ballot: {error}.", question.opened.index)
        return None


def _roll(told: Told, question: Question) -> int | None:
    """How many stand on the roll: the last one before the opening."""
    rolls_told = [entry for entry in told.entries if entry.type == "roll.published"]
    entry = next((each for each in reversed(rolls_told) if each.index < question.opened.index), None)
    if len(rolls_told) > 1:
        told.report.notes.append("The roll was published more than once; the last before the opening is the one.")
    if entry is None:
        told.report.refute("No roll was published before it was opened.", question.opened.index)
        return None
    raw = told.blob(entry)
    if raw is None:
        return None
    try:
        entries = len(rolls.read(raw))
    except rolls.MalformedRoll as error:
        told.report.refute(f"It does not hold: {error}.", entry.index)
        return None
    if entry.data["entries"] != entries:
        told.report.refute(f"It says {entry.data['entries']} entries and lists {entries}.", entry.index)
    return entries


def _put_in(box: Box, told: Told, entry: Entry) -> None:
    """One event of the question."""
    if entry.type == "question.closed":
        box.close(entry.index)
    if not entry.type.startswith("ballot."):
        return
    raw, data = told.blob(entry), entry.data
    if raw is None:
        return
    if entry.type == "ballot.spoiled":
        box.spoil(entry.index, raw, data["ballot"])
    elif "position" not in data:
        told.report.refute("It names no place on the roll.", entry.index)
    elif entry.type == "ballot.cast":
        box.cast(entry.index, data["position"], raw, data["sha256"])
    else:
        box.replace(entry.index, data["position"], raw, data["sha256"], data.get("replaces", ""))


def _check_count(box: Box, told: Told, question: Question, tally: Entry) -> None:
    same_numbers(told, tally, {"ballots": len(box.standing), "replaced": box.replaced, "spoiled": box.spoiled})
    raw = told.blob(tally)
    if raw is None:
        return
    try:
        totals = opening.read_sums(raw, told.subject, box.terms, len(box.standing))
        box.sums().check(totals)
    except (MalformedBallot, FalseOpening) as error:
        told.report.refute(f"The sums do not hold: {error}.", tally.index)
        return
    values = [each.value for each in totals] or [0] * len(question.keys)
    told.report.facts["sums"] = dict(zip(question.keys, values, strict=True))
    told.report.lines += [f"  {key}: {value}" for key, value in told.report.facts["sums"].items()]
    winners = [question.keys[place - 1] for place in recount.of_sums(question.text, values)]
    same_numbers(told, tally, {"winners": winners})
