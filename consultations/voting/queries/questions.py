"""Questions as pages show them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Consultation
from consultations.deliberation.models.querysets import Visitor, prepares_consultations
from consultations.people.models import Participant
from consultations.record.queries.entries import with_place
from consultations.voting.enums import BallotState, QuestionState
from consultations.voting.models import Ballot, Question

STANDING = Count("ballots", filter=Q(ballots__state=BallotState.STANDING))


def questions_for(visitor: Visitor, consultation: Consultation) -> QuerySet[Question]:
    """Those of a consultation that this person may see; drafts are seen by who prepares them."""
    found = Question.objects.filter(consultation=consultation).select_related("phase", "consultation")
    return found if prepares_consultations(visitor) else found.exclude(state=QuestionState.DRAFT)


def turnout(question: Question) -> int:
    """How many ballots count."""
    return Ballot.objects.filter(question=question, state=BallotState.STANDING).count()


def voted_on(person: Participant | None, questions: Sequence[Question]) -> set[int]:
    """Primary keys of the questions on which the person has voted; one query."""
    if person is None or not questions:
        return set()
    rows = Ballot.objects.filter(participant=person, question__in=questions, state=BallotState.STANDING)
    return set(rows.values_list("question_id", flat=True))


def ballot_of(person: Participant | None, question: Question) -> Ballot | None:
    """The person's ballot that counts, its event with its place on the record."""
    if person is None:
        return None
    rows = Ballot.objects.filter(participant=person, question=question, state=BallotState.STANDING)
    return with_place(rows.select_related("event"), "event").first()


def turnout_by_channel(question: Question) -> list[tuple[str | Promise, int]]:
    """(channel in words, ballots that count), the channel's name in alphabetical order; never what they say."""
    rows = Ballot.objects.filter(question=question, state=BallotState.STANDING).order_by("channel")
    return [(Channel(name).label, number) for name, number in rows.values_list("channel").annotate(Count("pk"))]
