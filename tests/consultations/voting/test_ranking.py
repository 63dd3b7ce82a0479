"""Ranked ballots are counted by rules that anyone can repeat on paper."""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.voting.domain.ranking import BallotError, InstantRunoff, Path, Round, irv, plurality, schulze

A, B, C, D, E = range(1, 6)
TENNESSEE = 42 * [(A, B, C, D)] + 26 * [(B, C, D, A)] + 15 * [(C, D, B, A)] + 17 * [(D, C, B, A)]
"""The textbook's capital: Memphis, Nashville, Chattanooga, Knoxville."""


def of_schulze(text: str) -> list[tuple[int, ...]]:
    """``'5 ACBED, 3 CAB'`` → five and three ballots."""
    found = []
    for part in text.split(","):
        number, letters = part.split()
        found += int(number) * [tuple("ABCDE".index(letter) + 1 for letter in letters)]
    return found


rankings = st.permutations(range(5)).flatmap(lambda order: st.integers(0, 5).map(lambda n: tuple(order[:n])))
elections = st.lists(rankings, max_size=25)


class TestInstantRunoff:
    def test_the_weakest_leaves_and_its_ballots_go_on(self):
        assert irv(TENNESSEE, (A, B, C, D)) == InstantRunoff(
            winners=(D,),
            places=((D,), (A,), (B,), (C,)),
            rounds=(
                Round(((A, 42), (B, 26), (D, 17), (C, 15)), 0, out=(C,)),
                Round(((A, 42), (D, 32), (B, 26)), 0, out=(B,)),
                Round(((D, 58), (A, 42)), 0, out=(A,)),
                Round(((D, 100),), 0),
            ),
            ballots=100,
        )

    def test_a_majority_is_told_in_the_round_where_it_stands(self):
        assert [one.majority for one in irv(TENNESSEE, (A, B, C, D)).rounds] == [None, None, D, D]

    def test_a_ballot_that_names_none_who_is_left_is_exhausted(self):
        rounds = irv([(A,), (A,), (B, C), (C,), (C,)], (A, B, C)).rounds
        assert [one.exhausted for one in rounds] == [0, 0, 2]

    def test_options_without_a_vote_leave_together_and_share_a_place(self):
        counted = irv([(A, C), (A, D), (B,)], (A, B, C, D))
        assert (counted.rounds[0].out, counted.places) == ((C, D), ((A,), (B,), (C, D)))

    def test_of_equally_few_the_one_with_fewer_before_leaves(self):
        ballots = 5 * [(A,)] + 3 * [(B, A)] + 2 * [(C, A)] + 1 * [(D, C)]
        second = irv(ballots, (A, B, C, D)).rounds[1]
        assert (second.out, second.tied, second.settled) == ((C,), (B, C), "earlier")

    def test_of_those_equal_in_every_round_the_highest_number_leaves_and_it_is_told(self):
        first = irv([(A,), (A,), (B, A), (C, B)], (A, B, C)).rounds[0]
        assert (first.out, first.tied, first.settled) == ((C,), (B, C), "number")

    def test_all_that_are_left_share_the_first_place_when_they_never_differed(self):
        assert irv([(A,), (B,)], (A, B)).winners == (A, B)

    def test_equal_at_the_end_only_is_decided_by_the_rounds_before(self):
        counted = irv(3 * [(A,)] + 2 * [(B,)] + [(C, B)], (A, B, C))
        assert (counted.rounds[1].votes, counted.winners) == (((A, 3), (B, 3)), (A,))


