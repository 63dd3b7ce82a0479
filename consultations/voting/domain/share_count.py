"""One count by the Method of Equal Shares, exact, at the speed of floating-point numbers.

Prices are kept as whole numbers over one common denominator, and what a supporter has left as the share minus the
prices that they paid. Floating-point copies of what is left only find who may come next: they give each project a price
that it cannot undercut, with the error of their arithmetic taken off. What that leaves open (who pays everything that
they have, which of two projects is more effective, whether the money is enough) is decided in whole numbers.

Money only shrinks within a count, so that a project's price can only rise: the last known one is a lower bound,
projects are visited in its order, and the search ends where the bound is above the best found.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, inf

import numpy as np
from numpy.typing import NDArray

from consultations.voting.domain.share_ballots import Candidate, ShareBallots

Mask = NDArray[np.bool_]
ROUNDING = 2.0**-52
SOME = 1e-300
"""What a voter has left who has less than floating-point numbers can tell, but not nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Purchase:
    """One round. ``price`` per point in smallest units; ``full`` supporters paid it, ``rest`` gave the less that they
    had left, others had nothing left. ``tied``: places of other projects that were equally effective.
    """

    place: int
    price: Fraction
    full: int
    rest: int
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    """The exact price per point is ``owed`` / (``stake`` · denominator); ``capped``: who gives all that they have."""

    place: int
    candidate: Candidate
    owed: int
    stake: int
    capped: Mask

    def compared(self, other: _Offer) -> int:
        """Below 0 where this one is more effective, 0 where both are equally so."""
        mine = self.owed * other.stake * other.candidate.worth
        theirs = other.owed * self.stake * self.candidate.worth
        return (mine > theirs) - (mine < theirs)

    @property
    def precedence(self) -> tuple[int, int, str]:
        return -self.candidate.people, self.candidate.cost, self.candidate.id


