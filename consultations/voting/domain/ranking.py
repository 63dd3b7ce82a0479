"""Counting ranked ballots: plurality, instant run-off and Schulze, in whole numbers, with every step.

A ballot names options, the first choice first. It may stop early: what it does not name stands below what it names, and
equal among itself. The answer does not depend on the order of ballots or options.

Instant run-off: T. H. Hare's rule for one winner. Schulze: M. Schulze, "A new monotonic, clone-independent, reversal
symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011), with the
strength of a link by winning votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

Ranking = tuple[int, ...]
Places = tuple[tuple[int, ...], ...]
Settled = Literal["votes", "earlier", "number"]


class BallotError(ValueError):
    """A ballot that cannot stand; ``ballot`` is its place among those given, from 0, ``choice`` the place within it."""

    def __init__(self, reason: str, ballot: int, choice: int) -> None:
        super().__init__(reason)
        self.ballot, self.choice = ballot, choice


@dataclass(frozen=True, slots=True)
class Plurality:
    """``votes``: (option, first choices), most first. ``places``: options by place, equal ones together."""

    winners: Ranking
    places: Places
    votes: tuple[tuple[int, int], ...]
    ballots: int


@dataclass(frozen=True, slots=True)
class Round:
    """One round of an instant run-off.

    ``votes``: (option, ballots that have it as the highest choice still in), most first. ``exhausted``: ballots that
    name none still in. ``out``: who leaves after it; empty in the last round. ``tied``: all who had the fewest votes
    where more did than leave; ``settled``: what decided between them.
    """

    votes: tuple[tuple[int, int], ...]
    exhausted: int
    out: Ranking = ()
    tied: Ranking = ()
    settled: Settled = "votes"

    @property
    def majority(self) -> int | None:
        """The option on more than half of the ballots that still count; it wins whatever follows."""
        option, most = self.votes[0]
        return option if 2 * most > sum(votes for _option, votes in self.votes) else None


@dataclass(frozen=True, slots=True)
class InstantRunoff:
    """``rounds`` go on until one option is left, or those left are equal in this round and in all before."""

    winners: Ranking
    places: Places
    rounds: tuple[Round, ...]
    ballots: int


@dataclass(frozen=True, slots=True)
class Path:
    """The strongest chain of won duels from its first option to its last; ``strength``: votes in its weakest duel."""

    options: Ranking
    strength: int


@dataclass(frozen=True, slots=True)
class Schulze:
    """``duels[a, b]``: ballots that prefer a to b. ``paths[a, b]``: the strongest path, where there is one."""

    winners: Ranking
    places: Places
    duels: dict[tuple[int, int], int]
    paths: dict[tuple[int, int], Path]
    ballots: int

    def beats(self, one: int, other: int) -> bool:
        return _strength(self.paths, one, other) > _strength(self.paths, other, one)

    @property
    def undefeated(self) -> int | None:
        """The option that wins every duel by itself (Condorcet's winner), if there is one."""
        rivals = {option for pair in self.duels for option in pair}
        for one in self.winners:
            if all(self.duels[one, other] > self.duels[other, one] for other in rivals - {one}):
                return one
        return None


def plurality(ballots: Iterable[Sequence[int]], options: Sequence[int]) -> Plurality:
    """Who has most first choices. Nobody wins when no ballot names anything. Raises BallotError."""
    counted, standing = _read(ballots, options)
    votes, exhausted = _highest(counted, standing)
    if exhausted == counted.total():
        return Plurality((), (), tuple(votes.items()), counted.total())
    places = _by_value(standing, lambda option: -votes[option])
    return Plurality(places[0], places, _most_first(votes), counted.total())


def irv(ballots: Iterable[Sequence[int]], options: Sequence[int]) -> InstantRunoff:
    """Round after round the option with the fewest votes leaves and its ballots go to their next choice.

    Options without any vote leave together. Between others with equally few votes the one leaves that had fewer in the
    latest earlier round where they differ; if they never differed, the one with the highest number. When all that are
    left have been equal in every round, they share the first place. Raises BallotError.
    """
    counted, standing = _read(ballots, options)
    rounds: list[Round] = []
    left: list[Ranking] = []
    while True:
        votes, exhausted = _highest(counted, standing)
        if exhausted == counted.total() and not rounds:
            return InstantRunoff((), (), (), counted.total())
        history = [dict(earlier.votes) for earlier in reversed(rounds)]
        if all(len({seen[option] for option in standing}) == 1 for seen in (votes, *history)):
            rounds.append(Round(_most_first(votes), exhausted))
            return InstantRunoff(standing, (standing, *reversed(left)), tuple(rounds), counted.total())
        out, tied, settled = _who_leaves(votes, history)
        rounds.append(Round(_most_first(votes), exhausted, out, tied, settled))
        left.append(out)
        standing = tuple(option for option in standing if option not in out)


def schulze(ballots: Iterable[Sequence[int]], options: Sequence[int]) -> Schulze:
    """Every pair of options meets in a duel; one stands above another if its strongest chain of won duels is stronger.

    Winners are all that no other stands above; the next place is for those that none of the rest stands above, and so
    on. Raises BallotError.
    """
    counted, standing = _read(ballots, options)
    duels = _duels(counted, standing)
    paths = _strongest_paths(duels, standing)
    if not any(counted[ranking] for ranking in counted if ranking):
        return Schulze((), (), duels, paths, counted.total())
    places: list[Ranking] = []
    rest = standing
    while rest:
        top = tuple(
            one for one in rest if all(_strength(paths, one, other) >= _strength(paths, other, one) for other in rest)
        )
        places.append(top)
        rest = tuple(option for option in rest if option not in top)
    return Schulze(places[0], tuple(places), duels, paths, counted.total())


def _read(ballots: Iterable[Sequence[int]], options: Sequence[int]) -> tuple[Counter[Ranking], Ranking]:
    """Equal ballots counted together, and the options in the order of their numbers; refuses what cannot stand."""
    standing = tuple(sorted(set(options)))
    if len(standing) != len(options):
        raise ValueError("an option is given twice")
    known = frozenset(standing)
    counted: Counter[Ranking] = Counter()
    for place, ballot in enumerate(ballots):
        ranking = tuple(ballot)
        if ranking not in counted:
            _check(ranking, known, place)
        counted[ranking] += 1
    return counted, standing


def _check(ranking: Ranking, known: frozenset[int], place: int) -> None:
    for choice, option in enumerate(ranking):
        if option not in known:
            raise BallotError("a ballot names what is not an option", place, choice)
        if option in ranking[:choice]:
            raise BallotError("a ballot names an option twice", place, choice)


def _highest(counted: Counter[Ranking], standing: Ranking) -> tuple[dict[int, int], int]:
    """Votes of each option still standing, and ballots that name none of them."""
    votes = dict.fromkeys(standing, 0)
    exhausted = 0
    for ranking, ballots in counted.items():
        option = next((option for option in ranking if option in votes), None)
        if option is None:
            exhausted += ballots
        else:
            votes[option] += ballots
    return votes, exhausted


def _who_leaves(votes: dict[int, int], history: list[dict[int, int]]) -> tuple[Ranking, Ranking, Settled]:
    """(who leaves, who had equally few votes, what decided); ``history`` holds earlier rounds, the latest first."""
    fewest = min(votes.values())
    lowest = tuple(option for option in votes if votes[option] == fewest)
    if len(lowest) == 1 or fewest == 0:
        return lowest, (), "votes"
    candidates = lowest
    for seen in history:
        least = min(seen[option] for option in candidates)
        candidates = tuple(option for option in candidates if seen[option] == least)
        if len(candidates) == 1:
            return candidates, lowest, "earlier"
    return (max(candidates),), lowest, "number"


def _duels(counted: Counter[Ranking], standing: Ranking) -> dict[tuple[int, int], int]:
    """A ballot prefers a to b if it names a, unless it names b before a."""
    named: Counter[int] = Counter()
    before: Counter[tuple[int, int]] = Counter()
    for ranking, ballots in counted.items():
        for option in ranking:
            named[option] += ballots
        for pair in combinations(ranking, 2):
            before[pair] += ballots
    return {(a, b): named[a] - before[b, a] for a in standing for b in standing if a != b}


def _strongest_paths(duels: dict[tuple[int, int], int], standing: Ranking) -> dict[tuple[int, int], Path]:
    """Floyd and Warshall's way, widest first; among equally strong paths the one found first, in order of numbers."""
    paths = {(a, b): Path((a, b), won) for (a, b), won in duels.items() if won > duels[b, a]}
    for middle in standing:
        for start in standing:
            first = paths.get((start, middle))
            if first is None or start == middle:
                continue
            for end in standing:
                second = paths.get((middle, end))
                if second is None or end in (start, middle):
                    continue
                strength = min(first.strength, second.strength)
                if strength > _strength(paths, start, end):
                    paths[start, end] = Path(first.options + second.options[1:], strength)
    return paths


def _strength(paths: dict[tuple[int, int], Path], start: int, end: int) -> int:
    path = paths.get((start, end))
    return path.strength if path else 0


def _by_value(standing: Ranking, value: Callable[[int], int]) -> Places:
    values = sorted({value(option) for option in standing})
    return tuple(tuple(option for option in standing if value(option) == one) for one in values)


def _most_first(votes: dict[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])))
