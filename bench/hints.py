"""What hints cost at 1,000 contributions and 100 changes: ``python -m bench.hints [--json FILE]``.

The reference is plain counting: how many words each pair of a change and a contribution shares, over sets that are
ready. Words are as unequally frequent as in a language (Zipf); a contribution has 120, a change 40 on each side.
"""

from __future__ import annotations

import random
import string

from bench.harness import Figure, against, arguments, emit, sample
from consultations.decisions.domain.hints import Index, weights

CONTRIBUTIONS, CHANGES, LENGTH, CHANGED, VOCABULARY, OFFERED = 1_000, 100, 120, 40, 8_000, 10


def texts(seed: int = 1) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    source = random.Random(seed)
    words = ["".join(source.choices(string.ascii_lowercase, k=source.randint(3, 9))) for _ in range(VOCABULARY)]
    frequency = [1 / (rank + 1) for rank in range(VOCABULARY)]

    def said(length: int) -> str:
        return " ".join(source.choices(words, frequency, k=length))

    changes = [(said(CHANGED), said(CHANGED)) for _ in range(CHANGES)]
    return [(key, said(LENGTH)) for key in range(CONTRIBUTIONS)], changes


def count_shared(documents: list[set[str]], changes: list[set[str]]) -> int:
    return sum(len(document & change) for document in documents for change in changes)


def figures(rounds: int) -> list[Figure]:
    documents, changes = texts()
    index = Index(documents)
    indexed = sample(lambda: Index(documents), rounds=rounds, warm_up=1)
    hinted = sample(
        lambda: [index.nearest(weights(before, after), OFFERED) for before, after in changes], rounds=rounds, warm_up=1
    )
    sets = [set(text.split()) for _key, text in documents], [set(f"{b} {a}".split()) for b, a in changes]
    counted = sample(lambda: count_shared(*sets), rounds=rounds, warm_up=1)
    return [
        Figure("index of 1,000 contributions", indexed.median * 1000, "ms"),
        against("hints for 100 changes", hinted, counted, "counting shared words"),
        Figure("hints for one change", hinted.median * 1000 / CHANGES, "ms"),
    ]


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    emit(figures(given.rounds), given.json)
