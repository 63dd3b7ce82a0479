"""Budgets shared out greedily and by equal shares: real elections, the textbook, ties, every step."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rivals import textbook_shares
from consultations.voting.domain.budget import Considered, Project, greedy
from consultations.voting.domain.equal_shares import Funded, NotFunded, Recount, equal_shares
from consultations.voting.domain.ranking import BallotError

F = Fraction


def projects(**costs: int | str) -> list[Project]:
    return [Project(name, F(cost)) for name, cost in costs.items()]


def approving(*ballots: str) -> list[dict[str, int]]:
    return [dict.fromkeys(ballot, 1) for ballot in ballots]


@st.composite
def elections(draw):
    """Few distinct costs and small electorates, so that ties and empty pockets are frequent."""
    names = "abcde"[: draw(st.integers(1, 5))]
    costs = {name: draw(st.sampled_from((F(0), F(1), F(2), F(3), F(5), F(5, 2)))) for name in names}
    points = st.sampled_from((0, 1, 1, 2, 3, F(1, 2)))
    ballots = draw(st.lists(st.dictionaries(st.sampled_from(names), points), min_size=1, max_size=9))
    return costs, ballots, F(draw(st.integers(0, 12)), draw(st.sampled_from((1, 2))))


def as_projects(costs: dict[str, F]) -> list[Project]:
    return [Project(name, cost) for name, cost in costs.items()]


class TestGreedy:
    def test_the_most_points_first_and_what_no_longer_fits_is_skipped(self):
        counted = greedy(approving("ab", "ab", "a", "c"), projects(a=6, b=5, c=4, d=1), F(10))
        assert counted.steps == (
            Considered("a", F(6), F(3), 3, F(10), "funded"),
            Considered("b", F(5), F(2), 2, F(4), "too_dear"),
            Considered("c", F(4), F(1), 1, F(4), "funded"),
            Considered("d", F(1), F(0), 0, F(0), "no_support"),
        )
        assert (counted.selected, counted.cost, counted.steps[1].missing) == (("a", "c"), F(10), F(1))

    def test_too_few_points_are_below_the_threshold(self):
        steps = greedy(approving("ab", "a"), projects(a=1, b=1), F(9), threshold=F(2)).steps
        assert [(step.project, step.verdict) for step in steps] == [("a", "funded"), ("b", "below_threshold")]

    def test_of_equal_points_more_supporters_then_cheaper_then_the_lower_id(self):
        ballots = [{"a": 2, "b": 1}, {"b": 1, "c": 1, "d": 1, "10": 1, "9": 1}, {"c": 1, "d": 1, "10": 1, "9": 1}]
        counted = greedy(ballots, projects(a=1, b=3, d=2, c=2) + [Project("9", F(2)), Project("10", F(2))], F(99))
        assert counted.selected == ("10", "9", "c", "d", "b", "a")

    @given(elections(), st.randoms(use_true_random=False))
    def test_the_order_of_ballots_and_projects_changes_nothing(self, election, chance: Random):
        costs, ballots, budget = election
        others, offered = chance.sample(ballots, len(ballots)), chance.sample(as_projects(costs), len(costs))
        assert greedy(others, offered, budget) == greedy(ballots, as_projects(costs), budget)
        assert greedy(ballots, as_projects(costs), budget).cost <= budget


class TestEqualShares:
    def test_every_round_says_who_paid_what(self):
        """Each of four has 3. p and q cost each supporter least by cost; q's supporter has only 1 left."""
        counted = equal_shares(approving("pq", "p", "p", "qr"), projects(p=6, q=3, r=9), F(12), utility="cardinality")
        assert counted.rounds == (
            Funded("q", F(3), F(3, 2), F(3, 2), 2, 2, 0, (), F(9)),
            Funded("p", F(6), F(9, 4), F(9, 4), 3, 2, 1, (), F(3)),
        )
        assert counted.not_funded == (NotFunded("r", F(9), 1, F(3, 2), F(3)),)
        assert (counted.not_funded[0].missing, counted.not_funded[0].more_supporters) == (F(15, 2), 3)
        assert (counted.selected, counted.cost, counted.ended) == (("q", "p"), F(9), "counted_once")

    def test_cost_utility_prefers_many_supporters_and_cardinality_cheap_ones(self):
        ballots, offered = approving("ab", "ab", "a"), projects(a=6, b=2)
        assert equal_shares(ballots, offered, F(9), utility="cost").selected == ("a", "b")
        assert equal_shares(ballots, offered, F(9), utility="cardinality").selected == ("b", "a")

    def test_points_say_how_much_of_the_price_one_pays(self):
        rounds = equal_shares([{"a": 3}, {"a": 1}], projects(a=4), F(8), utility="points").rounds
        assert rounds == (Funded("a", F(4), F(1), F(1), 2, 2, 0, (), F(4)),)

    def test_of_equally_effective_ones_more_supporters_then_cheaper_then_the_lower_id(self):
        offered = projects(b=2, a=2, c=1, d=4)
        counted = equal_shares(approving("abcd", "abcd", "d", "d"), offered, F(40), utility="cost")
        assert [(each.project, each.tied) for each in counted.rounds] == [
            ("d", ()),
            ("c", ("a", "b")),
            ("a", ("b",)),
            ("b", ()),
        ]
        by_one = equal_shares(approving("de", "de", "d", "d"), projects(d=4, e=2), F(40), utility="cardinality")
        assert [(each.project, each.tied) for each in by_one.rounds] == [("d", ("e",)), ("e", ())]

    def test_shares_are_raised_until_too_much_would_be_spent(self):
        """The first count funds nothing; a share of 6 funds b, one of 9 both, which is too much."""
        counted = equal_shares(approving("a", "b"), projects(a=9, b=6), F(10), completion="add1-until-overspent")
        assert counted.recounts == (
            Recount(F(5), F(5), (), F(0), True),
            Recount(F(6), F(8), ("b",), F(6), True),
            Recount(F(9), F(9), ("a", "b"), F(15), False),
        )
        assert (counted.selected, counted.share, counted.first_share, counted.ended) == (
            ("b",),
            F(8),
            F(5),
            "overspent",
        )

    def test_or_only_until_nothing_fits(self):
        counted = equal_shares(approving("a", "b"), projects(a=9, b=6), F(10), completion="add1-until-exhaustive")
        assert (counted.selected, counted.share, counted.ended) == (("b",), F(6), "nothing_fits")

    def test_or_until_all_with_supporters_are_funded(self):
        counted = equal_shares(approving("a", ""), projects(a=3, b=1), F(5), completion="add1-until-overspent")
        assert (counted.selected, counted.share, counted.ended) == (("a",), F(7, 2), "all_funded")

    def test_or_what_is_left_is_shared_out_greedily(self):
        counted = equal_shares(approving("a", "b", "b"), projects(a=7, b=6, c=1), F(9), completion="greedy")
        assert counted.added == (
            Considered("a", F(7), F(1), 1, F(3), "too_dear"),
            Considered("c", F(1), F(0), 0, F(3), "no_support"),
        )
        assert (counted.selected, counted.cost) == (("b",), F(6))

    def test_nobody_voted(self):
        counted = equal_shares([], projects(a=1), F(5), completion="add1-until-overspent")
        assert (counted.selected, counted.ended, counted.not_funded[0].supporters) == ((), "all_funded", 0)

    def test_a_ballot_that_names_no_project_is_refused_and_named(self):
        with pytest.raises(BallotError, match="not a project") as caught:
            equal_shares(approving("a", "ax"), projects(a=1), F(5))
        assert (caught.value.ballot, caught.value.choice) == (1, 1)

    @settings(max_examples=200, deadline=None)
    @given(elections(), st.sampled_from(("cost", "cardinality", "points")))
    def test_it_agrees_with_the_textbook_in_fractions(self, election, utility):
        costs, ballots, budget = election
        counted = equal_shares(ballots, as_projects(costs), budget, utility=utility)
        share = F(budget, len(ballots))
        assert list(counted.selected) == textbook_shares.equal_shares(ballots, costs, share, utility)
        completed = equal_shares(
            ballots, as_projects(costs), budget, utility=utility, completion="add1-until-overspent"
        )
        assert list(completed.selected) == textbook_shares.until_overspent(ballots, costs, budget, utility)

    @settings(max_examples=100, deadline=None)
    @given(elections(), st.sampled_from(("cost", "cardinality", "points")), st.integers(20, 90))
    def test_counts_that_change_nothing_are_left_out_and_the_result_is_the_same(self, election, utility, times):
        costs, ballots, budget = election
        costs, budget = {name: cost * times for name, cost in costs.items()}, budget * times
        completed = equal_shares(
            ballots, as_projects(costs), budget, utility=utility, completion="add1-until-overspent"
        )
        assert list(completed.selected) == textbook_shares.until_overspent(ballots, costs, budget, utility)
        steps = (completed.recounts[-1].last - completed.first_share) + 1
        assert steps == sum(each.last - each.first + 1 for each in completed.recounts)

    @given(elections(), st.randoms(use_true_random=False), st.sampled_from(("cost", "cardinality", "points")))
    def test_the_order_of_ballots_and_projects_changes_no_step(self, election, chance: Random, utility):
        costs, ballots, budget = election
        others, offered = chance.sample(ballots, len(ballots)), chance.sample(as_projects(costs), len(costs))
        for completion in ("add1-until-exhaustive", "add1-until-overspent", "greedy"):
            counted = equal_shares(ballots, as_projects(costs), budget, utility=utility, completion=completion)
            assert counted == equal_shares(others, offered, budget, utility=utility, completion=completion)
            assert counted.cost <= budget

    @given(elections())
    def test_every_round_is_paid_by_its_supporters(self, election):
        costs, ballots, budget = election
        counted = equal_shares(ballots, as_projects(costs), budget, utility="cost")
        money = budget
        for each in counted.rounds:
            money -= each.cost
            assert each.money == money
            assert each.full + each.rest <= each.supporters
            assert each.full * each.price <= each.cost <= (each.full + each.rest) * each.price
        assert all(each.money < each.cost for each in counted.not_funded if each.supporters)
