"""How far every voter's share can rise before a count by equal shares takes another course.

As long as the same supporters give all that they have in the same rounds, every price and what everybody has left is a
linear function of the share: a value and a slope, here in exact fractions. So is, for each project that was not bought
in a round, a bound on what its supporters would have given at the price that was best. Where no such line crosses its
limit, the count funds the same, and need not be made again for each unit of currency in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from consultations.voting.domain.share_ballots import Candidate
from consultations.voting.domain.share_count import ShareCount

Line = tuple[Fraction, Fraction]
NOTHING: Line = (Fraction(0), Fraction(0))
MOST_SUPPORTERS = 2000
"""With more supporters in all, counting again costs less than looking ahead."""


@dataclass
class _Span:
    """The largest rise found so far; None as long as nothing limits it."""

    limit: Fraction | None = None

    def keep(self, gap: Fraction, slope: Fraction) -> None:
        """``gap`` + rise · ``slope`` must stay above nothing."""
        if slope < 0 and (self.limit is None or gap / -slope < self.limit):
            self.limit = gap / -slope


def unchanged_for(count: ShareCount, unit: int) -> int:
    """By how many units the share can rise at least with the same rounds; 0 where that is not known."""
    ballots = count.ballots
    if sum(len(each.voters) for each in ballots.candidates) > MOST_SUPPORTERS:
        return 0
    span = _Span()
    left: list[Line] = [(count.share, Fraction(1))] * len(ballots.weights)
    waiting = dict(enumerate(ballots.candidates))
    for purchase in count.purchases:
        bought = waiting.pop(purchase.place)
        price = _price(bought, left, purchase.price)
        rho = price[0] / bought.worth, price[1] / bought.worth
        for other in waiting.values():
            given = _given(other, left, rho)
            span.keep(other.cost - given[0], -given[1])
        _charge(bought, left, price, span)
    for other in waiting.values():
        held = [(left[voter], weight) for voter, weight in zip(other.voters, other.weights, strict=True)]
        money = sum((line[0] * int(weight) for line, weight in held), Fraction(0))
        slope = sum((line[1] * int(weight) for line, weight in held), Fraction(0))
        span.keep(other.cost - money, -slope)
    if span.limit is None:
        return 0
    steps = span.limit / unit
    return max(-(-steps.numerator // steps.denominator) - 1, 0)


def _points(candidate: Candidate) -> list[int]:
    return [1] * len(candidate.voters) if candidate.points is None else candidate.points.tolist()


def _price(candidate: Candidate, left: list[Line], value: Fraction) -> Line:
    """The price per point with its slope: what those who give everything do not give, the others share."""
    slope, stake = Fraction(0), 0
    rows = zip(candidate.voters, _points(candidate), candidate.weights, strict=True)
    for voter, points, weight in rows:
        if left[voter][0] < value * points:
            slope -= left[voter][1] * int(weight)
        else:
            stake += points * int(weight)
    return value, slope / stake if stake else Fraction(0)


def _given(candidate: Candidate, left: list[Line], rho: Line) -> Line:
    """What the supporters give at this rho, and a slope that is never too small."""
    value, slope = Fraction(0), Fraction(0)
    for voter, points, weight in zip(candidate.voters, _points(candidate), candidate.weights, strict=True):
        asked = rho[0] * candidate.worth * points, rho[1] * candidate.worth * points
        line = min(left[voter], asked)
        value += line[0] * int(weight)
        slope += line[1] * int(weight)
    return value, slope


def _charge(candidate: Candidate, left: list[Line], price: Line, span: _Span) -> None:
    for voter, points in zip(candidate.voters, _points(candidate), strict=True):
        have, asked = left[voter], (price[0] * points, price[1] * points)
        if have[0] < asked[0]:
            span.keep(asked[0] - have[0], asked[1] - have[1])
            left[voter] = NOTHING
        else:
            span.keep(have[0] - asked[0], have[1] - asked[1])
            left[voter] = have[0] - asked[0], have[1] - asked[1]
