"""The opinion map: where people stand to one another, which groups they form, what they share and where they differ.

After C. Small and others, "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26 (2021);
the steps and their rules are told in docs/methods.md. The same votes give the same map, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Key = int | str
"""The number or name of a person, a statement or a group; within one map all of a kind are numbers, or all names."""

Person = TypeVar("Person", bound=Key)
Statement = TypeVar("Statement", bound=Key)
Label = TypeVar("Label", bound=Key)
Mode = Literal["standard", "polis"]
Side = Literal["agree", "disagree"]
NO_CLEAR_GROUPS = "no clear groups"
BAR = 7
"""Votes that a person must have given to be put into a group, where there are as many statements."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many agreed, disagreed and passed."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def voted(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Group:
    """``counts``: what its people chose, by statement."""

    id: Key
    size: int
    counts: dict[Key, Counts]


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement of the overall consensus: ``p`` the estimated share on its side, ``z`` how sure that is over half."""

    id: Key
    p: float
    z: float


@dataclass(frozen=True, slots=True)
class Consensus:
    agree: tuple[Shared, ...] = ()
    disagree: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that marks a group off from the rest.

    ``p`` and ``z`` as in ``Shared``, within the group; ``ratio``: ``p`` against the same share of the other groups;
    ``z_ratio``: how sure the difference is; ``score``: the four multiplied.
    """

    id: Key
    side: Side
    p: float
    z: float
    ratio: float
    z_ratio: float
    best_agree: bool = False

    @property
    def score(self) -> float:
        return self.ratio * self.z_ratio * self.p * self.z


@dataclass(frozen=True)
class Map:
    """``positions``: of each person, (x, y). ``labels``: the group of each person who is in one.

    ``explained_variance``: the shares of all difference that x and y show. ``stability``: from 0 to 1, how alike the
    groups come out when a fifth of the people is left out. ``gic``: by statement, the product over the groups of the
    estimated share that agrees. ``priorities``: how much asking each statement next would tell (asking.py).
    ``extremity``, ``means`` and ``axes``: of each statement, how far from the middle it is, its mean vote, and its part
    in x and y.
    """

    people: int
    statements: int
    votes: int
    explained_variance: tuple[float, float]
    positions: dict[Key, tuple[float, float]]
    labels: dict[Key, Key]
    groups: tuple[Group, ...]
    stability: float | None
    note: str | None
    counts: dict[Key, Counts]
    gic: dict[Key, float]
    consensus: Consensus
    representative: dict[Key, tuple[Representative, ...]]
    priorities: dict[Key, float]
    mode: Mode = "standard"
    extremity: dict[Key, float] = field(default_factory=dict)
    means: dict[Key, float] = field(default_factory=dict)
    axes: dict[Key, tuple[float, float]] = field(default_factory=dict)


def opinion_map(
    votes: Mapping[tuple[Person, Statement], int],
    statements: Sequence[Statement],
    *,
    mode: Mode = "standard",
    rejected: Collection[Statement] = (),
    meta: Collection[Statement] = (),
    labels: Mapping[Person, Label] | None = None,
) -> Map:
    """The map of ``votes``: (person, statement) → 1 agree, -1 disagree, 0 pass; the last vote of each pair.

    ``rejected`` and ``meta`` statements are left out (``standard``), or count as passed by everybody when people are
    placed (``polis``, for comparison with that tool). ``labels``: groups that are given instead of found.
    Raises ValueError for a vote on no statement of the list or with another value, and for a label of nobody.
    """
    # Loaded here, where it is needed: numpy is a tenth of a second and 25 MB in every process that never makes a map.
    from consultations.opinions.domain.analysis import analyse
    from consultations.opinions.domain.votes import votes_of

    given = None if labels is None else dict[Key, Key](labels.items())
    return analyse(votes_of(votes, statements), mode=mode, rejected=rejected, meta=meta, labels=given)
