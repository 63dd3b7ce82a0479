"""Counting: on the record with its ballots, from ten ballots on, and found out where a row was edited."""

from __future__ import annotations

import json

import pytest

from consultations.deliberation.errors import Unfit
from consultations.people.operations.account import delete_account
from consultations.people.queries.holdings import held_about
from consultations.record.audit.audit import audit
from consultations.record.models import Blob, Disclosure, Event
from consultations.record.operations import sequence
from consultations.voting.enums import Paper, QuestionState, Rule
from consultations.voting.models import Ballot, Question, Tally
from consultations.voting.operations import cast as cast_ballot
from consultations.voting.operations import close_due, close_question, enter_paper
from tests.consultations.voting.conftest import AFTER, NOW, ask

CHOICES = [[1], [1, 2], [3], [2], [1], [2, 3], [1], [1, 3], [2], [1, 2]]


def poll(question: Question, people) -> None:
    for person, choice in zip(people, CHOICES, strict=True):
        cast_ballot(actor=person, question=question, choice=choice, now=NOW)


def found(about: str) -> list[str]:
    """What ``verify_record`` says of rows whose name begins so."""
    return [problem.where for problem in audit().problems if problem.where.startswith(about)]


class TestAtClosing:
    def test_the_ballots_are_published_without_person_time_or_order(self, cast, question, voters):
        poll(question, voters(10))
        close_question(actor=cast.dana, question=question, now=AFTER)
        tally = Tally.objects.get(question=question)
        assert (tally.ballots, tally.winners) == (10, ["1"])
        body = bytes(Blob.objects.get(pk=tally.sha256).body)
        assert json.loads(body) == {
            "v": 1,
            "question": question.subject,
            "text_sha256": question.sha256,
            "method": "approval",
            "ballots": sorted(CHOICES),
        }
        event = Event.objects.get(type="tally.published")
        assert event.data == {
            "ballots": 10,
            "replaced": 0,
            "spoiled": 0,
            "winners": ["1"],
            "sha256": tally.sha256,
            "bytes": len(body),
        }

    def test_under_ten_nothing_but_their_number(self, cast, question, voters):
        for person in voters(9):
            cast_ballot(actor=person, question=question, choice=[1], now=NOW)
        close_question(actor=cast.dana, question=question, now=AFTER)
        tally = Tally.objects.get(question=question)
        assert (tally.ballots, tally.winners, tally.sha256, tally.count) == (9, [], "", {})
        assert Event.objects.get(type="tally.published").data == {
            "ballots": 9,
            "replaced": 0,
            "spoiled": 0,
            "winners": [],
        }

    def test_a_budget_is_counted_under_every_rule(self, cast, budget, voters):
        for person, choice in zip(voters(10), [[1, 3]] * 5 + [[2]] * 2 + [[3]] * 3, strict=True):
            cast_ballot(actor=person, question=budget, choice=choice, now=NOW)
        close_question(actor=cast.dana, question=budget, now=AFTER)
        count = Tally.objects.get(question=budget).count
        assert count["options"][0] == {"option": 3, "supporters": 8, "total": 8}
        assert [(rule["name"], sorted(rule["winners"])) for rule in count["rules"]] == [
            ("greedy", [1, 3]),
            ("equal_shares", [1, 3]),
            ("equal_shares_exhaustive", [1, 3]),
            ("equal_shares_greedy", [1, 3]),
            ("equal_shares_plain", [3]),
        ]

    def test_before_its_time_only_with_a_reason(self, cast, question):
        with pytest.raises(Unfit, match="Say why voting ends before its time"):
            close_question(actor=cast.dana, question=question, now=NOW)
        close_question(actor=cast.dana, question=question, reason="The law changed.", now=NOW)
        assert Event.objects.get(type="question.closed").data == {"ballots": 0, "reason": "The law changed."}

    def test_by_itself_when_its_phase_is_over_but_not_while_paper_may_come(self, cast, vote):
        first, waits = ask(cast, vote), ask(cast, vote, paper=Paper.LAST)
        assert close_due(now=NOW) == 0
        assert (close_due(now=AFTER), close_due(now=AFTER)) == (1, 0)
        states = [Question.objects.get(pk=each.pk).state for each in (first, waits)]
        assert states == [QuestionState.CLOSED, QuestionState.OPEN]
        assert Tally.objects.get().question_id == first.pk

    def test_channels_apart_where_no_cell_is_small(self, cast, vote, voters):
        question = ask(cast, vote, paper=Paper.LAST)
        for person in voters(10):
            cast_ballot(actor=person, question=question, choice=[1, 2], now=NOW)
        for sheet in range(10):
            choice = [1] if sheet else [1, 2]
            enter_paper(actor=cast.dana, question=question, choice=choice, sheet=str(sheet), now=NOW)
        close_question(actor=cast.dana, question=question, now=AFTER)
        assert Tally.objects.get().count["channels"] == {
            "names": ["paper", "web"],
            "ballots": [10, 10],
            "options": [{"option": 1, "supporters": [10, 10]}, {"option": 3, "supporters": [0, 0]}],
        }


