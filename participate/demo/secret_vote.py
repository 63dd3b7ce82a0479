"""A secret ballot of the demo city: its codes, people who cast, one who tests the site, one who votes anew."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import partial
from random import Random

from consultations.record.ballots import roll
from consultations.voting.enums import Method, Secrecy, Voters
from consultations.voting.models import Question
from consultations.voting.operations import (
    OptionPlan,
    QuestionPlan,
    audit_sealed,
    bring_roll,
    cast_sealed,
    open_question,
    prepare_question,
    seal,
)
from consultations.voting.queries.roll import entry_of
from participate.demo.consultation import Telling

AUDITED, ANEW = 3, 5


def code(place: int) -> str:
    """The demo's codes can be told to everybody; a city's are made of chance (``manage.py make_codes``)."""
    return roll.code(hashlib.sha256(f"Port Luma {place}".encode()).digest()[: roll.CREDENTIAL])


class SecretVote:
    """The ``[secret_vote]`` of a file. Its last code is kept for whoever tries the demo."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.words, self.script = telling, telling.words["secret_vote"], telling.script
        self.random = Random(self.words["voters"])
        self.question: Question | None = None

    def tell(self) -> None:
        starts = self.script.day(self.telling.words["phase"][self.words["phase"]]["starts"])
        self.script.on(starts + timedelta(minutes=20), self._open)
        step = (self.script.now - starts - timedelta(hours=2)) / (self.words["voters"] + 1)
        for place in range(self.words["voters"]):
            self.script.on(starts + timedelta(hours=1) + step * place, partial(self._cast, place))

    def _open(self, now: datetime) -> None:
        words, dana, consultation = self.words, self.telling.dana, self.telling.consultation
        plan = QuestionPlan(
            phase=consultation.phases.all()[words["phase"]],
            title=words["title"],
            text=words["text"],
            options=[OptionPlan(each["title"]) for each in words["option"]],
            method=Method.APPROVAL,
            limit=words["limit"],
            secrecy=Secrecy.SECRET,
            voters=Voters.ROLL,
        )
        made = prepare_question(actor=dana, consultation=consultation, plan=plan, now=now)
        credentials = [roll.read_code(code(place)) or b"" for place in range(words["codes"])]
        digests = [roll.entry(made.subject, each) for each in credentials]
        bring_roll(actor=dana, question=made, digests=digests, now=now)
        self.question = open_question(actor=dana, question=made, now=now)

    def _cast(self, place: int, now: datetime) -> None:
        assert self.question is not None
        question, entry = self.question, entry_of(self.question, code(place))
        assert entry is not None
        turns = [audit_sealed, cast_sealed] if place == AUDITED else [cast_sealed] * (2 if place == ANEW else 1)
        for act in turns:
            sealed = seal(entry=entry, question=question, choice=self._choice(), now=now)
            act(entry=entry, question=question, sha256=sealed.sha256, now=now)

    def _choice(self) -> list[int]:
        places = range(1, len(self.words["option"]) + 1)
        return sorted(self.random.sample(places, self.random.randint(1, self.words["limit"])))


def tell_code() -> str:
    """Where the demo's secret ballot is, and a code to try it with; empty where there is none."""
    question = Question.objects.filter(secrecy=Secrecy.SECRET, closed_at=None).select_related("consultation").first()
    if question is None:
        return ""
    last = code(question.roll.count() - 1)
    return f"  A secret ballot is open at {question.get_absolute_url()} and can be tried with the code {last}"