class TestSchulze:
    @pytest.mark.parametrize(
        ("ballots", "order"),
        [
            ("5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC", "EACBD"),
            ("5 ACBD, 2 ACDB, 3 ADCB, 4 BACD, 3 CBDA, 3 CDBA, 1 DACB, 5 DBAC, 4 DCBA", "DACB"),
        ],
    )
    def test_the_published_examples(self, ballots: str, order: str):
        """Schulze 2011, example 1 (there: 45 voters), and the four candidates of example 2."""
        counted = schulze(of_schulze(ballots), range(1, len(order) + 1))
        assert counted.places == tuple(("ABCDE".index(letter) + 1,) for letter in order)

    def test_the_strengths_of_the_published_paths(self):
        counted = schulze(
            of_schulze("5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC"), range(1, 6)
        )
        strengths = {pair: path.strength for pair, path in counted.paths.items()}
        rows = ["28 28 30 24", "25 28 33 24", "25 29 29 24", "25 28 28 24", "25 28 28 31"]
        expected = {
            (a, b): int(strength)
            for a, row in enumerate(rows, 1)
            for b, strength in zip([b for b in range(1, 6) if b != a], row.split(), strict=True)
        }
        assert strengths == expected
        assert counted.paths[A, B] == Path((A, D, C, B), 28)

    def test_who_wins_every_duel_wins(self):
        counted = schulze(TENNESSEE, (A, B, C, D))
        assert (counted.winners, counted.undefeated, counted.duels[B, A]) == ((B,), B, 58)

    def test_unnamed_options_stand_below_the_named_and_equal_among_themselves(self):
        counted = schulze([(A,), (A, B)], (A, B, C))
        assert counted.duels == {(A, B): 2, (A, C): 2, (B, A): 0, (B, C): 1, (C, A): 0, (C, B): 0}
        assert counted.places == ((A,), (B,), (C,))

    def test_a_circle_of_equal_duels_is_a_tie(self):
        counted = schulze([(A, B, C), (B, C, A), (C, A, B)], (A, B, C))
        assert (counted.winners, counted.undefeated) == ((A, B, C), None)


class TestEveryMethod:
    @pytest.mark.parametrize("count", [irv, schulze, plurality])
    def test_nobody_wins_when_no_ballot_names_anything(self, count):
        counted = count([(), ()], (A, B))
        assert (counted.winners, counted.places, counted.ballots) == ((), (), 2)

    @pytest.mark.parametrize("count", [irv, schulze, plurality])
    @pytest.mark.parametrize(
        ("ballot", "words", "choice"),
        [((A, 9), "names what is not an option", 1), ((A, B, A), "names an option twice", 2)],
    )
    def test_a_ballot_that_cannot_stand_is_refused_and_named(self, count, ballot, words, choice):
        with pytest.raises(BallotError, match=words) as caught:
            count([(A,), ballot], (A, B))
        assert (caught.value.ballot, caught.value.choice) == (1, choice)

    def test_plurality_shares_places(self):
        assert plurality([(A, B), (B,), (C,), (C,)], (A, B, C, D)).places == ((C,), (A, B), (D,))

    @given(elections, st.randoms(use_true_random=False))
    def test_the_order_of_ballots_and_options_changes_nothing(self, ballots, chance: Random):
        others, options = chance.sample(ballots, len(ballots)), chance.sample(range(5), 5)
        for count in (irv, schulze, plurality):
            assert count(others, options) == count(ballots, range(5))

    @given(elections)
    def test_every_option_has_one_place(self, ballots):
        for count in (irv, schulze, plurality):
            counted = count(ballots, range(5))
            named = [option for place in counted.places for option in place]
            assert sorted(named) == (list(range(5)) if any(ballots) else [])

    @given(elections)
    def test_schulze_agrees_with_its_definition(self, ballots):
        """The strongest of all chains, each tried."""
        counted = schulze(ballots, range(4 + 1))

        def link(a: int, b: int) -> int:
            won = sum(a in x and (b not in x or x.index(a) < x.index(b)) for x in ballots)
            lost = sum(b in x and (a not in x or x.index(b) < x.index(a)) for x in ballots)
            return won if won > lost else 0

        links = {(a, b): link(a, b) for a, b in permutations(range(5), 2)}
        for a, b in permutations(range(5), 2):
            between = [x for x in range(5) if x not in (a, b)]
            chains = [(a, *some, b) for n in range(4) for some in permutations(between, n)]
            strongest = max(min(links[step] for step in pairwise(chain)) for chain in chains)
            path = counted.paths.get((a, b))
            assert (path.strength if path else 0) == strongest
            assert path is None or min(links[step] for step in pairwise(path.options)) == strongest

    @given(elections)
    def test_a_majority_of_first_choices_wins_under_each(self, ballots):
        first = [ballot[0] for ballot in ballots if ballot]
        for option in range(5):
            if 2 * first.count(option) > len(ballots):
                assert {count(ballots, range(5)).winners for count in (irv, schulze, plurality)} == {(option,)}

    @given(elections)
    def test_every_round_counts_every_ballot_once(self, ballots):
        for one in irv(ballots, range(5)).rounds:
            assert sum(votes for _option, votes in one.votes) + one.exhausted == len(ballots)
