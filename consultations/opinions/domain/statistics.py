"""What groups think, counted: proportions, what marks a group off, and what all share.

Every formula takes whole arrays: statements, or groups × statements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consultations.opinions.domain.map import Consensus, Key, Representative, Shared, Side
from consultations.opinions.domain.votes import Bools, Floats, Ints, Votes

SURE = 1.2816
"""The normal deviate of 90 per cent, one-sided."""
MOST_NAMED = 5


@dataclass(frozen=True)
class Tally:
    """Counts of agreeing, disagreeing and all votes (passes included)."""

    agree: Ints
    disagree: Ints
    voted: Ints

    def of(self, side: Side) -> Ints:
        return self.agree if side == "agree" else self.disagree


def tally(votes: Votes) -> Tally:
    """By statement, of everybody."""
    counts = np.bincount(votes.statement * 3 + votes.choice + 1, minlength=len(votes.statements) * 3).reshape(-1, 3)
    return Tally(counts[:, 2], counts[:, 0], counts.sum(axis=1))


def tally_by_group(votes: Votes, labels: Ints, number: int) -> Tally:
    """Groups × statements; ``labels`` of each person, -1 for those in no group."""
    group = labels[votes.person]
    member = group >= 0
    size = len(votes.statements)
    cells = (group[member] * size + votes.statement[member]) * 3 + votes.choice[member] + 1
    counts = np.bincount(cells, minlength=number * size * 3).reshape(number, size, 3)
    return Tally(counts[:, :, 2], counts[:, :, 0], counts.sum(axis=2))


def rest(groups: Tally) -> Tally:
    """For each group, the people of the other groups."""
    return Tally(*(each.sum(axis=0) - each for each in (groups.agree, groups.disagree, groups.voted)))


def proportion(chose: Ints, voted: Ints) -> Floats:
    """The share, estimated with one vote added for and one against."""
    return (chose + 1) / (voted + 2)


def sureness(chose: Ints, voted: Ints) -> Floats:
    """z of the share against one half."""
    return 2 * np.sqrt(voted + 1) * ((chose + 1) / (voted + 1) - 0.5)


def difference(chose: Ints, voted: Ints, others_chose: Ints, others_voted: Ints) -> Floats:
    """z of two proportions, each count raised by one; 0 where everybody chose the same."""
    one, all_one, other, all_other = chose + 1, voted + 1, others_chose + 1, others_voted + 1
    pooled = (one + other) / (all_one + all_other)
    error = np.sqrt(np.maximum(0, pooled * (1 - pooled) * (1 / all_one + 1 / all_other)))
    known = pooled < 1
    return np.where(known, (one / all_one - other / all_other) / np.where(known, error, 1), 0)


def consensus(everybody: Tally, statements: tuple[Key, ...], kept: Bools) -> Consensus:
    """What more than half agree on (or disagree with), surest first; of ``kept`` statements."""
    found = {}
    for side in ("agree", "disagree"):
        chose = everybody.agree if side == "agree" else everybody.disagree
        p, z = proportion(chose, everybody.voted), sureness(chose, everybody.voted)
        passing = np.flatnonzero((p > 0.5) & (z > SURE) & kept)
        order = sorted(passing, key=lambda index: (-p[index] * z[index], index))
        found[side] = tuple(Shared(statements[i], float(p[i]), float(z[i])) for i in order[:MOST_NAMED])
    return Consensus(found["agree"], found["disagree"])


def shared_by_groups(groups: Tally) -> Floats:
    """Group-informed consensus: by statement, the product of every group's share that agrees."""
    return proportion(groups.agree, groups.voted).prod(axis=0)


@dataclass(frozen=True)
class _Measures:
    """Of one side, groups × statements."""

    p: Floats
    z: Floats
    ratio: Floats
    z_ratio: Floats

    @property
    def passing(self) -> Bools:
        return (self.z_ratio > SURE) & (self.z > SURE)

    @property
    def score(self) -> Floats:
        return self.ratio * self.z_ratio * self.p * self.z


def _measures(groups: Tally, others: Tally, side: Side) -> _Measures:
    chose, other = groups.of(side), others.of(side)
    p = proportion(chose, groups.voted)
    return _Measures(
        p,
        sureness(chose, groups.voted),
        p / proportion(other, others.voted),
        difference(chose, groups.voted, other, others.voted),
    )


def representatives(groups: Tally, statements: tuple[Key, ...], kept: Bools) -> list[tuple[Representative, ...]]:
    """For each group the statements that mark it off from the others, at most five, the best agreed one first."""
    others = rest(groups)
    measures: dict[Side, _Measures] = {
        "agree": _measures(groups, others, "agree"),
        "disagree": _measures(groups, others, "disagree"),
    }
    return [_of_group(index, groups, statements, kept, measures) for index in range(len(groups.voted))]


def _of_group(
    group: int, groups: Tally, statements: tuple[Key, ...], kept: Bools, measures: dict[Side, _Measures]
) -> tuple[Representative, ...]:
    agree, disagree = measures["agree"], measures["disagree"]

    def named(index: int, side: Side, best: bool = False) -> Representative:
        of = measures[side]
        p, z, ratio, z_ratio = (float(each[group, index]) for each in (of.p, of.z, of.ratio, of.z_ratio))
        return Representative(statements[index], side, p, z, ratio, z_ratio, best_agree=best)

    chosen = np.flatnonzero((agree.passing[group] | disagree.passing[group]) & kept).tolist()
    found = [named(i, "agree" if agree.z_ratio[group, i] > disagree.z_ratio[group, i] else "disagree") for i in chosen]
    found.sort(key=lambda each: -each.score)
    best = _best_agree(group, groups, kept, agree)
    if best is None:
        return tuple(found[:MOST_NAMED])
    first = named(best, "agree", best=True)
    return (first, *[each for each in found if each.id != first.id][: MOST_NAMED - 1])


def _best_agree(group: int, groups: Tally, kept: Bools, agree: _Measures) -> int | None:
    """The statement that the group agrees with most tellingly, even where nothing marks it off for sure."""
    spoken = groups.agree[group] + groups.disagree[group] > 0
    likely = (agree.z[group] > SURE) | ((agree.ratio[group] > 1) & (agree.p[group] > 0.5))
    eligible = np.flatnonzero(spoken & likely & kept)
    apart = [index for index in eligible if agree.ratio[group, index] > 1]
    if apart:
        return int(max(apart, key=lambda index: (agree.score[group, index], -index)))
    by_share = agree.p[group] * agree.z[group]
    return int(max(eligible, key=lambda index: (by_share[index], -index))) if len(eligible) else None
