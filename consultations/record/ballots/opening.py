"""Opening commitments: those of one spoiled ballot, and the sums of all that were counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import group
from consultations.record.ballots.ballot import Ballot, MalformedBallot, Opening, Terms
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.jcs import MAX_SAFE, canonical_fast


class FalseOpening(ValueError):
    """The commitment does not hold what is said of it."""


def as_json(options: Sequence[str], openings: Iterable[Opening]) -> list[dict[str, Any]]:
    """``[{"blinding", "option", "value"}, …]`` in the order of the options."""
    return [
        {"option": option, "value": each.value, "blinding": b64(group.write_scalar(each.blinding))}
        for option, each in zip(options, openings, strict=True)
    ]


def of_json(value: Any, options: Sequence[str]) -> tuple[Opening, ...]:
    """The openings of a JSON value; raises MalformedBallot unless they are those of these options, in order."""
    if not isinstance(value, list) or len(value) != len(options):
        raise MalformedBallot("the openings are not those of the question's options")
    for each, option in zip(value, options, strict=True):
        if not isinstance(each, dict) or each.keys() != {"option", "value", "blinding"} or each["option"] != option:
            raise MalformedBallot("the openings are not those of the question's options")
        if type(each["value"]) is not int or not 0 <= each["value"] <= MAX_SAFE:
            raise MalformedBallot("an opened value is not a whole number")
    return tuple(Opening(each["value"], ballots.read_blinding(each["blinding"])) for each in value)


def check(options: Sequence[str], commitments: Sequence[bytes], openings: Sequence[Opening]) -> None:
    """Raises FalseOpening, naming the option, unless each commitment holds what its opening says."""
    for option, commitment, each in zip(options, commitments, openings, strict=True):
        if group.commit(each.value, each.blinding) != commitment:
            raise FalseOpening(f"option {option} does not hold {each.value}")


def write_spoiled(ballot: Ballot, openings: Sequence[Opening]) -> bytes:
    """The canonical bytes of an audited ballot with all that it holds."""
    return canonical_fast({"ballot": ballot.as_json(), "openings": as_json(ballot.options, openings)})


def read_spoiled(raw: bytes, terms: Terms) -> tuple[Ballot, tuple[Opening, ...]]:
    """The ballot and openings of ``raw``; raises MalformedBallot. Neither proofs nor openings are checked yet."""
    value = ballots.read_json(raw)
    if not isinstance(value, dict) or value.keys() != {"ballot", "openings"}:
        raise MalformedBallot("it has not exactly the keys of an opened ballot")
    return ballots.of_json(value["ballot"], terms), of_json(value["openings"], terms.options)


def write_sums(subject: str, terms: Terms, ballots: int, totals: Sequence[Opening]) -> bytes:
    """The canonical bytes of the opened sums of a question; without a ballot there is none to open."""
    return canonical_fast(
        {
            "v": 1,
            "question": subject,
            "text_sha256": terms.question.hex(),
            "ballots": ballots,
            "sums": as_json(terms.options, totals) if ballots else [],
        }
    )


def read_sums(raw: bytes, subject: str, terms: Terms, ballots_counted: int) -> tuple[Opening, ...]:
    """The opened sums of ``raw``; raises MalformedBallot unless they are of this question and this many ballots."""
    value: Any = ballots.read_json(raw)
    if not isinstance(value, dict) or value.keys() != {"v", "question", "text_sha256", "ballots", "sums"}:
        raise MalformedBallot("they have not exactly the keys of opened sums")
    if [value["v"], value["question"], value["text_sha256"]] != [1, subject, terms.question.hex()]:
        raise MalformedBallot("they are those of another question")
    if type(value["ballots"]) is not int or value["ballots"] != ballots_counted:
        raise MalformedBallot(f"they are of {value['ballots']} ballots, and {ballots_counted} count")
    return of_json(value["sums"], terms.options if ballots_counted else ())


class Sums:
    """The commitments of the counted ballots, added up option by option. Holds one point an option."""

    def __init__(self, terms: Terms) -> None:
        self.options = terms.options
        self.ballots = 0
        self._sums: list[bytes] = []

    def add(self, ballot: Ballot) -> None:
        """Counts one ballot that was checked."""
        added = ballot.commitments
        self._sums = [group.add(*pair) for pair in zip(self._sums, added, strict=True)] if self._sums else list(added)
        self.ballots += 1

    def check(self, openings: Sequence[Opening]) -> None:
        """Raises FalseOpening unless the sums hold what is said."""
        check(self.options if self.ballots else (), self._sums, openings)


def add_up(options: int, ballots: Iterable[Sequence[Opening]]) -> tuple[Opening, ...]:
    """The openings of the sums, from the openings of each counted ballot."""
    values, blindings = [0] * options, [0] * options
    for openings in ballots:
        for at, each in enumerate(openings):
            values[at] += each.value
            blindings[at] = (blindings[at] + each.blinding) % group.L
    return tuple(Opening(value, blinding) for value, blinding in zip(values, blindings, strict=True))
