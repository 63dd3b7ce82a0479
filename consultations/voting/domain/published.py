"""The ballots of a question as they are published at closing: without person, time or number.

They stand in the order of what they say. That tells as little of who cast which as any shuffling, and whoever has the
same ballots gets the same bytes:

    {"v": 1, "question": "question/5", "text_sha256": …, "method": …, "ballots": [[1, 4], …]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from consultations.record.tlog.jcs import canonical_fast
from consultations.voting.domain.choices import Choice

SMALLEST_SHOWN = 10
"""Of fewer ballots, or fewer people in a cell of a table, nothing is told (methods.md)."""


def write(*, question: str, text_sha256: str, method: str, ballots: Iterable[Choice]) -> bytes:
    """The bytes to publish; ``question`` is its subject."""
    listed = sorted(ballots)
    return canonical_fast(
        {"v": 1, "question": question, "text_sha256": text_sha256, "method": method, "ballots": listed}
    )


def read(body: bytes) -> list[Choice]:
    """The ballots of what ``write`` wrote."""
    found: list[Choice] = json.loads(body)["ballots"]
    return found


def shown(number: int) -> int | None:
    """``number`` where it is large enough to be told, or 0."""
    return number if number == 0 or number >= SMALLEST_SHOWN else None
