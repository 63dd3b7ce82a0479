"""How long it takes to align and compare two texts of 20,000 words: ``python -m bench.alignment [--json FILE]``.

The reference is the standard library's difflib: over whole sentences (what changed, but no edits, splits or moves) and,
for the words, over words and spaces of a tenth of the text, since over all of it it takes minutes. Words are as
unequally frequent as in a language (Zipf).
"""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher

from bench.harness import Figure, against, arguments, emit, sample
from consultations.decisions.domain.alignment import Numbered, align
from consultations.decisions.domain.passages import Piece, pieces
from consultations.deliberation.domain.differences import differences

SENTENCES, LENGTH, VOCABULARY, CHANGED = 1_000, 20, 4_000, 0.1
SHARE = 10
WEIGHTS = [1 / (rank + 1) for rank in range(VOCABULARY)]
WORDS_AND_SPACES = re.compile(r"(\s+)")


def texts(seed: int = 1) -> tuple[list[str], list[str]]:
    """Sentences before and after: a tenth of the words replaced, a twentieth of the sentences moved, added, removed."""
    source = random.Random(seed)
    vocabulary = [f"word{number}" for number in range(VOCABULARY)]
    before = [_sentence(source, vocabulary) for _ in range(SENTENCES)]
    after = [
        " ".join(source.choice(vocabulary) if source.random() < CHANGED else word for word in sentence.split())
        for sentence in before
    ]
    for _ in range(SENTENCES // 20):
        after.insert(source.randrange(len(after)), after.pop(source.randrange(len(after))))
        after[source.randrange(len(after))] = _sentence(source, vocabulary)
    return before, after


def _sentence(source: random.Random, vocabulary: list[str]) -> str:
    return " ".join(source.choices(vocabulary, WEIGHTS, k=LENGTH)).capitalize() + "."


def _passages(sentences: list[str]) -> list[Piece]:
    return pieces("".join(f"<p>{sentence}</p>" for sentence in sentences))


def figures(rounds: int) -> list[Figure]:
    before, after = texts()
    old, new = _passages(before), _passages(after)
    numbered = [Numbered(sid, piece) for sid, piece in enumerate(old, start=1)]
    aligned = sample(lambda: align(numbered, new, next_sid=len(old) + 1), rounds=rounds, warm_up=1)
    plain = sample(lambda: SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), rounds=rounds, warm_up=1)
    small = "\n".join(before[: SENTENCES // SHARE]), "\n".join(after[: SENTENCES // SHARE])
    compared = sample(lambda: differences(*small), rounds=rounds, warm_up=1)
    by_words = sample(
        lambda: SequenceMatcher(None, *map(WORDS_AND_SPACES.split, small), autojunk=False).get_opcodes(),
        rounds=rounds,
        warm_up=1,
    )
    whole = sample(lambda: differences("\n".join(before), "\n".join(after)), rounds=rounds, warm_up=1)
    return [
        against("align 20,000 words with 20,000", aligned, plain, "difflib, whole sentences"),
        against("word differences, 2,000 words", compared, by_words, "difflib, words and spaces"),
        Figure("word differences, 20,000 words", whole.median * 1000, "ms"),
    ]


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    emit(figures(given.rounds), given.json)
