"""Votes as three arrays, one entry a vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from consultations.opinions.domain.map import Key, Person, Statement

Ints = NDArray[np.integer]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Votes:
    """``people`` and ``statements`` in order; a vote is an index into each and a choice (1, -1, 0).

    Votes stand in the order of people, then statements, each pair once.
    """

    people: tuple[Key, ...]
    statements: tuple[Key, ...]
    person: Ints
    statement: Ints
    choice: Ints

    def __len__(self) -> int:
        return len(self.choice)

    def only(self, kept: Bools) -> Votes:
        """The votes where ``kept`` is true, of the same people on the same statements."""
        return Votes(self.people, self.statements, self.person[kept], self.statement[kept], self.choice[kept])

    def without(self, left_out: Bools) -> Votes:
        """Without the statements where ``left_out`` is true, and the votes on them."""
        kept = self.only(~left_out[self.statement])
        statements = tuple(compress(self.statements, ~left_out))
        return Votes(self.people, statements, kept.person, (np.cumsum(~left_out) - 1)[kept.statement], kept.choice)

    def by_person(self) -> Ints:
        """How many votes each person gave."""
        return np.bincount(self.person, minlength=len(self.people))


def votes_of(votes: Mapping[tuple[Person, Statement], int], statements: Sequence[Statement]) -> Votes:
    """Raises ValueError for a vote on no statement of the list or with another value than 1, -1, 0."""
    order = {statement: index for index, statement in enumerate(sorted(statements, key=_ordered))}
    if len(order) != len(statements):
        raise ValueError("a statement is given twice")
    people = {person: index for index, person in enumerate(sorted({p for p, _ in votes}, key=_ordered))}
    for (person, statement), choice in votes.items():
        if statement not in order or choice not in (1, -1, 0):
            raise ValueError(f"the vote {choice!r} of {person!r} on {statement!r} cannot stand")
    number = len(votes)
    return arranged(
        tuple(people),
        tuple(order),
        np.fromiter((people[p] for p, _ in votes), np.int64, number),
        np.fromiter((order[s] for _, s in votes), np.int64, number),
        np.fromiter(votes.values(), np.int8, number),
    )


def arranged(
    people: tuple[Key, ...], statements: tuple[Key, ...], person: Ints, statement: Ints, choice: Ints
) -> Votes:
    """Votes in order; of several of one person on one statement the last one given counts."""
    pair = person.astype(np.int64) * max(1, len(statements)) + statement
    order = np.argsort(pair, kind="stable")
    last = np.ones(len(order), dtype=bool)
    if len(order):
        last[:-1] = pair[order][1:] != pair[order][:-1]
    order = order[last]
    small = np.int32
    return Votes(
        people, statements, person[order].astype(small), statement[order].astype(small), choice[order].astype(np.int8)
    )


def _ordered(key: Key) -> tuple[int, Key]:
    """Numbers before names, so that a list of both has an order too."""
    return (isinstance(key, str), key)
