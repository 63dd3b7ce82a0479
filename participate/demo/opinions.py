"""A round of opinions: statements of the city and of residents, and how people answered them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from consultations.opinions.enums import Choice, Results
from consultations.opinions.models import Statement
from consultations.opinions.operations import (
    OpinionEvent,
    accept_statements,
    give_opinion,
    hand_in,
    make_map,
    mark_meta,
    seed_statements,
    set_up_round,
    show_due,
    take_in_opinions,
)
from consultations.people.models import Participant
from participate.demo.consultation import Telling

PEOPLE, SHARE, RESIDENTS, EACH, PASSES = 64, 0.8, 14, 7, 0.1
"""People at the libraries' tablets and how much they answered; residents and how many statements each."""


class Round:
    """Two camps answer: the one that would rather not be watched, and the one that would rather be safe."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.script = telling, telling.script
        self.listed: list[dict[str, Any]] = telling.words["statement"]
        self.chance = Random(7)  # noqa: S311  # the same city each time

    def tell(self) -> None:
        start = self.script.day(self.telling.words["phase"][0]["starts"])
        self.script.on(start - timedelta(days=1), self._prepare)
        self.script.on(start + timedelta(minutes=2), self._show)
        added = [given for given in self.listed if "by" in given]
        for number, given in enumerate([*added, *self.telling.words["waiting"]], start=1):
            taken_up = given in added
            self.script.on(start + timedelta(hours=20 * number), partial(self._add, given, taken_up))
        self.script.on(start + timedelta(days=6), self._tablets)
        for number, person in enumerate(self.telling.people.supporters(RESIDENTS, 3)):
            self.script.on(start + timedelta(days=7, hours=2 * number), partial(self._answer, person, number % 2))
        self.script.on(self.script.now - timedelta(minutes=10), self._map)

    def _prepare(self, now: datetime) -> None:
        consultation = self.telling.consultation
        dana = self.telling.dana
        set_up_round(actor=dana, consultation=consultation, moderated=True, results=Results.TAKING_PART, now=now)
        texts = [given["text"] for given in self.listed if "by" not in given]
        seed_statements(actor=dana, consultation=consultation, texts=texts, now=now)

    def _show(self, now: datetime) -> None:
        show_due(consultation=self.telling.consultation, now=now)

    def _add(self, given: dict[str, Any], taken_up: bool, now: datetime) -> None:
        statement = hand_in(
            actor=self.telling.people[given["by"]],
            consultation=self.telling.consultation,
            text=given["text"],
            language=given["language"],
            now=now,
        )
        if taken_up:
            accept_statements(actor=self.telling.dana, statements=[statement], now=now + timedelta(minutes=40))
        if given.get("meta"):
            mark_meta(actor=self.telling.dana, statement=statement, meta=True, now=now)

    def _rows(self) -> list[tuple[Statement, list[float]]]:
        """The statements that are shown, with the shares that agree."""
        found = Statement.objects.filter(consultation=self.telling.consultation, contribution__isnull=False)
        agree = {given["text"]: given["agree"] for given in self.listed}
        return [(each, agree[each.words]) for each in found.select_related("contribution").order_by("pk")]

    def _choice(self, share: float) -> Choice:
        if self.chance.random() < PASSES:
            return Choice.PASS
        return Choice.AGREE if self.chance.random() < share else Choice.DISAGREE

    def _tablets(self, now: datetime) -> None:
        """Who answered on the tablets of the libraries, without an account: numbers, as from another platform."""
        rows = self._rows()
        events = [
            OpinionEvent(each.contribution_id or 0, f"tablet-{person}", self._choice(share[person % 2]), now)
            for person in range(PEOPLE)
            for each, share in rows
            if self.chance.random() < SHARE
        ]
        take_in_opinions(consultation=self.telling.consultation, events=events)

    def _answer(self, person: Participant, camp: int, now: datetime) -> None:
        for each, share in self.chance.sample(self._rows(), EACH):
            give_opinion(actor=person, statement=each, choice=self._choice(share[camp]), now=now)

    def _map(self, now: datetime) -> None:
        make_map(consultation=self.telling.consultation, now=now)
