"""Open answers that their persons want published: they become contributions, with their name or without."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.enums import Channel, ContributionKind, ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations.contributions import contribute, locked, take_back
from consultations.people.models import Participant
from consultations.surveys.models import Question, Response, SharedAnswer

LONGEST_TITLE = 200


def share_answers(response: Response, actor: Participant | None, *, named: bool, now: datetime) -> None:
    """Publishes what is ticked, and takes back what is ticked no longer or reads otherwise now.

    All of one response are ``named``, or none is: published in the same moment, one name would give away the others.
    """
    held = {shared.question_id: shared for shared in response.shared.select_related("contribution")}
    for question in response.survey.questions.all():
        answer = (response.answers or {}).get(str(question.pk), {})
        shared = held.get(question.pk)
        if shared is not None and _stands(shared, answer, named):
            continue
        if shared is not None:
            _take_back(shared, now)
        if answer.get("share"):
            _publish(response, question, answer["text"], actor, named, now)


def _stands(shared: SharedAnswer, answer: dict[str, Any], named: bool) -> bool:
    return "share" in answer and shared.contribution.body == answer["text"] and shared.named == named


def _take_back(shared: SharedAnswer, now: datetime) -> None:
    contribution = locked(shared.contribution)
    if contribution.state in (ContributionState.PUBLISHED, ContributionState.MERGED):
        take_back(contribution, now)
    shared.delete()


def _publish(
    response: Response, question: Question, text: str, actor: Participant | None, named: bool, now: datetime
) -> None:
    title = in_language(question.words, response.language)
    contribution: Contribution = contribute(
        actor=actor,
        consultation=response.survey.consultation,
        kind=ContributionKind.SURVEY_ANSWER,
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        body=text,
        language=response.language,
        channel=Channel(response.channel),
        named=named,
        now=now,
    )
    SharedAnswer.objects.create(response=response, question=question, contribution=contribution, named=named)
