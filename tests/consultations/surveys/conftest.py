"""A survey of one open consultation, with a question of most kinds on two pages, made through the operations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from consultations.deliberation.enums import Act
from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from consultations.surveys.domain.questions import Item
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.models import Response, Survey
from consultations.surveys.operations import (
    add_question,
    make_survey,
    save_draft,
    send_answers,
    show_survey,
)
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan
from consultations.surveys.queries.surveys import items_of
from tests.cast import Cast
from tests.consultations.deliberation.conftest import make_consultation


def options(**words: str) -> list[dict[str, Any]]:
    return [{"id": id, "words": {"en": text}} for id, text in words.items()]


BY = {"options": options(a="By bus", b="By bike", c="On foot")}
QUESTIONS = (
    ("how", QuestionPlan(Kind.ONE, {"en": "How do you come?", "ar": "كيف تأتي؟"}, required=True, settings=BY)),
    ("late", QuestionPlan(Kind.SCALE, {"en": "How late is the bus?"}, depends_values=("a",))),
    ("page", QuestionPlan(Kind.PAGE, {"en": "Your wish"})),
    ("wish", QuestionPlan(Kind.LONG, {"en": "What do you wish?"}, settings={"share": True})),
)


def make_open_survey(
    dana: Participant, consultation: Consultation, now: datetime, results: ResultsWhen = ResultsWhen.CLOSING
) -> Survey:
    """Its open phase lets people answer; ``late`` is asked of who comes by bus."""
    phase = next(phase for phase in consultation.phases.order_by("position") if phase.is_open(now))
    phase.settings = {**phase.settings, "may": [*phase.settings["may"], Act.ANSWER.value]}
    phase.save(update_fields=["settings"])
    plan = SurveyPlan(
        phase, {"en": "Your way to town", "ar": "طريقك إلى المدينة"}, {"en": "Three minutes."}, results, True
    )
    survey = make_survey(actor=dana, consultation=consultation, plan=plan, now=now)
    first = None
    for _name, question in QUESTIONS:
        wanted = question if not question.depends_values else QuestionPlan(**{**question.__dict__, "depends_on": first})
        made = add_question(actor=dana, survey=survey, plan=wanted, now=now)
        first = first or made.pk
    return show_survey(actor=dana, survey=survey, now=now)


def named_items(survey: Survey) -> dict[str, Item]:
    items = items_of(survey.questions.order_by("position"))
    return dict(zip([name for name, _plan in QUESTIONS], items, strict=True))


def typed(survey: Survey, **answers: str) -> dict[str, list[str]]:
    """Names of fields with what is typed: ``how="a"``, ``wish="Words"``, ``share="yes"`` (of the wish)."""
    items = named_items(survey)
    share = answers.pop("share", None)
    fields = {items[name].name: [value] for name, value in answers.items()}
    return fields | ({f"{items['wish'].name}-share": [share]} if share else {})


def fill(person: Participant, survey: Survey, now: datetime, **answers: str) -> Response:
    items = items_of(survey.questions.all())
    return save_draft(actor=person, survey=survey, typed=typed(survey, **answers), items=items, page=1, now=now)


def answer(person: Participant, survey: Survey, now: datetime, *, named: bool = False, **answers: str) -> Response:
    fill(person, survey, now, **answers)
    return send_answers(actor=person, survey=survey, named=named, language="en", now=now)


@pytest.fixture
def mobility(cast: Cast) -> Consultation:
    return make_consultation(cast.dana, "mobility")


@pytest.fixture
def survey(cast: Cast, mobility: Consultation, now: datetime) -> Survey:
    return make_open_survey(cast.dana, mobility, now)
