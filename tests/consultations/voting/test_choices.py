"""What a ballot may say under each method, and which method, rule and secrecy go together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consultations.voting.domain.choices import Terms, read
from consultations.voting.domain.pairing import RULES, wrong_pair
from consultations.voting.domain.wording import amount
from consultations.voting.enums import Bound, Method, Rule, Secrecy, Shown, Voters
from consultations.voting.errors import UnfitBallot

COSTS = {1: Decimal(600), 2: Decimal(500), 3: Decimal(400)}
OPTIONS = (1, 2, 3)
BUDGET = Terms("approval", OPTIONS, bound=Bound.COST, total=Decimal(1000), currency="€", costs=COSTS)


@pytest.mark.parametrize(
    ("terms", "given", "stored"),
    [
        (Terms("approval", OPTIONS), [3, 1, 3], [1, 3]),
        (Terms("approval", OPTIONS, limit=9), [1, 2, 3], [1, 2, 3]),
        (BUDGET, [3, 1], [1, 3]),
        (Terms("ranking", OPTIONS), [3, 1], [3, 1]),
        (Terms("score", OPTIONS, limit=5), [[2, 0], [1, 5]], [[1, 5]]),
        (Terms("points", OPTIONS, limit=10), [[3, 4], [1, 6]], [[1, 6], [3, 4]]),
    ],
)
def test_a_ballot_is_stored_in_one_form(terms, given, stored):
    assert read(terms, given) == stored


@pytest.mark.parametrize(
    ("terms", "given", "sentence"),
    [
        (Terms("approval", OPTIONS), [], "Choose at least one option."),
        (Terms("approval", OPTIONS), [4], "This option is not on the ballot."),
        (Terms("approval", OPTIONS, limit=2), [1, 2, 3], "Choose at most 2 options. You chose 3."),
        (
            BUDGET,
            [1, 2],
            "What you chose costs 1,100\xa0€, but there are only 1,000\xa0€. Take something out.",
        ),
        (Terms("ranking", OPTIONS), [], "Give at least one option a place."),
        (Terms("ranking", OPTIONS, limit=1), [1, 2], "Give at most 1 option a place."),
        (Terms("score", OPTIONS, limit=5), [[1, 6]], "Scores go from 0 to 5."),
        (Terms("score", OPTIONS, limit=5), [[1, 0]], "Give at least one option a score above 0."),
        (Terms("points", OPTIONS, limit=1), [[1, 2]], "You have 1 point to share out. You gave 2."),
        (Terms("points", OPTIONS, limit=1), [[1, -2], [2, 3]], "Points cannot be less than 0."),
        (Terms("points", OPTIONS, limit=1), [], "Give at least one point."),
        (Terms("points", OPTIONS, limit=1), "x", "This ballot cannot be read."),
        (Terms("approval", OPTIONS), None, "This ballot cannot be read."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(terms, given, sentence):
    with pytest.raises(UnfitBallot) as refused:
        read(terms, given)
    assert str(refused.value) == sentence


def pairs(**changed):
    plain = {
        "method": Method.APPROVAL,
        "rule": Rule.SUM,
        "budget": False,
        "bound": Bound.NUMBER,
        "secrecy": Secrecy.SECRET,
        "voters": Voters.ROLL,
        "shown": Shown.AT_CLOSING,
    }
    return wrong_pair(**{**plain, **changed})


def test_secret_is_offered_where_only_sums_are_opened():
    secret = {
        (method, rule, budget)
        for (method, budget), rules in RULES.items()
        for rule in rules
        if pairs(method=method, rule=rule, budget=budget) is None
    }
    assert secret == {("approval", "sum", False), ("score", "sum", False), ("approval", "greedy", True)}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"method": Method.RANKING, "rule": Rule.RUNOFF}, "secrecy"),
        ({"method": Method.POINTS}, "secrecy"),
        ({"rule": Rule.EQUAL_SHARES, "budget": True}, "secrecy"),
        ({"rule": Rule.GREEDY, "budget": True, "bound": Bound.COST}, "bound"),
        ({"voters": Voters.ACCOUNT}, "voters"),
        ({"shown": Shown.AFTER_VOTING}, "shown"),
        ({"method": Method.SCORE, "budget": True}, "method"),
        ({"rule": Rule.SCHULZE}, "rule"),
    ],
)
def test_what_does_not_go_together_names_its_field(changed, field):
    wrong = pairs(**changed)
    assert wrong is not None
    assert (wrong[0], str(wrong[1]).endswith(".")) == (field, True)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("50000.00"), "50000"), (Decimal("12.50"), "12.5"), (Decimal("5E+4"), "50000"), (None, None)],
)
def test_an_amount_is_the_same_text_from_either_database(value, text):
    assert amount(value) == text
