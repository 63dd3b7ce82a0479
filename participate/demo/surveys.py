"""Surveys of the demo city, and how its people answer them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from consultations.deliberation.enums import Act, Channel
from consultations.people.models import Participant
from consultations.surveys.domain.answers import Typed, fields_of
from consultations.surveys.domain.building import named
from consultations.surveys.domain.questions import Item
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.models import Question, Survey
from consultations.surveys.operations import (
    add_question,
    enter_sheet,
    make_survey,
    save_draft,
    send_answers,
    show_survey,
)
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan
from consultations.surveys.queries.surveys import items_of
from participate.demo.consultation import Telling
from participate.demo.script import read

LIST_NAMES = ("options", "rows")
PLAIN_NAMES = ("min", "max", "low", "high", "other", "share")


class Asking:
    """Turns the surveys of one consultation into acts of its script."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.choice = random.Random(telling.words["slug"])  # noqa: S311

    def tell(self) -> None:
        for words in read("surveys")["survey"]:
            if words["consultation"] == self.telling.words["slug"]:
                self._tell(words)

    def _tell(self, words: dict[str, Any]) -> None:
        phase = self.telling.words["phase"][words["phase"]]
        script = self.telling.script
        starts = script.day(phase["starts"])
        ends = min(script.day(phase["ends"]), script.now)
        held: dict[str, Survey] = {}
        script.on(starts + timedelta(minutes=2), partial(self._build, words, held))
        residents = self.telling.people.residents
        some = residents[: round(len(residents) * words["share"])]
        step = (ends - starts) / (len(some) + words["sheets"] + 2)
        for number in range(len(some) + words["sheets"]):
            person = some[number] if number < len(some) else None
            script.on(starts + step * (number + 1), partial(self._answer, words, held, person))

    def _build(self, words: dict[str, Any], held: dict[str, Survey], now: datetime) -> None:
        consultation, dana = self.telling.consultation, self.telling.dana
        phase = consultation.phases.get(position=words["phase"])
        assert phase.lets(Act.ANSWER), "the city's file says that people can answer in this phase"
        plan = SurveyPlan(
            phase, words["title"], words["intro"], ResultsWhen(words["results"]), words.get("discussed", False)
        )
        survey = make_survey(actor=dana, consultation=consultation, plan=plan, now=now)
        made: dict[str, Question] = {}
        for question in words["question"]:
            settings = {name: question[name] for name in PLAIN_NAMES if name in question}
            settings |= {name: named(question[name], ()) for name in LIST_NAMES if name in question}
            on = question.get("depends_on")
            made[question["id"]] = add_question(
                actor=dana,
                survey=survey,
                plan=QuestionPlan(
                    kind=Kind(question["kind"]),
                    words=question["words"],
                    hint=question.get("hint", {}),
                    required=question.get("required", False),
                    settings=settings,
                    depends_on=made[on].pk if on else None,
                    depends_values=question.get("depends_values", ()),
                ),
                now=now,
            )
        held["survey"] = show_survey(actor=dana, survey=survey, now=now)

    def _answer(
        self, words: dict[str, Any], held: dict[str, Survey], person: Participant | None, now: datetime
    ) -> None:
        """A resident's answers, or without one a sheet of paper that Chidi enters."""
        survey = held["survey"]
        items = items_of(survey.questions.order_by("position"))
        typed: dict[str, Sequence[str]] = {}
        for item, question in zip(items, words["question"], strict=True):
            typed.update(self._typed(item, question))
        if person is None:
            sheet = uuid.UUID(int=self.choice.getrandbits(128))
            chidi = self.telling.people["Chidi"]
            enter_sheet(actor=chidi, survey=survey, typed=typed, channel=Channel.PAPER, submission=sheet, now=now)
            return
        save_draft(actor=person, survey=survey, typed=typed, items=items, page=1, now=now)
        named_too = self.choice.random() < 0.5
        send_answers(actor=person, survey=survey, named=named_too, language="en", now=now)

    def _typed(self, item: Item, question: dict[str, Any]) -> Typed:
        if not item.asks:
            return {}
        if item.is_text:
            wanted = self.choice.random() < 0.5
            share = {f"{item.name}-share": ["yes"]} if wanted and item.share else {}
            return {item.name: [self.choice.choice(question["texts"])], **share}
        if item.kind == Kind.NUMBER:
            return {item.name: [self.choice.choice(question["numbers"])]}
        weights = question["weights"]
        if item.kind == Kind.RANKING:
            order = sorted(
                zip(item.options, weights, strict=True), key=lambda one: self.choice.random() ** (1 / one[1])
            )
            places = {option: str(place) for place, (option, _w) in enumerate(reversed(order), start=1)}
            return {f"{item.name}-{option}": [place] for option, place in places.items()}
        drawn = [self.choice.choices(item.values, weights[: len(item.values)])[0] for _name in fields_of(item)]
        if item.kind == Kind.MATRIX:
            return {name: [value] for name, value in zip(fields_of(item), drawn, strict=True)}
        return {item.name: drawn[:1]}
