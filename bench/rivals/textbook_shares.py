"""The Method of Equal Shares as it stands in textbooks: every project looked at in every round, nothing remembered.

The reference for time (with floating-point numbers) and for results (with fractions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Number = type[float] | type[Fraction]


def equal_shares(
    ballots: Sequence[Mapping[str, int | Fraction]],
    costs: Mapping[str, Fraction],
    share: Fraction,
    utility: str,
    number: Number = Fraction,
) -> list[str]:
    """The projects in the order of funding when each voter has ``share``."""
    left = [number(share) for _ballot in ballots]
    supporters = {
        project: [
            (voter, number(ballot[project])) for voter, ballot in enumerate(ballots) if ballot.get(project, 0) > 0
        ]
        for project in sorted(costs)
    }
    price = {project: number(cost) for project, cost in costs.items()}
    chosen: list[str] = []
    while True:
        offers = []
        for project, given in supporters.items():
            if project in chosen or not given:
                continue
            worth = [(voter, _worth(points, price[project], utility, number)) for voter, points in given]
            rho = _rho(worth, left, price[project])
            if rho is not None:
                offers.append((rho, -len(given), price[project], project, worth))
        if not offers:
            return chosen
        rho, _supporters, _cost, project, worth = min(offers, key=lambda offer: offer[:4])
        for voter, gain in worth:
            left[voter] = max(left[voter] - rho * gain, number(0))
        chosen.append(project)


def until_overspent(
    ballots: Sequence[Mapping[str, int | Fraction]],
    costs: Mapping[str, Fraction],
    budget: Fraction,
    utility: str,
    number: Number = Fraction,
) -> list[str]:
    """With shares raised by one until the projects cost more than the budget, or all with supporters are funded."""
    share = Fraction(budget, len(ballots))
    wanted = {project for ballot in ballots for project, points in ballot.items() if points > 0}
    kept: list[str] = []
    while True:
        found = equal_shares(ballots, costs, share, utility, number)
        if sum(costs[project] for project in found) > budget:
            return kept
        kept = found
        if set(kept) == wanted:
            return kept
        share += 1


def _worth(points: float | Fraction, cost: float | Fraction, utility: str, number: Number) -> float | Fraction:
    return {"cost": cost or number(1), "cardinality": number(1), "points": points}[utility]


def _rho(
    worth: list[tuple[int, float | Fraction]], left: list[float | Fraction], cost: float | Fraction
) -> float | Fraction | None:
    """The smallest rho with Σ min(left, rho · worth) = cost; None where the supporters have too little."""
    if sum(left[voter] for voter, _gain in worth) < cost:
        return None
    owed, gains = cost, sum(gain for _voter, gain in worth)
    for voter, gain in sorted(worth, key=lambda pair: left[pair[0]] / pair[1]):
        if owed * gain <= left[voter] * gains:
            return owed / gains
        owed -= left[voter]
        gains -= gain
    return None
