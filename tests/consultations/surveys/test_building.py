"""Building a survey: order and conditions hold, and what people have answered keeps its meaning."""

from __future__ import annotations

import pytest

from consultations.deliberation.errors import Unfit
from consultations.surveys.domain.building import fault_of, named
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.models import Question
from consultations.surveys.operations import (
    add_question,
    change_question,
    change_survey,
    clone_survey,
    make_survey,
    move_question,
    remove_question,
    show_survey,
)
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan
from consultations.surveys.queries.surveys import items_of
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.surveys.conftest import BY, answer, options

HOW = QuestionPlan(Kind.ONE, {"en": "How do you come?"}, required=True, settings=BY)


def words(survey) -> list[str]:
    return [question.words["en"] for question in survey.questions.order_by("position")]


def test_questions_stand_in_one_order(survey, cast, now):
    assert words(survey) == ["How do you come?", "How late is the bus?", "Your wish", "What do you wish?"]
    last = survey.questions.last()
    move_question(actor=cast.dana, question=last, place=0, now=now)
    assert words(survey)[0] == "What do you wish?"
    add_question(actor=cast.dana, survey=survey, plan=QuestionPlan(Kind.WORDS, {"en": "Hello"}), place=1, now=now)
    assert words(survey)[:2] == ["What do you wish?", "Hello"]
    assert list(survey.questions.values_list("position", flat=True)) == [0, 1, 2, 3, 4]


def test_a_question_cannot_stand_before_what_it_depends_on(survey, cast, now):
    late = survey.questions.get(position=1)
    with pytest.raises(Unfit, match="earlier question"):
        move_question(actor=cast.dana, question=late, place=0, now=now)
    assert words(survey)[:2] == ["How do you come?", "How late is the bus?"]


def test_what_others_depend_on_is_not_deleted_before_them(survey, cast, now):
    how, late = survey.questions.order_by("position")[:2]
    with pytest.raises(Unfit, match="depend on this one"):
        remove_question(actor=cast.dana, question=how, now=now)
    remove_question(actor=cast.dana, question=late, now=now)
    remove_question(actor=cast.dana, question=how, now=now)
    assert words(survey) == ["Your wish", "What do you wish?"]


def test_an_answer_on_which_others_depend_does_not_go(survey, cast, now):
    how = survey.questions.get(position=0)
    fewer = QuestionPlan(**{**HOW.__dict__, "settings": {"options": options(b="By bike", c="On foot")}})
    with pytest.raises(Unfit, match="Choose the answers"):
        change_question(actor=cast.dana, question=how, plan=fewer, now=now)


def test_once_answered_only_words_change(survey, cast, now):
    answer(cast.amina, survey, now, how="b")
    how = survey.questions.get(position=0)
    new_words = {"options": options(a="By bus or tram", b="By bike", c="On foot")}
    reworded = QuestionPlan(**{**HOW.__dict__, "words": {"en": "How do you travel?"}, "settings": new_words})
    assert change_question(actor=cast.dana, question=how, plan=reworded, now=now).words == {"en": "How do you travel?"}
    refused = [
        lambda: change_question(
            actor=cast.dana, question=how, plan=QuestionPlan(**{**HOW.__dict__, "required": False}), now=now
        ),
        lambda: change_question(
            actor=cast.dana,
            question=how,
            plan=QuestionPlan(**{**HOW.__dict__, "settings": {"options": options(b="By bike", a="By bus")}}),
            now=now,
        ),
        lambda: add_question(actor=cast.dana, survey=survey, plan=HOW, now=now),
        lambda: move_question(actor=cast.dana, question=how, place=1, now=now),
        lambda: remove_question(actor=cast.dana, question=survey.questions.last(), now=now),
        lambda: show_survey(actor=cast.dana, survey=survey, shown=False, now=now),
        lambda: change_survey(
            actor=cast.dana,
            survey=survey,
            plan=SurveyPlan(survey.phase, survey.title, {}, ResultsWhen.ANSWERED),
            now=now,
        ),
    ]
    for attempt in refused:
        with pytest.raises(Unfit, match="answered"):
            attempt()


def test_a_survey_is_shown_once_there_is_something_to_answer(cast, mobility, now):
    plan = SurveyPlan(mobility.phases.first(), {"en": "Empty"})
    survey = make_survey(actor=cast.dana, consultation=mobility, plan=plan, now=now)
    add_question(actor=cast.dana, survey=survey, plan=QuestionPlan(Kind.WORDS, {"en": "Hello"}), now=now)
    with pytest.raises(Unfit, match="Add a question"):
        show_survey(actor=cast.dana, survey=survey, now=now)


def test_a_phase_of_another_consultation_does_not_fit(cast, mobility, now):
    other = make_consultation(cast.dana, "parks")
    with pytest.raises(Unfit, match="phase"):
        make_survey(actor=cast.dana, consultation=mobility, plan=SurveyPlan(other.phases.first(), {"en": "A"}), now=now)


def test_a_copy_asks_the_same_and_depends_on_its_own(survey, cast, now):
    answer(cast.amina, survey, now, how="b")
    copy = clone_survey(actor=cast.dana, survey=survey, consultation=survey.consultation, phase=survey.phase, now=now)
    assert words(copy) == words(survey)
    assert (copy.sent, copy.ready_at, copy.responses.count()) == (0, None, 0)
    ids = set(copy.questions.values_list("pk", flat=True))
    assert {item.depends_on for item in items_of(copy.questions.all())} - {None} <= ids
    assert Question.objects.count() == 8


@pytest.mark.parametrize(
    ("kind", "held", "expected"),
    [
        (Kind.ONE, BY, None),
        (Kind.ONE, {"options": options(a="One")}, "options"),
        (Kind.ONE, {}, "options"),
        (Kind.MATRIX, {}, "rows"),
        (Kind.MATRIX, {"rows": options(a="One")}, None),
        (Kind.SCALE, {"min": 1, "max": 5}, None),
        (Kind.SCALE, {"min": 0, "max": 11}, "max"),
        (Kind.SCALE, {"min": 3, "max": 3}, "max"),
        (Kind.NUMBER, {"min": 3, "max": 2}, "max"),
        (Kind.SEVERAL, {**BY, "min": 4}, "min"),
        (Kind.SEVERAL, {**BY, "min": 4, "other": True}, None),
        (Kind.LONG, {}, None),
    ],
)
def test_what_a_question_needs(kind, held, expected):
    fault = fault_of(kind, {"en": "Why?"}, held)
    assert (fault and fault[0]) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Bus", "Bike"], "ab"),
        (["Bike", "Bus"], "ba"),
        (["Bus", "Bicycle"], "ab"),
        (["Bus", "Foot", "Bike"], "acb"),
        (["Bike"], "b"),
    ],
)
def test_answers_keep_their_ids(lines, expected):
    held = options(a="Bus", b="Bike")
    assert "".join(option["id"] for option in named([{"en": line} for line in lines], held)) == expected
