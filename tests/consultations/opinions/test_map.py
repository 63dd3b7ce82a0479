"""The opinion map on votes made for the purpose: what it finds, and what it refuses to find."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.opinions.domain.asking import META
from consultations.opinions.domain.grouping import grouping_of, likeness, mean_silhouette, partition
from consultations.opinions.domain.map import NO_CLEAR_GROUPS, Consensus, Counts, Representative, opinion_map

Votes = dict[tuple[int, int], int]


def camps(sizes: tuple[int, ...], statements: int = 12, seed: int = 1, slip: float = 0.1) -> Votes:
    """Camp g agrees with statements s where s % camps == g and disagrees with others; some votes slip."""
    chance = Random(seed)
    camp = [group for group, size in enumerate(sizes) for _ in range(size)]
    votes = {}
    for person, statement in product(range(len(camp)), range(statements)):
        choice = 1 if statement % len(sizes) == camp[person] else -1
        votes[person, statement] = chance.choice([1, 0, -1]) if chance.random() < slip else choice
    return votes


class TestGroups:
    @pytest.mark.parametrize("sizes", [(40, 30), (30, 25, 20)])
    def test_camps_are_found_the_largest_first(self, sizes):
        found = opinion_map(camps(sizes), range(12))
        assert [group.size for group in found.groups] == list(sizes)
        assert found.labels == dict(enumerate(g for g, size in enumerate(sizes) for _ in range(size)))
        assert found.stability is not None
        assert found.stability > 0.9

    @pytest.mark.parametrize("sizes", [(9, 9), (40, 9)])
    def test_a_camp_of_fewer_than_ten_is_no_group(self, sizes):
        found = opinion_map(camps(sizes), range(12))
        assert all(group.size >= 10 for group in found.groups)

    def test_no_clear_groups_is_a_result(self):
        found = opinion_map(camps((9, 9)), range(12))
        assert (found.note, found.groups, found.labels, found.gic, found.representative, found.stability) == (
            NO_CLEAR_GROUPS, (), {}, {}, {}, None,
        )  # fmt: skip
        assert len(found.positions) == 18

    def test_when_all_vote_alike_there_is_one_place_and_no_group(self):
        found = opinion_map({(p, s): 1 for p in range(50) for s in range(5)}, range(5))
        assert (found.note, found.explained_variance, set(found.positions.values())) == (
            NO_CLEAR_GROUPS, (0.0, 0.0), {(0.0, 0.0)},
        )  # fmt: skip

    @pytest.mark.parametrize(("votes", "statements"), [({}, ()), ({}, (1, 2)), ({(1, 1): 1}, (1,))])
    def test_nothing_or_next_to_nothing_is_a_map_too(self, votes, statements):
        found = opinion_map(votes, statements)
        assert (found.people, found.note) == (len(votes), NO_CLEAR_GROUPS)

    def test_who_gave_fewer_than_seven_votes_is_placed_but_in_no_group(self):
        votes = camps((30, 30)) | {(100, s): 1 for s in range(6)}
        found = opinion_map(votes, range(12))
        assert (100 in found.positions, 100 in found.labels, len(found.labels)) == (True, False, 60)

    def test_where_few_voted_seven_times_the_fifteen_most_active_are_looked_at(self):
        votes = {(p, s): 1 if (p + s) % 2 else -1 for p in range(40) for s in range(3 if p < 20 else 4)}
        found = opinion_map(votes, range(10), labels=None)
        assert (found.note, len(found.labels)) == (NO_CLEAR_GROUPS, 0)

    @settings(max_examples=15, deadline=None)
    @given(st.randoms(use_true_random=False))
    def test_the_order_of_votes_and_statements_changes_nothing(self, chance: Random):
        votes = camps((25, 20, 15), slip=0.4)
        shuffled = dict(chance.sample(list(votes.items()), len(votes)))
        assert opinion_map(shuffled, chance.sample(range(12), 12)) == opinion_map(votes, range(12))

    def test_labels_that_are_given_are_taken(self):
        found = opinion_map(camps((12, 12)), range(12), labels={0: "b", 1: "b", 12: "a"})
        assert [(group.id, group.size) for group in found.groups] == [("a", 1), ("b", 2)]

    @pytest.mark.parametrize(
        ("votes", "labels", "words"),
        [
            ({(1, 9): 1}, None, "the vote 1 of 1 on 9 cannot stand"),
            ({(1, 1): 2}, None, "the vote 2 of 1 on 1 cannot stand"),
            ({(1, 1): 1}, {2: 0}, "a group is given for 2, who has no vote"),
        ],
    )
    def test_what_cannot_stand_is_refused(self, votes, labels, words):
        with pytest.raises(ValueError, match=words):
            opinion_map(votes, (1, 2), labels=labels)


class TestPlaces:
    def test_a_hand_made_plane(self):
        """Two people agree, two disagree, on both of two statements: all difference lies along one line."""
        votes = {(p, s): 1 if p < 2 else -1 for p in range(4) for s in range(2)}
        found = opinion_map(votes, range(2))
        assert found.explained_variance == pytest.approx((1.0, 0.0))
        assert [found.positions[p][0] for p in range(4)] == pytest.approx([2**0.5, 2**0.5, -(2**0.5), -(2**0.5)])

    def test_a_missing_vote_stands_at_the_mean_and_who_voted_less_is_moved_out(self):
        votes = {(p, s): 1 if p < 2 else -1 for p in range(4) for s in range(2)}
        del votes[0, 1]
        found = opinion_map(votes, range(2))
        assert found.positions[0][0] > 0.5 * found.positions[1][0] > 0

    def test_a_rejected_statement_moves_nobody(self):
        votes = camps((20, 20))
        less = {pair: choice for pair, choice in votes.items() if pair[1] != 3}
        assert opinion_map(votes, range(12), rejected={3}) == opinion_map(less, [s for s in range(12) if s != 3])


class TestGroupingItself:
    def test_silhouette_by_hand(self):
        points = np.array([[0.0, 0], [0, 2], [10, 0], [10, 2]])
        across = (10 + 104**0.5) / 2
        assert mean_silhouette(points, np.array([0, 0, 1, 1]), 2) == pytest.approx((across - 2) / across)

    def test_likeness_by_hand(self):
        assert likeness(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1
        assert likeness(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx(4 / 7)

    def test_fewer_points_than_groups(self):
        assert partition(np.zeros((3, 2)), 5).tolist() == [0, 0, 0]

    def test_above_the_sample_all_are_in_a_group_still(self):
        chance = np.random.default_rng(3)
        points = np.concatenate([chance.normal(centre, 1, (3000, 2)) for centre in (-8, 0, 8)])
        found = grouping_of(points)
        assert found is not None
        assert np.bincount(found.labels).tolist() == [3000, 3000, 3000]
        assert likeness(found.labels, np.repeat([0, 1, 2], 3000)) == 1


class TestWhatIsSaid:
    VOTES = (
        {(p, 0): 1 for p in range(20)}
        | {(p, 1): 1 if p < 10 else -1 for p in range(20)}
        | {(p, 2): 0 for p in range(20)}
        | {(p, 3): -1 for p in range(4)}
    )  # fmt: skip
    LABELS = {p: int(p >= 10) for p in range(20)}

    def test_consensus_is_what_surely_more_than_half_share(self):
        found = opinion_map(self.VOTES, range(4), labels=self.LABELS).consensus
        assert [each.id for each in found.agree] == [0]
        assert (found.agree[0].p, found.agree[0].z) == pytest.approx((21 / 22, 2 * 21**0.5 * 0.5))
        assert [each.id for each in found.disagree] == [3]

    def test_what_marks_a_group_off(self):
        found = opinion_map(self.VOTES, range(4), labels=self.LABELS).representative
        difference = (1 - 1 / 11) / ((12 / 22) * (10 / 22) * (2 / 11)) ** 0.5
        one = Representative(1, "agree", 11 / 12, 11**0.5, 11.0, pytest.approx(difference), best_agree=True)
        assert found[0][0] == one
        assert [(each.id, each.side) for each in found[1]] == [(0, "agree"), (1, "disagree")]

    def test_group_informed_consensus_is_a_product(self):
        found = opinion_map(self.VOTES, range(4), labels=self.LABELS).gic
        assert found == pytest.approx({0: (11 / 12) ** 2, 1: 11 / 144, 2: 1 / 144, 3: 1 / 6 * 1 / 2})

    def test_counts_of_everybody_and_of_each_group(self):
        found = opinion_map(self.VOTES, range(4), labels=self.LABELS)
        assert found.counts[1] == Counts(10, 10, 0)
        assert [group.counts[3] for group in found.groups] == [Counts(0, 4, 0), Counts(0, 0, 0)]

    def test_rejected_and_meta_statements_are_in_no_list(self):
        found = opinion_map(self.VOTES, range(4), mode="polis", rejected={0}, meta={1, 3}, labels=self.LABELS)
        assert (found.consensus, found.representative) == (Consensus(), {0: (), 1: ()})
        assert found.gic.keys() == {0, 1, 2, 3}

    def test_meta_statements_are_asked_at_a_fixed_priority_and_rejected_ones_never(self):
        for mode in ("standard", "polis"):
            found = opinion_map(self.VOTES, range(4), mode=mode, rejected={0, 1}, meta={1, 3})
            assert found.priorities.keys() == {2, 3}
            assert found.priorities[3] == META
