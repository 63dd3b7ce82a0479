"""Surveys with what stands in them, and answers to be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.deliberation.models.querysets import Visitor, prepares_consultations
from consultations.people.models import Participant
from consultations.surveys.domain.answers import write
from consultations.surveys.domain.conditions import Answers
from consultations.surveys.domain.questions import Item, item_of
from consultations.surveys.models import Question, Response, Survey


def surveys_for(visitor: Visitor) -> QuerySet[Survey]:
    """Those that this visitor may know of, with consultation, phase and questions."""
    found = Survey.objects.select_related("consultation", "phase").prefetch_related("questions")
    if prepares_consultations(visitor):
        return found
    return found.exclude(ready_at=None).exclude(consultation__state=ConsultationState.DRAFT)


def surveys_of(consultation: Consultation) -> QuerySet[Survey]:
    """Those on its page, in the order in which they open."""
    found = Survey.objects.filter(consultation=consultation).exclude(ready_at=None)
    return found.select_related("consultation", "phase").order_by("phase__position", "pk")


def items_of(questions: Iterable[Question]) -> list[Item]:
    """The questions as the rules see them, in order."""
    return [
        item_of(each.pk, each.kind, each.required, each.settings, each.depends_on_id, each.depends_values)
        for each in questions
    ]


def response_of(person: Participant | None, survey: Survey) -> Response | None:
    if person is None:
        return None
    found = Response.objects.filter(survey=survey, participant=person).select_related("event")
    return found.prefetch_related("shared__contribution").first()


def responses_of(person: Participant, surveys: Sequence[Survey]) -> dict[int, Response]:
    """The person's own, by the number of the survey."""
    found = Response.objects.filter(survey__in=[survey.pk for survey in surveys], participant=person)
    return {response.survey_id: response for response in found}


def as_answers(stored: dict[str, Any] | None) -> Answers:
    """Answers as the rules take them: JSON keeps numbers of questions as text."""
    return {int(id): answer for id, answer in (stored or {}).items()}


def typed_of(response: Response | None, survey: Survey) -> dict[str, list[str]]:
    """What the form of this response holds: the draft, else what was sent last."""
    if response is None:
        return {}
    if response.draft is not None:
        return dict(response.draft)
    answers = as_answers(response.answers)
    return {
        name: typed
        for item in items_of(survey.questions.all())
        for name, typed in write(item, answers.get(item.id)).items()
    }


def sent_answers(survey: Survey) -> Iterator[Answers]:
    """Of every response that counts."""
    rows = Response.objects.filter(survey=survey, answers__isnull=False).order_by("pk")
    for stored in rows.values_list("answers", flat=True).iterator(chunk_size=2000):
        yield as_answers(stored)


def number_of_responses(survey: Survey) -> int:
    return Response.objects.filter(survey=survey, answers__isnull=False).count()
