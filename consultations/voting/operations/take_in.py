"""Taking in a vote that was held elsewhere: its question, its options and its ballots, closed and counted here.

Called by the operator's import commands only: whoever may run them on the server may do this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Contribution, Phase
from consultations.record.operations import store_blob
from consultations.voting import events
from consultations.voting.domain import wording
from consultations.voting.domain.choices import Choice
from consultations.voting.enums import Method, QuestionState, Rule
from consultations.voting.models import Ballot, Option, Question
from consultations.voting.operations.closing import close_and_count

BATCH = 500


@dataclass(frozen=True)
class IncomingOption:
    """``key`` names it in the source and in files; ``text`` may be empty."""

    key: str
    title: str
    text: str = ""
    cost: Decimal | None = None


@dataclass(frozen=True)
class IncomingQuestion:
    """See models.Question; words are in the consultation's language. ``choices``: as in domain/choices.py, or empty."""

    title: str
    text: str
    method: Method
    rule: Rule
    options: Sequence[IncomingOption]
    choices: Sequence[Choice] = field(repr=False)
    limit: int | None = None
    total: Decimal | None = None
    currency: str = ""
    threshold: int | None = None


@transaction.atomic
def take_in_question(
    *,
    phase: Phase,
    incoming: IncomingQuestion,
    contributions: dict[str, Contribution],
    now: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> Question:
    """A closed question with every ballot on the record, each under its number in the source, and their count.

    ``contributions``: by key of the option. Raises BallotError where the ballots cannot be counted.
    """
    question = _draft(phase, incoming, now)
    options = _options(question, incoming.options, contributions)
    text = wording.text_of(question, options)
    question.sha256 = store_blob(text)
    question.state, question.opened_at = QuestionState.OPEN, now
    question.save(update_fields=["sha256", "state", "opened_at"])
    events.question_opened(question, options=len(options), size=len(text), now=now)
    _take_in_ballots(question, incoming.choices, now, progress)
    return close_and_count(question, now, "")


def _draft(phase: Phase, incoming: IncomingQuestion, now: datetime) -> Question:
    language = phase.consultation.language
    return Question.objects.create(
        consultation=phase.consultation,
        phase=phase,
        language=language,
        title={language: incoming.title},
        text={language: incoming.text} if incoming.text else {},
        method=incoming.method,
        rule=incoming.rule,
        limit=incoming.limit,
        total=incoming.total,
        currency=incoming.currency,
        threshold=incoming.threshold,
        created_at=now,
    )


def _options(
    question: Question, incoming: Sequence[IncomingOption], contributions: dict[str, Contribution]
) -> list[Option]:
    language = question.language
    return Option.objects.bulk_create(
        Option(
            question=question,
            position=place,
            key=each.key,
            title={language: each.title},
            text={language: each.text} if each.text else {},
            cost=each.cost,
            contribution=contributions.get(each.key),
        )
        for place, each in enumerate(incoming, 1)
    )


def _take_in_ballots(
    question: Question, choices: Sequence[Choice], now: datetime, progress: Callable[[int], None]
) -> None:
    for start in range(0, len(choices), BATCH):
        some = choices[start : start + BATCH]
        rows = []
        for number, choice in enumerate(some, start + 1):
            event = events.ballot_cast(question, channel=Channel.IMPORT, choice=choice, now=now)
            rows.append(
                Ballot(
                    question=question,
                    sheet=str(number),
                    channel=Channel.IMPORT,
                    choice=choice,
                    event=event,
                    at=event.time,
                )
            )
        Ballot.objects.bulk_create(rows)
        progress(start + len(some))
