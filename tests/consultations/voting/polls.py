"""A secret question with its roll, as the tests of secret ballots need it."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultations.record.ballots import roll
from consultations.voting.enums import Secrecy, Voters
from consultations.voting.models import Question, RollEntry
from consultations.voting.operations import bring_roll, open_question, prepare_question
from consultations.voting.queries.roll import entry_of
from tests.consultations.voting.conftest import NOW, OPENS, plan_of

SECRET = {"secrecy": Secrecy.SECRET, "voters": Voters.ROLL}


@dataclass
class Poll:
    """``codes``: those of the letters, which the site never had, in no particular order."""

    question: Question
    codes: list[str] = field(default_factory=list)

    def entry(self, number: int) -> RollEntry:
        found = entry_of(self.question, self.codes[number])
        assert found is not None
        return found


def prepared(cast, consultation, names="Trees Benches Lamps", **terms) -> Question:
    plan = plan_of(consultation, names, **{"limit": 2, **SECRET, **terms})
    return prepare_question(actor=cast.dana, consultation=consultation, plan=plan, now=OPENS)


def make_poll(cast, consultation, *, codes=6, **terms) -> Poll:
    """An open secret question of which so many codes are on the roll."""
    question = prepared(cast, consultation, **terms)
    credentials = [roll.new_credential() for _ in range(codes)]
    digests = [roll.entry(question.subject, each) for each in credentials]
    bring_roll(actor=cast.dana, question=question, digests=digests, now=OPENS)
    question = open_question(actor=cast.dana, question=question, now=NOW)
    return Poll(question, [roll.code(each) for each in credentials])
