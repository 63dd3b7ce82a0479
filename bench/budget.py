"""How long equal shares with completion take on a city's vote: ``python -m bench.budget [--json FILE]``.

6,586 ballots that each name up to ten of 64 projects, as in Wieliczka in 2023, generated: costs from a few thousand to
the highest that was allowed, projects of a few places and camps. The reference is the textbook's way in floating-point
numbers (bench/rivals/textbook_shares.py), for one count of the many and, with --whole, for all of them.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from bench.harness import Figure, against, arguments, emit, sample
from bench.rivals import textbook_shares
from consultations.voting.domain.budget import Project
from consultations.voting.domain.equal_shares import EqualShares, equal_shares

BALLOTS, PROJECTS, CAMPS = 6586, 64, 7
BUDGETS = (Fraction(1_000_000), Fraction(5_000_000))
REFERENCE = "textbook, one count"


def generated(budget: Fraction, seed: int = 1) -> tuple[list[dict[str, int]], list[Project]]:
    """Ballots of people who mostly name projects of their own camp, the popular ones more often."""
    chance = Random(seed)
    names = [str(number) for number in range(1, PROJECTS + 1)]
    most = int(budget) // 10
    projects = [Project(name, Fraction(chance.randrange(most // 20, most, 500))) for name in names]
    appeal = {name: chance.paretovariate(1.5) for name in names}
    camp = {name: chance.randrange(CAMPS) for name in names}
    ballots = []
    for _voter in range(BALLOTS):
        mine = chance.randrange(CAMPS)
        weights = [appeal[name] * (4 if camp[name] == mine else 1) for name in names]
        ballots.append(dict.fromkeys(chance.choices(names, weights, k=chance.randint(1, 10)), 1))
    return ballots, projects


def figures(whole: bool) -> list[Figure]:
    found = []
    for budget in BUDGETS:
        ballots, projects = generated(budget)
        costs = {project.id: project.cost for project in projects}
        made: list[EqualShares] = []

        def ours(
            ballots: list[dict[str, int]] = ballots,
            projects: list[Project] = projects,
            budget: Fraction = budget,
            made: list[EqualShares] = made,
        ) -> None:
            made.append(equal_shares(ballots, projects, budget, completion="add1-until-overspent"))

        name = f"equal shares until overspent, {BALLOTS:,} ballots × {PROJECTS}, budget {int(budget):,}"
        taken = sample(ours, rounds=1, warm_up=0)
        share = made[0].share

        def textbook(
            ballots: list[dict[str, int]] = ballots,
            costs: dict[str, Fraction] = costs,
            budget: Fraction = budget,
            share: Fraction = share,
        ) -> list[str]:
            if whole:
                return textbook_shares.until_overspent(ballots, costs, budget, "cost", float)
            return textbook_shares.equal_shares(ballots, costs, share, "cost", float)

        assert sorted(textbook()) == sorted(made[0].selected), "the textbook elects others"
        reference = sample(textbook, rounds=1, warm_up=0)
        counts = int(share - made[0].first_share) + 1
        found.append(against(name, taken, reference, "textbook, all counts" if whole else REFERENCE))
        found.append(Figure(f"{name}: counts from the start", counts, "counts"))
    return found


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true", help="let the reference make all counts too (minutes)")
    given = parser.parse_args()
    emit(figures(given.whole), given.json)
