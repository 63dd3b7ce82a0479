"""Votes of the demo city: a question, its options, and the ballots of people who want different things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from consultations.people.models import Participant
from consultations.voting.enums import Method, Paper, Rule, Shown
from consultations.voting.models import Question
from consultations.voting.operations import (
    OptionPlan,
    QuestionPlan,
    cast,
    close_question,
    enter_paper,
    open_question,
    prepare_question,
)
from participate.demo.consultation import Telling


class Voting:
    """One ``[[vote]]`` of a file. Whom an option pleases is said by its ``by``: groups of voters, who differ."""

    def __init__(self, telling: Telling, words: dict[str, Any]) -> None:
        self.telling, self.words, self.script = telling, words, telling.script
        self.random = Random(words["phase"])
        self.question: Question | None = None
        self.crowd: list[Participant] = []

    def tell(self) -> None:
        phase = self.telling.words["phase"][self.words["phase"]]
        starts, ends = self.script.day(phase["starts"]), self.script.day(phase["ends"])
        self.script.on(starts + timedelta(minutes=10), self._open)
        last = min(ends, self.script.now) - timedelta(minutes=10)
        number, paper = self.words["voters"], self.words.get("on_paper", 0)
        step = (last - starts - timedelta(hours=2)) / (number + paper + 1)
        for place in range(number):
            self.script.on(starts + timedelta(hours=1) + step * place, partial(self._cast, place))
        for sheet in range(1, paper + 1):
            self.script.on(last - step * (paper - sheet), partial(self._enter, sheet))
        if ends < self.script.now:
            self.script.on(ends + timedelta(hours=1), self._close)

    def _open(self, now: datetime) -> None:
        words, consultation = self.words, self.telling.consultation
        plan = QuestionPlan(
            phase=consultation.phases.all()[words["phase"]],
            title=words["title"],
            text=words.get("text", {}),
            options=[self._option(option) for option in words["option"]],
            method=Method(words["method"]),
            rule=Rule(words["rule"]),
            limit=words.get("limit"),
            total=Decimal(words["total"]) if "total" in words else None,
            currency=words.get("currency", ""),
            shown=Shown(words.get("shown", Shown.AT_CLOSING)),
            paper=Paper(words.get("paper", Paper.NONE)),
        )
        dana = self.telling.dana
        made = prepare_question(actor=dana, consultation=consultation, plan=plan, now=now)
        self.question = open_question(actor=dana, question=made, now=now)
        self.crowd = Participant.objects.bulk_create(
            Participant(email=f"{consultation.slug}{place}@example.org", password="!")
            for place in range(words["voters"])
        )

    def _option(self, option: dict[str, Any]) -> OptionPlan:
        row = self.telling.rows.get(option.get("contribution", ""))
        cost = Decimal(option["cost"]) if "cost" in option else None
        return OptionPlan(option["title"], option.get("text", {}), cost, row)

    def _cast(self, place: int, now: datetime) -> None:
        assert self.question is not None
        cast(actor=self.crowd[place], question=self.question, choice=self._choice(), now=now)

    def _enter(self, sheet: int, now: datetime) -> None:
        assert self.question is not None
        dana = self.telling.dana
        enter_paper(actor=dana, question=self.question, choice=self._choice(), sheet=str(sheet), now=now)

    def _choice(self) -> list[int]:
        """What somebody of a random group chooses: mostly what is for them, sometimes what is for all."""
        groups = sorted({group for option in self.words["option"] for group in option["by"]})
        group = self.random.choice(groups)
        wants = [self._want(option["by"], group) for option in self.words["option"]]
        ordered = sorted(range(len(wants)), key=lambda place: -wants[place])
        most = self.words.get("limit", len(wants))
        return sorted(place + 1 for place in ordered[: self.random.randint(1, most)])

    def _want(self, groups: Sequence[str], group: str) -> float:
        return self.random.random() + (0.8 if group in groups else 0)

    def _close(self, now: datetime) -> None:
        assert self.question is not None
        close_question(actor=self.telling.dana, question=self.question, now=now)
