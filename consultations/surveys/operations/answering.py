"""Filling in a survey, sending it, sending it anew; and entering what others wrote on paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from consultations.deliberation.enums import Channel
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.surveys import events
from consultations.surveys.domain.answers import Typed, Unreadable, fields_of, read
from consultations.surveys.domain.conditions import asked, counting
from consultations.surveys.domain.questions import Item
from consultations.surveys.errors import AnswersUnfit
from consultations.surveys.models import Response, Survey
from consultations.surveys.operations.counting import count_in
from consultations.surveys.operations.sharing import share_answers
from consultations.surveys.permissions import may_answer, may_enter_sheets
from consultations.surveys.queries.surveys import items_of, typed_of

# More than the longest survey holds; what a form sends beyond is not kept.
MOST_VALUES = 60
LONGEST_VALUE = 20_000


def locked(survey: Survey) -> Survey:
    """The row read again under its lock, with what permissions and rules need."""
    rows = Survey.objects.select_for_update(of=("self",), no_key=True).select_related("consultation", "phase")
    return rows.prefetch_related("questions").get(pk=survey.pk)


@transaction.atomic
def save_draft(
    *, actor: Participant | None, survey: Survey, typed: Typed, items: Sequence[Item], page: int, now: datetime
) -> Response:
    """Keeps what was ``typed`` into ``items`` as it is, also what cannot stand; ``page``: where to go on.

    Raises NotAllowed. Nothing of it counts before it is sent.
    """
    person = as_they_stand(actor)
    survey = Survey.objects.select_related("consultation", "phase").prefetch_related("questions").get(pk=survey.pk)
    may_answer(person, survey, now).require()
    response, _new = Response.objects.select_for_update().get_or_create(survey=survey, participant=person)
    names = [name for item in items for name in fields_of(item)]
    kept = {name: values for name, values in typed_of(response, survey).items() if name not in names}
    response.draft = kept | {name: _cut(typed[name]) for name in names if typed.get(name)}
    response.page = page
    response.save(update_fields=["draft", "page"])
    return response


def _cut(values: Sequence[str]) -> list[str]:
    return [value.replace("\x00", "")[:LONGEST_VALUE] for value in list(values)[:MOST_VALUES]]


@transaction.atomic
def send_answers(
    *, actor: Participant | None, survey: Survey, named: bool = False, language: str = "", now: datetime
) -> Response:
    """Sends what the person filled in, for the first time or in place of what they had sent.

    ``named``: open answers that are published stand under their public name. What was sent already and not touched
    since is not sent again.

    Raises NotAllowed, or AnswersUnfit with all that is at fault; then the draft stays as it is.
    """
    person = as_they_stand(actor)
    survey = locked(survey)
    may_answer(person, survey, now).require()
    response, _new = Response.objects.select_for_update(of=("self",)).get_or_create(survey=survey, participant=person)
    if response.sent_at and response.draft is None:
        return response
    response.answers = read_all(items_of(survey.questions.all()), response.draft or {})
    response.survey, response.participant, response.language = survey, person, language
    _send(response, now)
    share_answers(response, person, named=named, now=now)
    return response


@transaction.atomic
def enter_sheet(
    *,
    actor: Participant | None,
    survey: Survey,
    typed: Typed,
    channel: Channel,
    submission: uuid.UUID,
    language: str = "",
    now: datetime,
) -> Response:
    """Enters one sheet of paper, or what somebody said at a desk; a form sent twice gives the first one again.

    Raises NotAllowed or AnswersUnfit.
    """
    person = as_they_stand(actor)
    survey = locked(survey)
    may_enter_sheets(person, survey, now).require()
    before = Response.objects.filter(survey=survey, submission=submission).first()
    if before is not None:
        return before
    channel = Channel.DESK if channel == Channel.DESK else Channel.PAPER
    response = Response(survey=survey, channel=channel, language=language, submission=submission)
    response.answers = read_all(items_of(survey.questions.all()), typed)
    _send(response, now)
    share_answers(response, person, named=False, now=now)
    return response


def _send(response: Response, now: datetime) -> None:
    response.event = events.answered(response, now=now)
    response.sent_at, response.times, response.draft = response.event.time, response.times + 1, None
    response.save()
    count_in(response.survey)


def read_all(items: Sequence[Item], typed: Typed) -> dict[str, Any]:
    """The answers that count, by the number of their question. Raises AnswersUnfit."""
    answers, faults = read_some(items, typed)
    shown = asked(items, answers)
    if at_fault := {id: reason for id, reason in faults.items() if id in shown}:
        raise AnswersUnfit(at_fault)
    return {str(id): dict(answer) for id, answer in counting(items, answers).items()}


def read_some(items: Sequence[Item], typed: Typed) -> tuple[dict[int, Mapping[str, Any]], dict[int, str]]:
    """What can be read, and why the rest cannot, both by the number of the question; asked or not."""
    answers: dict[int, Mapping[str, Any]] = {}
    faults: dict[int, str] = {}
    for item in items:
        try:
            if answer := read(item, typed):
                answers[item.id] = answer
        except Unreadable as fault:
            faults[item.id] = str(fault)
    return answers, faults
