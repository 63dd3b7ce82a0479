"""Surveys: built at the desk, answered by people, entered from paper."""

from __future__ import annotations

import uuid

from consultations.deliberation.enums import Channel
from consultations.surveys.enums import Kind
from consultations.surveys.operations import (
    add_question,
    change_question,
    change_survey,
    clone_survey,
    enter_sheet,
    make_survey,
    move_question,
    remove_question,
    save_draft,
    send_answers,
    show_survey,
)
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan
from consultations.surveys.queries.surveys import items_of
from tests.consultations.surveys.conftest import fill, make_open_survey, typed
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed

WHY = QuestionPlan(Kind.SHORT, {"en": "Why?"})
SHEET = uuid.UUID(int=7)


def a_survey(town: Town) -> None:
    town.held["survey"] = make_open_survey(town.cast.dana, town.consultation, NOW)
    town.held["question"] = town.held["survey"].questions.last()


def an_open_survey(town: Town) -> None:
    a_survey(town)
    strangers_account_is_closed(town)


def a_draft(town: Town) -> None:
    a_survey(town)
    fill(town.cast.amina, town.held["survey"], NOW, how="b", wish="More trams", share="yes")
    strangers_account_is_closed(town)


def plan(town: Town) -> SurveyPlan:
    return SurveyPlan(town.consultation.phases.get(), {"en": "Your way"})


SCENARIOS = {
    make_survey: Scenario(
        lambda town, who: make_survey(actor=who, consultation=town.consultation, plan=plan(town), now=NOW), "dana"
    ),
    change_survey: Scenario(
        lambda town, who: change_survey(actor=who, survey=town.again("survey"), plan=plan(town), now=NOW),
        "dana",
        given=a_survey,
    ),
    show_survey: Scenario(
        lambda town, who: show_survey(actor=who, survey=town.again("survey"), shown=False, now=NOW),
        "dana",
        given=a_survey,
    ),
    add_question: Scenario(
        lambda town, who: add_question(actor=who, survey=town.again("survey"), plan=WHY, now=NOW),
        "dana",
        given=a_survey,
    ),
    change_question: Scenario(
        lambda town, who: change_question(actor=who, question=town.again("question"), plan=WHY, now=NOW),
        "dana",
        given=a_survey,
    ),
    move_question: Scenario(
        lambda town, who: move_question(actor=who, question=town.again("question"), place=0, now=NOW),
        "dana",
        given=a_survey,
    ),
    remove_question: Scenario(
        lambda town, who: remove_question(actor=who, question=town.again("question"), now=NOW), "dana", given=a_survey
    ),
    clone_survey: Scenario(
        lambda town, who: clone_survey(
            actor=who, survey=town.again("survey"), consultation=fresh(town.consultation), phase=None, now=NOW
        ),
        "dana",
        given=a_survey,
    ),
    save_draft: Scenario(
        lambda town, who: save_draft(
            actor=who,
            survey=town.again("survey"),
            typed=typed(town.held["survey"], how="a"),
            items=items_of(town.held["survey"].questions.all()),
            page=1,
            now=NOW,
        ),
        "amina",
        given=an_open_survey,
    ),
    send_answers: Scenario(
        lambda town, who: send_answers(actor=who, survey=town.again("survey"), now=NOW),
        "amina",
        ("survey.answered", "contribution.published"),
        given=a_draft,
    ),
    enter_sheet: Scenario(
        lambda town, who: enter_sheet(
            actor=who,
            survey=town.again("survey"),
            typed=typed(town.held["survey"], how="a"),
            channel=Channel.PAPER,
            submission=SHEET,
            now=NOW,
        ),
        "chidi",
        ("survey.answered",),
        given=a_survey,
    ),
}
