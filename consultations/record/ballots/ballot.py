"""A secret ballot: a commitment and a proof for each option, as canonical JSON whose hash the voter sees."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consultations.record.ballots import group, proofs
from consultations.record.ballots.proofs import Proof, Statement
from consultations.record.tlog.encoding import MalformedText, b64, unb64
from consultations.record.tlog.jcs import NotCanonicalizable, canonical_fast

MAX_BALLOT = 1 << 20
MAX_HIGHEST = 100
MAX_ANSWERS = 1000  # options times values: what a site proves within a second
ANSWER = 3 * group.SIZE
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").fullmatch
_OPTION = re.compile(r"[A-Za-z0-9._-]{1,100}").fullmatch


class MalformedBallot(ValueError):
    """The bytes are not a ballot for this question; the message says what is wrong."""


class FalseProof(ValueError):
    """The ballot has the right form, and a proof of it does not hold."""


class NotAChoice(ValueError):
    """The question does not admit these values."""


class MalformedTerms(ValueError):
    """A question on these terms cannot be put to a secret ballot."""


@dataclass(frozen=True)
class Terms:
    """What a ballot may hold.

    ``question``: the hash of its text, 32 bytes; ``options``: their ids, in order; ``highest``: each option gets 0 to
    that; ``most``: their sum is at most that, None where it is not limited.
    """

    question: bytes
    options: tuple[str, ...]
    highest: int = 1
    most: int | None = None

    def __post_init__(self) -> None:
        named = all(map(_OPTION, self.options)) and proofs.SUM not in self.options
        if len(self.question) != 32 or not named or not 0 < len(set(self.options)) == len(self.options):
            raise MalformedTerms("the question's hash or options have the wrong form")
        if not 0 < self.highest <= MAX_HIGHEST or not (self.most is None or 0 < self.most <= MAX_HIGHEST):
            raise MalformedTerms("the values or their sum have the wrong bound")
        if len(self.options) * (self.highest + 1) > MAX_ANSWERS:
            raise MalformedTerms("there are too many options for so many values")

    def statement(self, ballot: str, option: str) -> Statement:
        return Statement(self.question, ballot, option, self.highest)

    def sum_statement(self, ballot: str) -> Statement:
        return Statement(self.question, ballot, proofs.SUM, self.most or 0)


def terms_of_text(question: bytes, method: str, options: int, limit: int | None) -> Terms:
    """What ballots of a question may hold; raises MalformedTerms.

    ``options``: how many, each called by its place in the list, from 1; ``limit``: how many one may choose (approval;
    None or as many as there are: no limit), or the highest score.
    """
    places = tuple(str(place) for place in range(1, options + 1))
    if method == "score":
        return Terms(question, places, highest=limit or 0)
    if method != "approval":
        raise MalformedTerms("only its sums could be opened, and they do not decide it")
    return Terms(question, places, most=limit if limit is not None and limit < options else None)


@dataclass(frozen=True)
class Opening:
    """What a commitment holds."""

    value: int
    blinding: int


@dataclass(frozen=True)
class Ballot:
    """``commitments`` and ``proofs`` are in the order of the options; ``sum`` is there where it is limited."""

    id: str
    question: bytes
    options: tuple[str, ...]
    commitments: tuple[bytes, ...]
    proofs: tuple[Proof, ...]
    sum: Proof | None

    def encode(self) -> bytes:
        """Its canonical bytes."""
        return canonical_fast(self.as_json())

    def as_json(self) -> dict[str, Any]:
        choices = [
            {"option": option, "commitment": b64(commitment), "proof": write_proof(proof)}
            for option, commitment, proof in zip(self.options, self.commitments, self.proofs, strict=True)
        ]
        ballot: dict[str, Any] = {"v": 1, "ballot": self.id, "question": self.question.hex(), "choices": choices}
        return ballot if self.sum is None else {**ballot, "sum": write_proof(self.sum)}

    @property
    def sha256(self) -> str:
        """The hash that the voter sees, in hexadecimal."""
        return hashlib.sha256(self.encode()).hexdigest()


def write_proof(proof: Proof) -> str:
    """Base64 of A ‖ c ‖ s of each value."""
    return b64(b"".join(a + group.write_scalar(c) + group.write_scalar(s) for a, c, s in proof))


def read_proof(text: object, highest: int) -> Proof:
    """Raises MalformedBallot unless it has an answer for each of the values 0 to ``highest``.

    Its points are judged where they are multiplied: libsodium admits none there that ``read_point`` would not.
    """
    data = _bytes(text)
    if len(data) != ANSWER * (highest + 1):
        raise MalformedBallot("a proof has the wrong length")
    try:
        return tuple(_read_answer(data[at : at + ANSWER]) for at in range(0, len(data), ANSWER))
    except group.NotInTheGroup as error:
        raise MalformedBallot(str(error)) from error


def _read_answer(data: bytes) -> tuple[bytes, int, int]:
    return data[:32], group.read_scalar(data[32:64]), group.read_scalar(data[64:])


def read_blinding(text: object) -> int:
    """A scalar in base64; raises MalformedBallot."""
    try:
        return group.read_scalar(_bytes(text))
    except group.NotInTheGroup as error:
        raise MalformedBallot(str(error)) from error


def _bytes(text: object) -> bytes:
    try:
        return unb64(text) if isinstance(text, str) else b""
    except MalformedText as error:
        raise MalformedBallot(f"a value is {error}") from error


def read_json(raw: bytes) -> Any:
    """What ``raw`` holds; raises MalformedBallot unless it prints back to the same bytes."""
    if len(raw) > MAX_BALLOT:
        raise MalformedBallot("it is longer than 1 MiB")
    try:
        value = json.loads(raw.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        printed = canonical_fast(value)
    except (ValueError, RecursionError, NotCanonicalizable) as error:
        raise MalformedBallot("it is not JSON of whole numbers") from error
    if printed != raw:
        raise MalformedBallot("it is not in canonical form")
    return value


def _refuse(text: str) -> Any:
    raise ValueError(text)


def read(raw: bytes, terms: Terms) -> Ballot:
    """The ballot of ``raw``; raises MalformedBallot. Its proofs are not yet checked, its points are."""
    return of_json(read_json(raw), terms)


def of_json(value: Any, terms: Terms) -> Ballot:
    """The ballot of a JSON value; raises MalformedBallot unless the value is that which the ballot prints."""
    if not isinstance(value, dict) or not isinstance(value.get("choices"), list):
        raise MalformedBallot("it has not exactly the keys of a ballot")
    if value.get("question") != terms.question.hex():
        raise MalformedBallot("it was made for another question or another text of it")
    if not isinstance(value.get("ballot"), str) or not _ID(value["ballot"]):
        raise MalformedBallot("its id has the wrong form")
    if [each.get("option") if isinstance(each, dict) else None for each in value["choices"]] != list(terms.options):
        raise MalformedBallot("its options are not those of the question")
    if ("sum" in value) is not (terms.most is not None):
        raise MalformedBallot("it has not exactly the keys of a ballot")
    ballot = Ballot(
        id=value["ballot"],
        question=terms.question,
        options=terms.options,
        commitments=tuple(_read_commitment(each.get("commitment")) for each in value["choices"]),
        proofs=tuple(read_proof(each.get("proof"), terms.highest) for each in value["choices"]),
        sum=None if terms.most is None else read_proof(value["sum"], terms.most),
    )
    if canonical_fast(ballot.as_json()) != canonical_fast(value):
        raise MalformedBallot("it has not exactly the keys of a ballot")
    return ballot


def _read_commitment(text: object) -> bytes:
    try:
        return group.read_point(_bytes(text))
    except group.NotInTheGroup as error:
        raise MalformedBallot(str(error)) from error


def check(ballot: Ballot, terms: Terms) -> None:
    """Raises FalseProof, naming the option, unless every proof of a ballot that was read holds."""
    every = proofs.Equations()
    claims = list(_claims(ballot, terms))
    for words, statement, commitments, proof in claims:
        if not _is_bound(statement, commitments, proof):
            raise FalseProof(words)
        every.add(proof, commitments)
    if every.hold():
        return
    for words, _, commitments, proof in claims:
        alone = proofs.Equations()
        alone.add(proof, commitments)
        if not alone.hold():
            raise FalseProof(words)
    raise FalseProof("a proof does not hold")


def _claims(ballot: Ballot, terms: Terms) -> Iterator[tuple[str, Statement, tuple[bytes, ...], Proof]]:
    """Each proof with what to say where it does not hold, its statement, and the commitments whose sum it is about."""
    for option, commitment, proof in zip(terms.options, ballot.commitments, ballot.proofs, strict=True):
        words = f"the proof for option {option} does not hold"
        yield words, terms.statement(ballot.id, option), (commitment,), proof
    if ballot.sum is not None:
        words = f"the proof that the choices are at most {terms.most} does not hold"
        yield words, terms.sum_statement(ballot.id), ballot.commitments, ballot.sum


def _is_bound(statement: Statement, commitments: tuple[bytes, ...], proof: Proof) -> bool:
    try:
        return proofs.is_bound(statement, group.total(commitments), proof)
    except group.NotInTheGroup:
        return False


def make(terms: Terms, choices: Mapping[str, int]) -> tuple[Ballot, tuple[Opening, ...]]:
    """A new ballot that gives each option its value, 0 where none is named, and its openings in the options' order.

    Raises NotAChoice where the terms do not admit the values.
    """
    values = [choices.get(option, 0) for option in terms.options]
    if choices.keys() - set(terms.options) or not all(0 <= value <= terms.highest for value in values):
        raise NotAChoice("an option or a value is not one of the question's")
    if terms.most is not None and sum(values) > terms.most:
        raise NotAChoice(f"the choices are more than {terms.most}")
    ballot, openings = str(uuid.uuid4()), tuple(Opening(value, group.random_scalar()) for value in values)
    commitments = tuple(group.commit(each.value, each.blinding) for each in openings)
    made = tuple(
        proofs.prove(terms.statement(ballot, option), commitment, each.value, each.blinding)
        for option, commitment, each in zip(terms.options, commitments, openings, strict=True)
    )
    limit = None
    if terms.most is not None:
        blinding = sum(each.blinding for each in openings) % group.L
        limit = proofs.prove(terms.sum_statement(ballot), group.total(commitments), sum(values), blinding)
    return Ballot(ballot, terms.question, terms.options, commitments, made, limit), openings
