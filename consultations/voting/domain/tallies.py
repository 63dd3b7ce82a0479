"""Adding up ballots that approve, score or share out points, in whole numbers.

Equal sums share a place. A ballot that names nothing is counted as a ballot and supports nobody; if all do so, nobody
wins. The answer does not depend on the order of ballots or options.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultations.voting.domain.ranking import BallotError, Places, Ranking


@dataclass(frozen=True, slots=True)
class Tally:
    """One option's count.

    ``total``: the sum of what it was given (in approval: the ballots that name it). ``supporters``: ballots that give
    it more than nothing. ``given``: (value, ballots that give exactly this), highest value first, without those that
    leave the option out.
    """

    option: int
    total: int
    supporters: int
    given: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """``places``: options by place, equal ones together; ``tallies`` in that order; ``blank``: ballots naming none."""

    winners: Ranking
    places: Places
    tallies: tuple[Tally, ...]
    ballots: int
    blank: int


def approval(ballots: Iterable[Iterable[int]], options: Sequence[int], *, limit: int | None = None) -> Sums:
    """Who is named on most ballots. A ballot may name at most ``limit`` options, each once. Raises BallotError."""
    return _sums(_approvals(ballots, limit), options)


def score(ballots: Iterable[Mapping[int, int]], options: Sequence[int], *, highest: int) -> Sums:
    """Whose scores from 0 to ``highest`` add up to most; an option that is left out gets 0. Raises BallotError."""
    return _sums(_within(ballots, highest, None), options)


def points(ballots: Iterable[Mapping[int, int]], options: Sequence[int], *, total: int) -> Sums:
    """Who gets most points where every ballot shares out at most ``total``. Raises BallotError."""
    return _sums(_within(ballots, total, total), options)


def _approvals(ballots: Iterable[Iterable[int]], limit: int | None) -> Iterator[dict[int, int]]:
    for place, ballot in enumerate(ballots):
        named = tuple(ballot)
        for choice, option in enumerate(named):
            if option in named[:choice]:
                raise BallotError("a ballot names an option twice", place, choice)
        if limit is not None and len(named) > limit:
            raise BallotError(f"a ballot names more than {limit} options", place, limit)
        yield dict.fromkeys(named, 1)


def _within(ballots: Iterable[Mapping[int, int]], highest: int, total: int | None) -> Iterator[Mapping[int, int]]:
    for place, ballot in enumerate(ballots):
        for choice, value in enumerate(ballot.values()):
            if not 0 <= value <= highest:
                raise BallotError(f"a ballot gives less than 0 or more than {highest}", place, choice)
        if total is not None and sum(ballot.values()) > total:
            raise BallotError(f"a ballot shares out more than {total} points", place, len(ballot) - 1)
        yield ballot


def _sums(ballots: Iterable[Mapping[int, int]], options: Sequence[int]) -> Sums:
    if len(set(options)) != len(options):
        raise ValueError("an option is given twice")
    given: dict[int, Counter[int]] = {option: Counter() for option in sorted(options)}
    counted = blank = 0
    for place, ballot in enumerate(ballots):
        for choice, (option, value) in enumerate(ballot.items()):
            if option not in given:
                raise BallotError("a ballot names what is not an option", place, choice)
            given[option][value] += 1
        counted += 1
        blank += not any(ballot.values())
    tallies = sorted((_tally(option, values) for option, values in given.items()), key=_highest_first)
    totals = dict.fromkeys(tally.total for tally in tallies)
    places = tuple(tuple(tally.option for tally in tallies if tally.total == total) for total in totals)
    if blank == counted:
        return Sums((), (), tuple(tallies), counted, blank)
    return Sums(places[0], places, tuple(tallies), counted, blank)


def _tally(option: int, values: Counter[int]) -> Tally:
    given = tuple(sorted(values.items(), reverse=True))
    total = sum(value * ballots for value, ballots in given)
    return Tally(option, total, sum(ballots for value, ballots in given if value > 0), given)


def _highest_first(tally: Tally) -> tuple[int, int]:
    return -tally.total, tally.option
