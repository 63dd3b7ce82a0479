"""Casting a secret ballot: the site makes it, the person sees its hash, then casts it or has it opened to check it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.enums import Channel
from consultations.deliberation.errors import Unfit
from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import opening
from consultations.record.operations import store_blob
from consultations.voting import events
from consultations.voting.domain.choices import Choice, read
from consultations.voting.enums import BallotState, Method
from consultations.voting.models import Ballot, Question, RollEntry, SealedBallot
from consultations.voting.operations.casting import held, locked_entry, standing_of
from consultations.voting.permissions import may_vote
from consultations.voting.queries.secret import SHEET, openings_of, terms_of_secret
from consultations.voting.queries.terms import terms_of


@transaction.atomic
def seal(*, entry: RollEntry, question: Question, choice: Choice, now: datetime) -> SealedBallot:
    """A ballot of ``choice`` that waits for its person to cast or audit it, in place of one that waited.

    ``entry``: the place on the roll of whoever holds its code. Raises NotAllowed or UnfitBallot.
    """
    entry, question = _both(entry, question, now)
    values = _values(question, read(terms_of(question), choice))
    made, openings = ballots.make(terms_of_secret(question), values)
    SealedBallot.objects.filter(entry=entry, ballot=None).delete()
    return SealedBallot.objects.create(
        question=question,
        entry=entry,
        sha256=made.sha256,
        body=made.encode(),
        openings=opening.as_json(made.options, openings),
        at=now,
    )


@transaction.atomic
def cast_sealed(*, entry: RollEntry, question: Question, sha256: str, now: datetime) -> Ballot:
    """Counts the ballot with this hash, in place of the one that stood; a second time changes nothing.

    Raises NotAllowed or Unfit("ballot").
    """
    entry, question = _both(entry, question, now)
    standing = standing_of(question, entry=entry)
    if standing and standing.sha256 == sha256:
        return standing
    sealed = _waiting(entry, sha256)
    if standing:
        SealedBallot.objects.filter(ballot=standing).delete()
        standing.state = BallotState.REPLACED
        standing.save(update_fields=["state"])
    body = bytes(sealed.body)
    event = events.secret_ballot_cast(
        question,
        entry=entry,
        sha256=store_blob(body),
        size=len(body),
        replaces=standing.sha256 if standing else "",
        now=now,
    )
    sealed.ballot = Ballot.objects.create(
        question=question,
        entry=entry,
        channel=Channel.WEB,
        sha256=sealed.sha256,
        size=len(body),
        event=event,
        at=event.time,
    )
    sealed.save(update_fields=["ballot"])
    return sealed.ballot


@transaction.atomic
def audit_sealed(*, entry: RollEntry, question: Question, sha256: str, now: datetime) -> Ballot:
    """Opens the ballot with this hash on the record, for everybody; it can never count. Raises NotAllowed or Unfit.

    Neither the record nor the row says whose it was.
    """
    entry, question = _both(entry, question, now)
    sealed = _waiting(entry, sha256)
    made = ballots.read(bytes(sealed.body), terms_of_secret(question))
    body = opening.write_spoiled(made, openings_of(sealed))
    sealed.delete()
    event = events.ballot_spoiled(question, ballot=sha256, sha256=store_blob(body), size=len(body), now=now)
    return Ballot.objects.create(
        question=question,
        state=BallotState.SPOILED,
        sheet=sha256[:SHEET],
        channel=Channel.WEB,
        sha256=event.data["sha256"],
        size=len(body),
        event=event,
        at=event.time,
    )


def _both(entry: RollEntry, question: Question, now: datetime) -> tuple[RollEntry, Question]:
    """Both read again under their locks, when a secret ballot can be cast now."""
    locked = locked_entry(question, entry)
    question = held(question)
    may_vote(None, question, now, on_roll=locked is not None).require()
    if locked is None or not question.is_secret:
        raise Unfit("ballot", _("This question takes no secret ballots."))
    return locked, question


def _waiting(entry: RollEntry, sha256: str) -> SealedBallot:
    sealed = SealedBallot.objects.filter(entry=entry, ballot=None, sha256=sha256).first()
    if sealed is None:
        raise Unfit("ballot", _("This ballot is not waiting any more. Choose again."))
    return sealed


def _values(question: Question, choice: Choice) -> Mapping[str, int]:
    """Place of an option → what the ballot gives it."""
    if question.method == Method.APPROVAL:
        return {str(option): 1 for option in choice}
    return {str(option): value for option, value in choice}
