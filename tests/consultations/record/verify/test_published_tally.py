"""participate-verify tally on confidential questions: the published ballots are counted again by the rule named."""

from __future__ import annotations

import pytest

from tests.consultations.record.verify.polling import Poll, published, refuted

COSTS = ("60", "50", "40")
BUDGET = {
    "total": "100",
    "options": [{"key": key, "title": {"en": key}, "cost": cost} for key, cost in zip("abc", COSTS, strict=True)],
}


@pytest.mark.parametrize(
    ("change", "choices", "winners"),
    [
        ({}, [[1]] * 6 + [[2, 3]] * 5, ["1"]),
        ({"method": "score", "limit": 5}, [[[1, 5]]] * 4 + [[[2, 3], [3, 1]]] * 7, ["2"]),
        ({"method": "points", "limit": 4}, [[[1, 4]]] * 5 + [[[2, 2], [3, 2]]] * 6, ["1"]),
        ({"method": "ranking", "rule": "runoff", "limit": None}, [[1, 2]] * 4 + [[2, 1]] * 3 + [[3, 2]] * 4, ["1"]),
        ({"method": "ranking", "rule": "schulze", "limit": None}, [[1, 2]] * 4 + [[2, 1]] * 3 + [[3, 2]] * 4, ["2"]),
        ({"rule": "greedy", "limit": None, **BUDGET}, [[1, 2]] * 6 + [[2, 3]] * 5, ["b", "c"]),
        ({"rule": "greedy", "bound": "cost", **BUDGET}, [[1, 3]] * 6 + [[2]] * 5, ["a", "c"]),
        ({"rule": "equal_shares", "limit": None, **BUDGET}, [[1]] * 7 + [[2]] * 4, ["a"]),
        ({"method": "ranking", "rule": "greedy", "limit": None, **BUDGET}, [[1, 3]] * 6 + [[2, 3]] * 5, ["a", "c"]),
    ],
)
def test_a_right_count_is_verified(verify, change, choices, winners):
    code, said = verify(published(choices, winners=winners, **change))
    assert (code, said["problems"], said["winners"]) == (0, [], winners)


def test_another_winner_is_refuted(verify):
    poll = published([[1]] * 6 + [[2, 3]] * 5, winners=["2"])
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(poll.counted, "It says winners ['2']; the record's own are ['1'].")])


@pytest.mark.parametrize(
    ("change", "listed"),
    [
        ({}, [[1]] * 10),
        ({}, [[1]] * 12),
        ({}, [[2], *[[1]] * 10]),
        ({}, [*[[1]] * 10, [4]]),
        ({}, [*[[1]] * 10, [1, 1]]),
        ({}, [*[[1]] * 10, [1, 2, 3]]),
        ({}, [*[[1]] * 10, ["1"]]),
        ({}, [*[[1]] * 10, [True]]),
        ({}, {}),
        ({"method": "score", "limit": 5}, [[[1, 6]]] * 11),
        ({"method": "score", "limit": 5}, [[[1, -1]]] * 11),
        ({"method": "score", "limit": 5}, [[[1]]] * 11),
        ({"method": "points", "limit": 4}, [[[1, 3], [2, 2]]] * 11),
        ({"rule": "greedy", "bound": "cost", **BUDGET}, [[1, 2]] * 11),
    ],
)
def test_ballots_that_could_not_have_been_cast_are_refuted(verify, change, listed):
    poll = published([[1]] * 11, winners=["1"], listed=listed, **change)
    code, said = verify(poll)
    assert code == 1
    assert refuted(said)[0][0] == poll.counted
    assert refuted(said)[0][1].startswith("The published ballots do not hold: ")


def test_fewer_than_ten_are_not_published(verify):
    poll = Poll(change={"secrecy": "confidential", "voters": "account"})
    poll.open()
    poll.record.add("ballot.cast", poll.subject, {"channel": "web"}, personal={"choice": "x"})
    poll.says("question.closed", ballots=1)
    index = poll.says("tally.published", ballots=1, replaced=0, spoiled=0, winners=[])
    assert verify(poll)[0] == 0
    poll.record.leaves.pop()
    assert poll.says("tally.published", ballots=1, replaced=0, spoiled=0, winners=["1"]) == index
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [(index, "It names winners, and no ballots from which they could be counted.")]


def test_a_late_ballot_and_wrong_numbers_are_refuted(verify):
    poll = published([[1]] * 11, winners=["1"])
    late = poll.record.add("ballot.cast", poll.subject, {"channel": "web"}, personal={"choice": "x"})
    code, said = verify(poll)
    assert code == 1
    assert refuted(said)[:2] == [
        (late, "It came after the question was closed."),
        (poll.counted - 1, "It says 11 ballots; 12 were cast."),
    ]
