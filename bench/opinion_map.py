"""How long the opinion map of 100,000 people and 200 statements takes: ``python -m bench.opinion_map [--json FILE]``.

Conversations on Polis are answered to an eighth, rooms to a half and more. The reference is numpy's own
singular value decomposition of the same table, filled with the means: what a map costs before any group is looked for.
The memory is the most that a process of its own held, with everything loaded.
"""

from __future__ import annotations

import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench.harness import Figure, against, arguments, emit, sample
from consultations.opinions.domain.map import Map

PEOPLE, STATEMENTS, SHARES = 100_000, 200, (0.15, 0.5)
REFERENCE = "numpy's SVD of the filled table"


def measured(share: float, people: int) -> list[Figure]:
    """In a process of its own, so that the memory is this map's alone."""
    import numpy as np

    from consultations.opinions.domain.analysis import analyse
    from consultations.opinions.domain.votes import arranged

    chance = np.random.default_rng(1)
    camps, lean = chance.integers(0, 3, people), chance.normal(0, 1, (3, STATEMENTS))
    person, statement = np.nonzero(chance.random((people, STATEMENTS), dtype=np.float32) < share)
    leaning = lean[camps[person], statement] + chance.normal(0, 1, len(person))
    choice = np.where(leaning > 0.4, 1, np.where(leaning < -0.4, -1, 0)).astype(np.int8)
    votes = arranged(tuple(range(people)), tuple(range(STATEMENTS)), person, statement, choice)
    made: list[Map] = []
    taken = sample(lambda: made.append(analyse(votes)), rounds=1, warm_up=0)
    assert [group.size > people / 4 for group in made[0].groups] == [True, True, True], "the camps were not found"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000

    def decomposed() -> object:
        table = np.zeros((people, STATEMENTS))
        table[votes.person, votes.statement] = votes.choice
        means = np.bincount(votes.statement, weights=votes.choice) / np.bincount(votes.statement)
        seen = np.zeros(table.shape, dtype=bool)
        seen[votes.person, votes.statement] = True
        return np.linalg.svd(np.where(seen, table - means, 0), full_matrices=False)

    reference = sample(decomposed, rounds=1, warm_up=0)
    name = f"opinion map, {people:,} × {STATEMENTS}, {share:.0%} answered"
    return [against(name, taken, reference, REFERENCE), Figure(f"{name}: memory", memory, "MB")]


def figures(people: int) -> list[Figure]:
    found: list[Figure] = []
    for share in SHARES:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            found += process.submit(measured, share, people).result()
    return found


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    given = parser.parse_args()
    emit(figures(given.people), given.json)