class TestVerifying:
    def test_untouched_rows_agree_with_the_record(self, cast, question, voters):
        poll(question, voters(10))
        cast_ballot(actor=cast.amina, question=question, choice=[1], now=NOW)
        cast_ballot(actor=cast.amina, question=question, choice=[2], now=NOW)
        close_question(actor=cast.dana, question=question, now=AFTER)
        sequence(now=AFTER)
        assert found("voting") == []

    @pytest.mark.parametrize(
        ("edit", "named"),
        [
            (lambda: Ballot.objects.filter(choice=[3]).update(choice=[1]), "voting_ballot"),
            (lambda: Ballot.objects.filter(choice=[3]).delete(), "voting_ballot of voting_question"),
            (lambda: Tally.objects.update(winners=["3"]), "voting_tally"),
            (lambda: Tally.objects.update(count={"ballots": 10, "options": [], "rules": []}), "voting_tally"),
            (lambda: Tally.objects.update(ballots=11), "voting_tally"),
            (lambda: Question.objects.update(title={"en": "Another question?"}), "voting_question"),
            (lambda: Question.objects.update(limit=1), "voting_question"),
        ],
        ids=["choice", "a ballot gone", "winners", "count", "number", "question", "limit"],
    )
    def test_an_edited_row_is_named(self, cast, question, voters, edit, named):
        poll(question, voters(10))
        close_question(actor=cast.dana, question=question, now=AFTER)
        sequence(now=AFTER)
        edit()
        assert any(where.startswith(named) for where in found("voting"))


class TestErasing:
    def test_the_ballot_still_counts_without_its_person(self, cast, question, voters):
        poll(question, voters(10))
        cast_ballot(actor=cast.amina, question=question, choice=[3], now=NOW)
        event = Event.objects.get(ballot__participant=cast.amina)
        delete_account(actor=cast.amina, texts=True, now=NOW)
        assert Disclosure.objects.filter(event=event).count() == 0
        close_question(actor=cast.dana, question=question, now=AFTER)
        assert Tally.objects.get().ballots == 11
        sequence(now=AFTER)
        assert found("voting") == []

    def test_what_is_held_of_a_person_holds_their_ballots(self, cast, question):
        cast_ballot(actor=cast.amina, question=question, choice=[3], now=NOW)
        (row,) = next(each.rows for each in held_about(cast.amina) if each.holding.name == "ballots")
        assert (row["choice"], row["question"]) == ([3], "What first?")


def test_a_ranking_is_counted_by_both_rules_and_first_places(cast, vote, voters):
    question = ask(cast, vote, method="ranking", rule=Rule.RUNOFF)
    ballots = [[1, 2, 3]] * 4 + [[2, 3, 1]] * 3 + [[3, 2, 1]] * 4
    for person, choice in zip(voters(11), ballots, strict=True):
        cast_ballot(actor=person, question=question, choice=choice, now=NOW)
    close_question(actor=cast.dana, question=question, now=AFTER)
    rules = {rule["name"]: rule["winners"] for rule in Tally.objects.get().count["rules"]}
    assert rules == {"runoff": [3], "schulze": [2], "plurality": [1, 3]}
