"""Questions of a survey as places that people comment on (deliberation/places.py), where the survey allows it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import get_language

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.models import Contribution
from consultations.deliberation.places import Place
from consultations.surveys.enums import SILENT_KINDS
from consultations.surveys.models import Question, Survey
from consultations.surveys.queries.surveys import surveys_for


def question_place(survey: Survey, number: int) -> Place | None:
    """The question with its survey; None where nobody may talk about it."""
    question = next((row for row in survey.questions.all() if row.pk == number), None)
    if question is None or not survey.discussed or question.kind in SILENT_KINDS:
        return None
    words = in_language(question.words, get_language() or "")
    slug = survey.consultation.slug
    return Place(
        subject=question.place,
        consultation=survey.consultation,
        words=words,
        within=survey.words,
        url=survey.get_absolute_url(),
        page=reverse("surveys:discussed", args=[slug, survey.pk, question.pk]),
        language=next((code for code, text in question.words.items() if text == words), ""),
        subjects=(question.place,),
    )


def find_question(key: str, visitor: Any) -> Place | None:
    """The place named by a question's number."""
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    found = Question.objects.filter(pk=int(key)).values_list("survey", flat=True).first()
    survey = surveys_for(visitor).filter(pk=found).first() if found else None
    return question_place(survey, int(key)) if survey else None


def discussed_questions(survey: Survey) -> list[tuple[Question, str, int]]:
    """Each question that can be talked about, its words, and how many comments it has, answers included. One query."""
    if not survey.discussed:
        return []
    rows = [row for row in survey.questions.all() if row.kind not in SILENT_KINDS]
    said = Contribution.objects.filter(about__in=[row.place for row in rows]).public().order_by()
    comments: dict[str, int] = defaultdict(int)
    for about, first, answers in said.values_list("about").annotate(Count("pk"), Sum("comment_count")):
        comments[about] += first + answers
    return [(row, in_language(row.words, get_language() or ""), comments[row.place]) for row in rows]