class ShareCount:
    """Everybody has ``share`` (in smallest units) and projects are bought until none is affordable."""

    def __init__(self, ballots: ShareBallots, share: Fraction) -> None:
        self.ballots = ballots
        self.share = share
        self.purchases: list[Purchase] = []
        self._share, self._denominator = share.numerator, share.denominator
        self._prices: list[int] = []
        rows = len(ballots.weights)
        self._paid = np.zeros((len(ballots.candidates), rows), dtype=np.int64)
        self._left = np.full(rows, float(share))
        self._slack = (1e-12 + ROUNDING * rows) * float(share)
        self._bounds = dict.fromkeys(range(len(ballots.candidates)), 0.0)
        self._guesses = dict.fromkeys(self._bounds, 0.0)
        while self._bounds and self._buy():
            pass

    @property
    def places(self) -> list[int]:
        return [purchase.place for purchase in self.purchases]

    @property
    def cost(self) -> int:
        return sum(self.ballots.candidates[place].cost for place in self.places)

    def money_of(self, place: int) -> Fraction:
        """What the supporters of a project have left together."""
        voters = self.ballots.candidates[place].voters
        return Fraction(self._money(voters), self._denominator)

    def _buy(self) -> bool:
        best, tied = self._best()
        if best is None:
            return False
        self._bounds.pop(best.place)
        self._charge(best, tied)
        return True

    def _best(self) -> tuple[_Offer | None, tuple[int, ...]]:
        """The most effective project that is affordable, and others that are equally effective."""
        seen = self._look_around()
        best: _Offer | None = None
        tied: list[_Offer] = []
        ceiling = inf
        for place in sorted(self._bounds, key=self._bounds.__getitem__):
            if self._bounds[place] > ceiling:
                break
            if place not in seen and not self._look_at(place, ceiling):
                continue
            offer = self._offer(place)
            if offer is None:
                del self._bounds[place]
                continue
            order = offer.compared(best) if best else -1
            if order < 0:
                best, tied = offer, []
                ceiling = offer.owed / (offer.stake * self._denominator * offer.candidate.worth) * (1 + 8 * ROUNDING)
            elif order == 0 and best:
                tied.append(max(offer, best, key=lambda each: each.precedence))
                best = min(offer, best, key=lambda each: each.precedence)
        return best, tuple(sorted(each.place for each in tied))

    def _look_around(self) -> set[int]:
        """Renews the bounds of all that may be best; returns those whose guess of a price is today's."""
        seen = set()
        ceiling = inf
        for place in sorted(self._bounds, key=self._bounds.__getitem__):
            if self._bounds[place] > ceiling:
                break
            if self._look_at(place, ceiling):
                seen.add(place)
                ceiling = min(ceiling, self._guesses[place] / self.ballots.candidates[place].worth * (1 + 1e-9))
        return seen

    def _look_at(self, place: int, ceiling: float) -> bool:
        """Renews one bound; False where it is above the ceiling or the project has become too dear for good.

        Newton's way to the price p with Σ min(left, p · points) = cost, from below: whoever is taken to give all they
        have, the price that the others then pay is a lower bound.
        """
        candidate = self.ballots.candidates[place]
        have = self._left[candidate.voters]
        doubt = candidate.people * self._slack
        if float(have @ candidate.weights) + doubt < candidate.cost:
            del self._bounds[place]
            return False
        price, capped, before = self._guesses[place], 0, -1
        while capped != before:
            owed = candidate.points * price if candidate.points is not None else price
            stopped = have < owed
            stake = candidate.stake - int(candidate.stakes[stopped].sum())
            if stake <= 0:
                break
            before, capped = capped, int(np.count_nonzero(stopped))
            price += (candidate.cost - float(np.minimum(have, owed) @ candidate.weights)) / stake
            bound = (price - 2 * doubt / stake) / candidate.worth * (1 - 4 * ROUNDING)
            self._bounds[place] = max(bound, self._bounds[place])
            if self._bounds[place] > ceiling:
                self._guesses[place] = price
                return False
        self._guesses[place] = price
        return True

    def _offer(self, place: int) -> _Offer | None:
        """The exact price, or None where the supporters have too little."""
        candidate = self.ballots.candidates[place]
        if self._money(candidate.voters) < candidate.cost * self._denominator:
            return None
        have = self._left[candidate.voters]
        if not candidate.cost:
            return _Offer(place, candidate, 0, candidate.stake, have <= 0)
        points = candidate.points if candidate.points is not None else 1
        capped = have < self._guesses[place] * points
        if not candidate.stakes[~capped].any():
            capped = have <= 0
        while True:
            stake = candidate.stake - int(candidate.stakes[capped].sum())
            owed = candidate.cost * self._denominator - self._money(candidate.voters[capped])
            offer = _Offer(place, candidate, owed, stake, capped)
            capped = self._who_gives_all(offer, have)
            if np.array_equal(capped, offer.capped):
                return offer

    def _who_gives_all(self, offer: _Offer, have: NDArray[np.float64]) -> Mask:
        """Who has less than the price; those too close to tell are looked at in whole numbers."""
        candidate = offer.candidate
        points = candidate.points if candidate.points is not None else np.int64(1)
        asked = offer.owed / (offer.stake * self._denominator) * points
        doubt = 4 * (self._slack + ROUNDING * asked)
        capped = have < asked - doubt
        capped |= have <= 0
        for close in np.flatnonzero(~capped & (have < asked + doubt)):
            row = candidate.voters[close]
            theirs = candidate.points[close] if candidate.points is not None else 1
            capped[close] = self._money(row[None]) * offer.stake < int(self._weight(row)) * int(theirs) * offer.owed
        return capped

    def _weight(self, row: np.intp) -> np.int64:
        return self.ballots.weights[row]

    def _money(self, rows: NDArray[np.intp]) -> int:
        """What these rows have left together, times the denominator."""
        rows = rows[self._left[rows] > 0]
        if not len(rows):
            return 0
        paid = self._paid[: len(self._prices)].take(rows, axis=1).sum(axis=1).tolist()
        spent = sum(price * count for price, count in zip(self._prices, paid, strict=True) if count)
        return int(self.ballots.weights[rows].sum()) * self._share - spent

    def _charge(self, best: _Offer, tied: tuple[int, ...]) -> None:
        candidate, capped = best.candidate, best.capped
        points = candidate.points if candidate.points is not None else 1
        price = Fraction(best.owed, best.stake * self._denominator)
        before = self._left[candidate.voters]
        full = int(candidate.weights[~capped].sum())
        rest = int(candidate.weights[capped & (before > 0)].sum())
        self.purchases.append(Purchase(best.place, price, full, rest, tied))
        common = gcd(best.owed, best.stake)
        stake = best.stake // common
        self._prices = [each * stake for each in self._prices]
        self._paid[len(self._prices), candidate.voters] = np.where(capped, 0, candidate.stakes)
        self._prices.append(best.owed // common)
        self._share, self._denominator = self._share * stake, self._denominator * stake
        self._left[candidate.voters] = np.where(capped, 0.0, np.maximum(before - float(price) * points, SOME))
