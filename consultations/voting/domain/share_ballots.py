"""Budget ballots as arrays for the Method of Equal Shares: equal ones together, money and points in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from consultations.voting.domain.budget import BudgetBallot, Project, check_projects
from consultations.voting.domain.ranking import BallotError

Utility = Literal["cost", "cardinality", "points"]
LARGEST = 2**52
"""Sums of points up to this are exact in the arrays' floating-point numbers."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A project with supporters.

    ``cost`` in the smallest unit. A supporter's utility is ``worth`` times their points. ``voters``: rows of the
    supporters' (equal) ballots; ``points``: of one such ballot, None where all have 1; ``weights``: ballots that are
    equal; ``people``: their sum; ``stakes``: points times weights; ``stake``: their sum.
    """

    id: str
    cost: int
    worth: int
    voters: NDArray[np.intp]
    points: NDArray[np.int64] | None
    weights: NDArray[np.float64]
    stakes: NDArray[np.int64]
    people: int
    stake: int


@dataclass(frozen=True, eq=False)
class ShareBallots:
    """``people``: all ballots, also those that name nothing. One unit of currency is ``unit`` of the smallest unit, one
    point of a ballot ``point`` of the whole numbers in the arrays. ``weights``: how many ballots each row stands for.
    """

    candidates: tuple[Candidate, ...]
    budget: int
    people: int
    unit: int
    point: int
    utility: Utility
    weights: NDArray[np.int64]


def arranged(
    ballots: Iterable[BudgetBallot], projects: Sequence[Project], budget: Fraction, utility: Utility
) -> ShareBallots:
    """Raises BallotError for an unknown project, and for points that are too many to be counted."""
    check_projects(projects)
    places = {project.id: place for place, project in enumerate(sorted(projects, key=lambda project: project.id))}
    counted = Counter(_row(ballot, places, number, utility) for number, ballot in enumerate(ballots))
    people = counted.total()
    counted.pop((), None)
    rows = sorted(counted)
    point = lcm(*{Fraction(value).denominator for row in rows for _place, value in row})
    unit = lcm(budget.denominator, *(project.cost.denominator for project in projects))
    weights = np.array([counted[row] for row in rows], dtype=np.int64)
    if max((sum(value for _place, value in row) for row in rows), default=0) * point * people > LARGEST:
        raise BallotError("the points are too many to be counted", 0, 0)
    supporters: list[list[tuple[int, int]]] = [[] for _project in projects]
    for number, row in enumerate(rows):
        for place, value in row:
            supporters[place].append((number, int(value * point)))
    candidates = tuple(
        _candidate(project, int(project.cost * unit), supporters[places[project.id]], weights, utility)
        for project in sorted(projects, key=lambda project: project.id)
        if supporters[places[project.id]]
    )
    return ShareBallots(candidates, int(budget * unit), people, unit, point, utility, weights)


def _row(
    ballot: BudgetBallot, places: dict[str, int], number: int, utility: Utility
) -> tuple[tuple[int, int | Fraction], ...]:
    if unknown := [choice for choice, project in enumerate(ballot) if project not in places]:
        raise BallotError("a ballot names what is not a project", number, unknown[0])
    given = ((places[project], value if utility == "points" else 1) for project, value in ballot.items() if value > 0)
    return tuple(sorted(given))


def _candidate(
    project: Project, cost: int, supporters: list[tuple[int, int]], weights: NDArray[np.int64], utility: Utility
) -> Candidate:
    voters = np.array([number for number, _points in supporters], dtype=np.intp)
    points = np.array([each for _number, each in supporters], dtype=np.int64)
    stakes = points * weights[voters]
    return Candidate(
        id=project.id,
        cost=cost,
        worth=max(cost, 1) if utility == "cost" else 1,
        voters=voters,
        points=None if bool((points == 1).all()) else points,
        weights=weights[voters].astype(np.float64),
        stakes=stakes,
        people=int(weights[voters].sum()),
        stake=int(stakes.sum()),
    )
