"""Secret ballots as the site holds them until closing, and as everybody finds them by their hash."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import opening
from consultations.record.ballots.ballot import Opening, Terms
from consultations.record.queries.entries import with_place
from consultations.voting.enums import BallotState
from consultations.voting.errors import BrokenSeal
from consultations.voting.models import Ballot, Question, SealedBallot

SHEET = 40
"""Of an audited ballot the row holds so many digits of the hash that the person saw, and nothing of the person."""


def terms_of_secret(question: Question) -> Terms:
    """What a secret ballot of an opened question may hold. Raises MalformedTerms where none could be made."""
    return terms_for(question, question.sha256)


def terms_for(question: Question, sha256: str) -> Terms:
    """The same for a text that is about to be opened."""
    options = len(question.options.all())
    return ballots.terms_of_text(bytes.fromhex(sha256), question.method, options, question.limit)


def openings_of(sealed: SealedBallot) -> tuple[Opening, ...]:
    """What a sealed ballot holds."""
    return opening.of_json(sealed.openings, [each["option"] for each in sealed.openings])


def opened_sums(question: Question) -> tuple[bytes, Sequence[int]]:
    """The sums of the ballots that count, opened, as bytes for the record and as numbers in the options' order.

    Raises BrokenSeal unless they open what stands on the record.
    """
    terms, sums, held = terms_of_secret(question), opening.Sums(terms_of_secret(question)), []
    rows = Ballot.objects.filter(question=question, state=BallotState.STANDING).select_related("sealed")
    for row in rows.iterator():
        if not hasattr(row, "sealed") or row.sealed.sha256 != row.sha256:
            raise BrokenSeal(f"what voting_ballot {row.pk} holds is gone")
        held.append(openings_of(row.sealed))
        sums.add(ballots.read(bytes(row.sealed.body), terms))
    totals = opening.add_up(len(terms.options), held)
    try:
        sums.check(totals if held else ())
    except opening.FalseOpening as error:
        raise BrokenSeal(str(error)) from error
    return opening.write_sums(question.subject, terms, len(held), totals), [each.value for each in totals]


def opens(sealed: SealedBallot) -> bool:
    """Whether a sealed ballot holds what the site says."""
    try:
        made = ballots.read(bytes(sealed.body), terms_of_secret(sealed.question))
        opening.check(made.options, made.commitments, openings_of(sealed))
    except (ballots.MalformedBallot, opening.FalseOpening):
        return False
    return True


def read_sums(question: Question, body: bytes, counted: int) -> list[int]:
    """The sums that were opened, in the options' order; raises MalformedBallot."""
    terms = terms_of_secret(question)
    totals = opening.read_sums(body, question.subject, terms, counted)
    return [each.value for each in totals] or [0] * len(terms.options)


def hash_like(question: Question, start: str) -> str:
    """The hash of the one ballot that begins with these digits; empty where none does, or several do."""
    cast, audited = Q(sha256__startswith=start, entry__isnull=False), Q(sheet__startswith=start[:SHEET], entry=None)
    rows = Ballot.objects.filter(cast | audited, question=question).select_related("event").order_by("pk")[:2]
    found = [row.event.data.get("ballot", row.sha256) for row in rows]
    return found[0] if len(found) == 1 and found[0].startswith(start) else ""


def ballot_by_hash(question: Question, sha256: str) -> Ballot | None:
    """The ballot whose hash a person was shown, with its entry: cast, replaced or opened; None where none stands."""
    cast = Q(sha256=sha256, entry__isnull=False)
    audited = Q(state=BallotState.SPOILED, sheet=sha256[:SHEET])
    rows = Ballot.objects.filter(cast | audited, question=question).select_related("entry", "event")
    return with_place(rows, "event").order_by("pk").first()
