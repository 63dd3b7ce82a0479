"""Where people stand: the two directions in which their votes differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultations.opinions.domain.votes import Floats, Ints, Votes

CELLS = 4_000_000
"""In a table of some people × all statements at a time: keeps memory small, whatever the number of people."""


@dataclass(frozen=True)
class Sums:
    """What components are made of, exact whole numbers: v is a vote, 0 where there is none; o is 1 where there is one.

    By statement: ``v``, ``o``. Statements × statements: ``vv``, ``vo``, ``oo``, sums of products over people.
    """

    v: Floats
    o: Floats
    vv: Floats
    vo: Floats
    oo: Floats

    def add(self, other: Sums) -> Sums:
        return Sums(self.v + other.v, self.o + other.o, self.vv + other.vv, self.vo + other.vo, self.oo + other.oo)

    def less(self, other: Sums) -> Sums:
        """Of the people who are in these but not in ``other``."""
        return Sums(self.v - other.v, self.o - other.o, self.vv - other.vv, self.vo - other.vo, self.oo - other.oo)


@dataclass(frozen=True)
class Space:
    """``means``: each statement's mean vote. ``axes``: statements × 2. ``explained``: shares of all variance."""

    means: Floats
    axes: Floats
    explained: tuple[float, float]


def sums_of(votes: Votes, part: Ints, parts: int) -> list[Sums]:
    """Of each part of the people; ``part`` is each person's, from 0."""
    size = len(votes.statements)
    found = [Sums(np.zeros(size), np.zeros(size), *np.zeros((3, size, size))) for _ in range(parts)]
    # Whole numbers below 2²⁴: single precision is exact and twice as fast.
    for first, v, o in _blocks(votes, np.float32):
        order = part[first : first + len(v)].argsort(kind="stable")
        ends = np.bincount(part[first : first + len(v)], minlength=parts).cumsum().tolist()
        for number, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
            some_v, some_o, sums = v[order[start:end]], o[order[start:end]], found[number]
            for total, more in ((sums.v, some_v.sum(axis=0)), (sums.o, some_o.sum(axis=0))):
                total += more
            for total, one, other in ((sums.vv, some_v, some_v), (sums.vo, some_v, some_o), (sums.oo, some_o, some_o)):
                total += one.T @ other
    return found


def space_of(sums: Sums) -> Space:
    """Principal components of the votes, each centred by its statement's mean; a missing vote stands at the mean."""
    size = len(sums.v)
    means = sums.v / np.maximum(sums.o, 1)
    mixed = sums.vo * means[np.newaxis, :]
    centred = sums.vv - mixed - mixed.T + np.outer(means, means) * sums.oo
    values, vectors = np.linalg.eigh(centred)
    axes = np.zeros((size, 2))
    explained = [0.0, 0.0]
    total = float(np.trace(centred))
    for axis in range(min(2, size)):
        value = float(values[-1 - axis])
        if value > total * 1e-12:
            axes[:, axis] = _signed(vectors[:, -1 - axis])
            explained[axis] = value / total
    return Space(means, axes, (explained[0], explained[1]))


def positions_of(votes: Votes, spaces: Sequence[Space], counted: Votes) -> list[Floats]:
    """People × 2, in each space. Who voted on few statements is moved out as far as those who voted on all.

    ``counted``: votes as cast, which may be more than those that places go by.
    """
    axes = np.concatenate([space.axes for space in spaces], axis=1)
    at_means = np.concatenate([space.axes * space.means[:, np.newaxis] for space in spaces], axis=1)
    found = np.zeros((len(votes.people), axes.shape[1]))
    for first, v, o in _blocks(votes, np.float64):
        found[first : first + len(v)] = v @ axes - o @ at_means
    stretch = np.sqrt(len(votes.statements) / np.maximum(1, counted.by_person()))
    found *= stretch[:, np.newaxis]
    return [found[:, 2 * index : 2 * index + 2] for index in range(len(spaces))]


def _blocks(votes: Votes, kind: type[np.floating]) -> Iterator[tuple[int, NDArray[np.floating], NDArray[np.floating]]]:
    """(first person, votes, ones where there is a vote): tables of some people × all statements."""
    size = len(votes.statements)
    height = max(500, CELLS // max(1, size))
    starts = np.searchsorted(votes.person, np.arange(0, len(votes.people) + height, height))
    for block, (start, end) in enumerate(zip(starts[:-1], starts[1:], strict=True)):
        if start == end:
            continue
        rows, columns = votes.person[start:end] - block * height, votes.statement[start:end]
        v, o = (np.zeros((int(rows[-1]) + 1, size), dtype=kind) for _ in range(2))
        v[rows, columns] = votes.choice[start:end]
        o[rows, columns] = 1
        yield block * height, v, o


def _signed(vector: Floats) -> Floats:
    """An axis has no sign of its own: its largest loading is made positive."""
    return vector if vector[int(np.argmax(np.abs(vector)))] >= 0 else -vector
