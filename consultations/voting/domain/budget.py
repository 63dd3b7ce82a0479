"""Sharing out a budget among projects: what goes in, and the greedy rule.

A ballot maps the ids of projects to points; in approval each named project has 1. Who gives a project more than nothing
is its supporter. Ids compare as text. Money and points are exact fractions. The answer does not depend on the order of
ballots or projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from consultations.voting.domain.ranking import BallotError

BudgetBallot = Mapping[str, int | Fraction]
Verdict = Literal["funded", "too_dear", "no_support", "below_threshold"]


@dataclass(frozen=True, slots=True)
class Project:
    """``cost`` in the budget's currency, nothing or more."""

    id: str
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ballots give a project: ``points`` in all (in approval as many as ``supporters``)."""

    project: Project
    supporters: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Considered:
    """One project's turn under the greedy rule; ``money`` is what was left before it."""

    project: str
    cost: Fraction
    points: Fraction
    supporters: int
    money: Fraction
    verdict: Verdict

    @property
    def missing(self) -> Fraction:
        """The money that was short; nothing if it was funded or failed for another reason."""
        return self.cost - self.money if self.verdict == "too_dear" else Fraction(0)


@dataclass(frozen=True, slots=True)
class Greedy:
    """``steps``: every project in the order in which it had its turn. ``selected`` in the order of funding."""

    selected: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    steps: tuple[Considered, ...]
    ballots: int


def greedy(
    ballots: Iterable[BudgetBallot],
    projects: Sequence[Project],
    budget: Fraction,
    *,
    threshold: Fraction = Fraction(0),
) -> Greedy:
    """Most points first; what no longer fits is skipped and the next one has its turn.

    Projects with fewer than ``threshold`` points, or without points or supporters, are not funded. Of equally many
    points the project with more supporters comes first, then the cheaper one, then the lower id. Raises BallotError.
    """
    listed = list(ballots)
    steps = greedy_steps(standings(listed, projects), budget, threshold)
    selected = tuple(step.project for step in steps if step.verdict == "funded")
    cost = sum((step.cost for step in steps if step.verdict == "funded"), Fraction(0))
    return Greedy(selected, cost, budget, steps, len(listed))


def greedy_steps(standing: Iterable[Standing], money: Fraction, threshold: Fraction) -> tuple[Considered, ...]:
    """The turns of the greedy rule with this much money."""
    steps = []
    for one in sorted(standing, key=_most_first):
        verdict = _verdict(one, money, threshold)
        steps.append(Considered(one.project.id, one.project.cost, one.points, one.supporters, money, verdict))
        if verdict == "funded":
            money -= one.project.cost
    return tuple(steps)


def standings(ballots: Iterable[BudgetBallot], projects: Sequence[Project]) -> tuple[Standing, ...]:
    """What each project was given, in the order of ids. Raises BallotError for a project that is not among them."""
    check_projects(projects)
    points: dict[str, int | Fraction] = {project.id: 0 for project in projects}
    supporters = dict.fromkeys(points, 0)
    for place, ballot in enumerate(ballots):
        for choice, (project, given) in enumerate(ballot.items()):
            if project not in points:
                raise BallotError("a ballot names what is not a project", place, choice)
            points[project] += given
            supporters[project] += given > 0
    ordered = sorted(projects, key=lambda project: project.id)
    return tuple(Standing(project, supporters[project.id], Fraction(points[project.id])) for project in ordered)


def check_projects(projects: Sequence[Project]) -> None:
    """Raises ValueError where an id stands twice or a cost is below nothing."""
    if len({project.id for project in projects}) != len(projects):
        raise ValueError("a project is given twice")
    if wrong := [project.id for project in projects if project.cost < 0]:
        raise ValueError(f"project {wrong[0]} costs less than nothing")


def _most_first(standing: Standing) -> tuple[Fraction, int, Fraction, str]:
    return -standing.points, -standing.supporters, standing.project.cost, standing.project.id


def _verdict(standing: Standing, money: Fraction, threshold: Fraction) -> Verdict:
    if not standing.supporters or standing.points <= 0:
        return "no_support"
    if standing.points < threshold:
        return "below_threshold"
    return "funded" if standing.project.cost <= money else "too_dear"
