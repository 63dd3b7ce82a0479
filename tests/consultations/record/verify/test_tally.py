"""participate-verify tally: an honest count is verified, and what is not counted yet is not."""

from __future__ import annotations

from consultations.record.ballots import ballot as ballots
from consultations.record.verify.cli import main
from tests.consultations.record.verify.polling import QUESTION, opened, votes


def test_an_honest_count_is_verified(verify, capsys, tmp_path):
    poll = votes()
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, said["result"], said["problems"]) == (0, "verified", [])
    assert {name: said[name] for name in ("question", "roll", "turnout", "ballots", "replaced", "spoiled", "sums")} == {
        "question": QUESTION,
        "roll": 5,
        "turnout": 3,
        "ballots": 3,
        "replaced": 1,
        "spoiled": 1,
        "sums": {"1": 2, "2": 1, "3": 0},
    }
    assert said["winners"] == ["1"]
    assert main(["tally", str(tmp_path), "--question", QUESTION]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "Verified.",
        "3 of 5 on the roll voted.",
        "Ballots replaced by a later one: 1; opened to check them: 1.",
    ]
    assert told[3:6] == ["  1: 2", "  2: 1", "  3: 0"]


def test_scores_and_greedy_budgets_are_counted_too(verify):
    poll = opened(change={"method": "score", "limit": 5})
    poll.put(1, ballots.make(poll.terms, {"1": 2, "3": 5}))
    poll.put(2, ballots.make(poll.terms, {"1": 2}))
    poll.close()
    poll.count(winners=["3"])
    code, said = verify(poll)
    assert (code, said["sums"]) == (0, {"1": 4, "2": 0, "3": 5})
    projects = [
        {"key": key, "title": {"en": key}, "cost": cost} for key, cost in (("a", "60"), ("b", "50"), ("c", "40"))
    ]
    poll = opened(change={"rule": "greedy", "total": "100", "options": projects, "limit": None})
    poll.cast(0, "1", "2", "3")
    poll.cast(1, "1")
    poll.close()
    poll.count(winners=["a", "c"])
    code, said = verify(poll)
    assert (code, said["winners"], said["problems"]) == (0, ["a", "c"], [])


def test_a_question_in_which_nobody_voted_is_verified(verify):
    poll = opened()
    poll.close()
    poll.count(winners=[])
    assert verify(poll)[0] == 0


def test_while_voting_is_open_there_is_no_count_to_check(verify):
    code, said = verify(votes())
    assert (code, said["problems"], said["turnout"]) == (2, [], 3)
    assert said["unchecked"].startswith("Voting is not over yet")


def test_a_question_that_the_record_does_not_know_is_not_checked(verify):
    code, said = verify(votes(), "6")
    assert (code, said["unchecked"]) == (2, "The record knows no question/6 that was opened.")
