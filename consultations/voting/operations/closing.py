"""Closing a question: no more ballots, then the count, both on the record in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant
from consultations.record.operations import store_blob
from consultations.record.operations.erase import write_anew
from consultations.voting import events
from consultations.voting.domain import published
from consultations.voting.domain.counting import count_sums, winners_of
from consultations.voting.enums import BallotState, Paper, QuestionState
from consultations.voting.errors import BrokenSeal
from consultations.voting.models import Question, SealedBallot, Tally
from consultations.voting.operations.questions import locked
from consultations.voting.queries.counting import counted
from consultations.voting.queries.secret import opened_sums
from consultations.voting.queries.terms import terms_of

logger = logging.getLogger(__name__)


@transaction.atomic
def close_question(*, actor: Participant | None, question: Question, now: datetime, reason: str = "") -> Question:
    """Ends voting, counts and publishes. Before the end of its phase only with a ``reason``, which is public.

    Closing a closed one changes nothing. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    question = locked(question)
    if question.state == QuestionState.CLOSED:
        return question
    if question.state == QuestionState.DRAFT:
        raise Unfit("state", _("This question has not been opened yet."))
    phase = question.phase
    early = phase is not None and (phase.ends_at is None or phase.ends_at > now)
    if early and not reason.strip():
        raise Unfit("reason", _("Say why voting ends before its time. The reason is public."))
    return close_and_count(question, now, reason.strip())


def close_due(*, now: datetime) -> int:
    """Closes the open questions whose phase is over and that wait for no ballots on paper; returns how many."""
    due = Question.objects.filter(state=QuestionState.OPEN, paper=Paper.NONE, phase__ends_at__lte=now).order_by("pk")
    return sum(_close_if_whole(question, now) for question in due)


def _close_if_whole(question: Question, now: datetime) -> bool:
    """A question whose ballots were tampered with holds up no other."""
    try:
        return _close_one(question, now)
    except BrokenSeal as error:
        logger.error("%s is not counted: %s", question.subject, error.detail)
        return False


@transaction.atomic
def _close_one(question: Question, now: datetime) -> bool:
    question = locked(question)
    phase = question.phase
    over = phase is not None and phase.ends_at is not None and phase.ends_at <= now
    if question.state != QuestionState.OPEN or not over:
        return False
    close_and_count(question, now, "")
    return True


def close_and_count(question: Question, now: datetime, reason: str) -> Question:
    """Closes a locked question, counts it and puts both on the record."""
    states = Counter[str]()
    for row in question.ballots.order_by().values("state").annotate(number=Count("pk")):
        states[row["state"]] = row["number"]
    question.state, question.closed_at = QuestionState.CLOSED, now
    question.save(update_fields=["state", "closed_at"])
    events.question_closed(question, ballots=states[BallotState.STANDING], reason=reason, now=now)
    _tally(question, states, now)
    return question


def _tally(question: Question, states: Counter[str], now: datetime) -> Tally:
    ballots = states[BallotState.STANDING]
    tally = Tally(
        question=question,
        at=now,
        ballots=ballots,
        replaced=states[BallotState.REPLACED],
        spoiled=states[BallotState.SPOILED],
    )
    if question.is_secret:
        body, sums = opened_sums(question)
        tally.count = count_sums(terms_of(question), question.rule, dict(enumerate(sums, 1)), ballots)
        SealedBallot.objects.filter(question=question).delete()
        transaction.on_commit(partial(write_anew, SealedBallot._meta.db_table), robust=True)
    elif ballots >= published.SMALLEST_SHOWN:
        choices, tally.count = counted(question)
        body = published.write(
            question=question.subject, text_sha256=question.sha256, method=question.method, ballots=choices
        )
    if tally.count:
        tally.sha256, tally.size = store_blob(body), len(body)
        keys = dict(question.options.values_list("position", "key"))
        tally.winners = [keys[option] for option in winners_of(tally.count)]
    tally.event = events.tally_published(
        question,
        ballots=tally.ballots,
        replaced=tally.replaced,
        spoiled=tally.spoiled,
        winners=tally.winners,
        sha256=tally.sha256,
        size=tally.size,
        now=now,
    )
    tally.save(force_insert=True)
    return tally
