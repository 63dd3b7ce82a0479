"""Bringing in the roll: the hashes of codes that another office made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant
from consultations.record.ballots import roll
from consultations.record.operations import store_blob
from consultations.voting import events
from consultations.voting.enums import QuestionState, Voters
from consultations.voting.models import Question, RollEntry
from consultations.voting.operations.questions import locked

BATCH = 5000


@transaction.atomic
def bring_roll(*, actor: Participant | None, question: Question, digests: Iterable[str], now: datetime) -> int:
    """Publishes ``digests`` (record/ballots/roll.py, ``entry``) as those who may vote; returns how many they are.

    They stand in rising order, whatever order they came in. Until the question opens another roll may take the place
    of this one. Raises NotAllowed or Unfit("roll").
    """
    may_prepare(actor).require()
    question = locked(question)
    if question.state != QuestionState.DRAFT:
        raise Unfit("roll", _("Voting on this question has begun. Its roll cannot be changed any more."))
    if question.voters != Voters.ROLL:
        raise Unfit("roll", _("This question takes no codes."))
    body = roll.write(digests)
    try:
        entries = roll.read(body)
    except roll.MalformedRoll as error:
        raise Unfit("roll", _("This is not a list of codes’ hashes, or one of them stands there twice.")) from error
    if not entries:
        raise Unfit("roll", _("The list is empty."))
    question.roll.all().delete()
    RollEntry.objects.bulk_create(
        (RollEntry(question=question, position=place, digest=digest) for place, digest in enumerate(entries)),
        batch_size=BATCH,
    )
    events.roll_published(question, entries=len(entries), sha256=store_blob(body), size=len(body), now=now)
    return len(entries)
