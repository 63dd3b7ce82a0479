"""The election of a ``.pb`` file as the rules for budgets take it, and what of the file they leave aside."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.pabulib import PbFile, number
from consultations.voting.domain.budget import BudgetBallot, Project

CATEGORY_LIMITS = ("max_total_cost_per_category", "max_total_cost_per_project", "max_sum_cost_per_category")


@dataclass(frozen=True)
class Election:
    """``kind``: the file's vote_type. ``has_points``: ballots give numbers of points. ``threshold``: fewest points
    with which a project is funded. ``notes``: what a reader of the result has to know about the file.
    """

    budget: Fraction
    projects: tuple[Project, ...]
    ballots: tuple[BudgetBallot, ...]
    kind: str
    has_points: bool
    threshold: Fraction
    notes: tuple[str, ...]


def election(file: PbFile) -> Election:
    """Raises BrokenFileError where a budget, a cost or points are missing or no numbers.

    An order becomes points as in the files' column ``score``: the first of k named projects has k, the last 1.
    """
    budget = file.stated("budget")
    if budget is None or budget < 0:
        raise BrokenFileError(f"{file.name}: section META has no budget of nothing or more.")
    projects = tuple(_project(file, key) for key in file.project_ids)
    ballots, has_points = _ballots(file)
    threshold = file.stated("min_project_score_threshold") or Fraction(0)
    return Election(budget, projects, ballots, file.kind, has_points, threshold, tuple(_notes(file, ballots)))


def _project(file: PbFile, key: str) -> Project:
    if "cost" not in file.projects.header:
        raise BrokenFileError(f"{file.name}: section PROJECTS has no column named cost.")
    row = file.project_ids[key]
    cost = number(file.name, file.projects, row, "cost")
    if cost < 0:
        raise BrokenFileError(f"{file.name}, {file.projects.place(row, 'cost')}: a cost is not below nothing.")
    return Project(key, cost)


def _ballots(file: PbFile) -> tuple[tuple[BudgetBallot, ...], bool]:
    if "points" in file.votes.header:
        pairs = ((file.choices(row), file.points(row)) for row in file.votes.rows)
        return tuple(dict(zip(named, given, strict=True)) for named, given in pairs), True
    named = [file.choices(row) for row in file.votes.rows]
    if file.kind != "ordinal":
        return tuple(dict.fromkeys(each, 1) for each in named), False
    return tuple({project: len(each) - place for place, project in enumerate(each)} for each in named), True


def _notes(file: PbFile, ballots: tuple[BudgetBallot, ...]) -> list[str]:
    notes = []
    if not any(ballots):
        notes.append("No ballot names a project, so that nothing can be funded.")
    if limits := [key for key in CATEGORY_LIMITS if file.meta.get(key, "").strip()]:
        notes.append(f"The file states {' and '.join(limits)}. This rule knows no such limit and did not apply it.")
    return notes
