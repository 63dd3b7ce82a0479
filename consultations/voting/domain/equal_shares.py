"""The Method of Equal Shares with its completions, and every step of it.

D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
Everybody has an equal share b of the budget. For each project, rho is the smallest number for which its supporters
together pay its cost when each pays min(what they have left, rho · utility). The project with the smallest rho is
funded and paid for, and so on until no project's supporters have enough together. Of equally effective projects the one
with more supporters is funded, then the cheaper one, then the lower id.

The supporters' utility is the project's cost ("cost"), 1 ("cardinality") or the points that they gave ("points").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from consultations.voting.domain.budget import BudgetBallot, Considered, Project, greedy_steps, standings
from consultations.voting.domain.share_ballots import Candidate, ShareBallots, Utility, arranged
from consultations.voting.domain.share_count import ShareCount
from consultations.voting.domain.share_span import unchanged_for

Completion = Literal["none", "add1-until-exhaustive", "add1-until-overspent", "greedy"]
Ended = Literal["counted_once", "overspent", "nothing_fits", "all_funded"]
WORTHWHILE = 16
"""Counts left out at once for which looking ahead was not in vain."""
Progress = Callable[[Fraction, Fraction], None]


@dataclass(frozen=True, slots=True)
class Funded:
    """One round: the project, ``rho`` and what each supporter paid.

    ``price``: what a supporter with enough left paid (under points: for each point). ``full`` supporters paid it,
    ``rest`` gave the less that they had left, the others had nothing left. ``tied``: other projects with equal rho.
    ``money``: what all voters together have left after it.
    """

    project: str
    cost: Fraction
    rho: Fraction
    price: Fraction
    supporters: int
    full: int
    rest: int
    tied: tuple[str, ...]
    money: Fraction


@dataclass(frozen=True, slots=True)
class NotFunded:
    """A project that its supporters could not pay: ``money`` is what they have left together at the end."""

    project: str
    cost: Fraction
    supporters: int
    money: Fraction
    share: Fraction

    @property
    def missing(self) -> Fraction:
        return self.cost - self.money

    @property
    def more_supporters(self) -> int:
        """How many more people, each with a whole share left, could have paid what is missing."""
        return ceil(self.missing / self.share) if self.share else 0


@dataclass(frozen=True, slots=True)
class Recount:
    """Counts in a row that funded the same projects, with shares from ``first`` to ``last``; ``fits`` the budget."""

    first: Fraction
    last: Fraction
    selected: tuple[str, ...]
    cost: Fraction
    fits: bool


@dataclass(frozen=True, slots=True)
class EqualShares:
    """``selected`` in the order of funding, those of the greedy completion last.

    ``share``: what each voter had in the count that stands; ``first_share``: an equal part of the budget. ``rounds``
    and ``not_funded`` tell that count. ``recounts``: all counts, one under ``none`` and ``greedy``; ``ended``: why no
    further one was made. ``added``: the turns of the greedy completion. ``ballots``: also those that name nothing.
    """

    selected: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    first_share: Fraction
    share: Fraction
    rounds: tuple[Funded, ...]
    not_funded: tuple[NotFunded, ...]
    recounts: tuple[Recount, ...]
    ended: Ended
    added: tuple[Considered, ...]
    ballots: int


def equal_shares(
    ballots: Iterable[BudgetBallot],
    projects: Sequence[Project],
    budget: Fraction,
    *,
    utility: Utility = "cost",
    completion: Completion = "none",
    threshold: Fraction = Fraction(0),
    progress: Progress = lambda _cost, _budget: None,
) -> EqualShares:
    """Funds by equal shares, then completes.

    ``add1-until-overspent``: everybody's share is raised by one unit of currency and all is counted again from the
    start, until the projects cost more than the budget or all with supporters are funded; the last count within the
    budget stands. ``add1-until-exhaustive`` ends earlier: when no project with supporters fits into what is left.
    ``greedy``: what is left is shared out by the greedy rule with its ``threshold``. ``progress`` is called with
    (cost, budget) after each count. Raises BallotError.
    """
    listed = list(ballots)
    book = arranged(listed, projects, budget, utility)
    kept, recounts, ended = _counted(book, completion, progress)
    selected, cost = tuple(book.candidates[place].id for place in kept.places), Fraction(kept.cost, book.unit)
    added: tuple[Considered, ...] = ()
    if completion == "greedy":
        rest = (each for each in standings(listed, projects) if each.project.id not in selected)
        added = greedy_steps(rest, budget - cost, threshold)
    more = [step for step in added if step.verdict == "funded"]
    return EqualShares(
        selected=selected + tuple(step.project for step in more),
        cost=cost + sum((step.cost for step in more), Fraction(0)),
        budget=budget,
        first_share=recounts[0].first,
        share=kept.share / book.unit,
        rounds=_rounds(kept, book),
        not_funded=_not_funded(kept, book, projects),
        recounts=recounts,
        ended=ended,
        added=added,
        ballots=len(listed),
    )


def _counted(
    book: ShareBallots, completion: Completion, progress: Progress
) -> tuple[ShareCount, tuple[Recount, ...], Ended]:
    """The count that stands, all counts, and why there was no further one."""
    recounts: list[Recount] = []
    kept = ShareCount(book, Fraction(book.budget, max(book.people, 1)))
    ahead = _Ahead()
    while True:
        _note(recounts, kept, book)
        progress(Fraction(kept.cost, book.unit), Fraction(book.budget, book.unit))
        if completion not in ("add1-until-exhaustive", "add1-until-overspent"):
            return kept, tuple(recounts), "counted_once"
        if len(kept.purchases) == len(book.candidates):
            return kept, tuple(recounts), "all_funded"
        if completion == "add1-until-exhaustive" and _nothing_fits(kept, book):
            return kept, tuple(recounts), "nothing_fits"
        if jump := ahead.steps(kept, book):
            kept = ShareCount(book, kept.share + jump * book.unit)
            _note(recounts, kept, book)
        following = ShareCount(book, kept.share + book.unit)
        if following.cost > book.budget:
            _note(recounts, following, book)
            return kept, tuple(recounts), "overspent"
        kept = following


class _Ahead:
    """Looks how many counts can be left out, more and more seldom as long as they are few."""

    def __init__(self) -> None:
        self._wait, self._pause = 0, 8

    def steps(self, count: ShareCount, book: ShareBallots) -> int:
        if self._wait:
            self._wait -= 1
            return 0
        found = unchanged_for(count, book.unit)
        if found < WORTHWHILE:
            self._wait = self._pause = 2 * self._pause
        return found


def _nothing_fits(count: ShareCount, book: ShareBallots) -> bool:
    funded, money = set(count.places), book.budget - count.cost
    return all(each.cost > money for place, each in enumerate(book.candidates) if place not in funded)


def _note(recounts: list[Recount], count: ShareCount, book: ShareBallots) -> None:
    selected = tuple(sorted(book.candidates[place].id for place in count.places))
    share, first = count.share / book.unit, count.share / book.unit
    if recounts and recounts[-1].selected == selected:
        first = recounts.pop().first
    cost = Fraction(count.cost, book.unit)
    recounts.append(Recount(first, share, selected, cost, count.cost <= book.budget))


def _rounds(count: ShareCount, book: ShareBallots) -> tuple[Funded, ...]:
    money = count.share * book.people
    rounds = []
    for purchase in count.purchases:
        candidate = book.candidates[purchase.place]
        money -= candidate.cost
        price = purchase.price * book.point / book.unit
        rounds.append(
            Funded(
                project=candidate.id,
                cost=Fraction(candidate.cost, book.unit),
                rho=price / _utility(candidate, book),
                price=price,
                supporters=candidate.people,
                full=purchase.full,
                rest=purchase.rest,
                tied=tuple(sorted(book.candidates[place].id for place in purchase.tied)),
                money=money / book.unit,
            )
        )
    return tuple(rounds)


def _utility(candidate: Candidate, book: ShareBallots) -> Fraction:
    """Of a supporter, or under points of each point; 1 for a project that costs nothing."""
    return Fraction(candidate.cost or 1, book.unit) if book.utility == "cost" else Fraction(1)


def _not_funded(count: ShareCount, book: ShareBallots, projects: Sequence[Project]) -> tuple[NotFunded, ...]:
    """Those that were closest first; projects without supporters last."""
    funded, share = set(count.places), count.share / book.unit
    found = [
        NotFunded(each.id, Fraction(each.cost, book.unit), each.people, count.money_of(place) / book.unit, share)
        for place, each in enumerate(book.candidates)
        if place not in funded
    ]
    known = {each.id for each in book.candidates}
    found += [NotFunded(each.id, each.cost, 0, Fraction(0), share) for each in projects if each.id not in known]
    return tuple(sorted(found, key=lambda each: (not each.supporters, each.missing, each.project)))
