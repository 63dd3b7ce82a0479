"""That a commitment holds one of a few values, without telling which (Cramer, Damgård, Schoenmakers 1994).

For each value v of the set a proof has a point A, a challenge c and a response s, with ``s·H = A + c·(C − v·G)``; the
challenges add up to the hash of the statement, C and every A. Who knows r with ``C = v·G + r·H`` chooses c and s of the
other values freely and answers for their own. The hash binds all: a proof holds for one ballot, option and question.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from consultations.record.ballots import group
from consultations.record.ballots.group import G, H, L

LABEL = b"participate/or/v1"
SUM = "sum"

Proof = tuple[tuple[bytes, int, int], ...]  # (A, c, s) of each value, in the order of the values


@dataclass(frozen=True)
class Statement:
    """What a proof is about. ``question``: the hash of its text; ``about``: the option's id, or ``SUM``;
    ``highest``: the values are 0 to it."""

    question: bytes
    ballot: str
    about: str
    highest: int

    @property
    def values(self) -> range:
        return range(self.highest + 1)


def challenge(statement: Statement, commitment: bytes, announced: Sequence[bytes]) -> int:
    """SHA512(label ‖ each part behind its length in two bytes, the larger first) mod L."""
    values = ",".join(map(str, statement.values)).encode()
    named = (statement.question, statement.ballot.encode(), statement.about.encode(), values)
    parts = (*named, G, H, commitment, *announced)
    return group.hash_to_scalar(LABEL + b"".join(len(part).to_bytes(2, "big") + part for part in parts))


def prove(statement: Statement, commitment: bytes, value: int, blinding: int) -> Proof:
    """The proof for ``commit(value, blinding)``; of anything else it comes out false."""
    secret, announced, chosen, less = group.random_scalar(), [], {}, commitment
    for each in statement.values:
        if each == value:
            announced.append(group.times(secret, H))
        else:
            chosen[each] = c, s = group.random_scalar(), group.random_scalar()
            announced.append(group.subtract(group.times(s, H), group.times(c, less)))
        less = group.subtract(less, G)  # C − v·G of the next v
    own = (challenge(statement, commitment, announced) - sum(c for c, _ in chosen.values())) % L
    chosen[value] = own, (secret + own * blinding) % L
    return tuple((announced[each], *chosen[each]) for each in statement.values)


def is_bound(statement: Statement, commitment: bytes, proof: Proof) -> bool:
    """Whether it has one answer for each value, and its challenges add up to that of this statement."""
    announced = [a for a, _, _ in proof]
    expected = challenge(statement, commitment, announced)
    return len(proof) == len(statement.values) and sum(c for _, c, _ in proof) % L == expected


class Equations:
    """The equations ``s·H − A − c·(C − v·G) = 0`` of many proofs, checked at once.

    Each is multiplied by 128 random bits of the verifier's own, and all are added up: points of prime order give the
    neutral element only if every equation holds, but for a chance of 2^-128 (Bellare, Garay, Rabin 1998).
    """

    def __init__(self) -> None:
        self._factors: dict[bytes, int] = defaultdict(int)

    def add(self, proof: Proof, commitments: Sequence[bytes]) -> None:
        """Those of one proof about the sum of ``commitments``."""
        factors, together = self._factors, 0
        for value, (announced, c, s) in enumerate(proof):
            weight = secrets.randbits(128)
            factors[H] += weight * s
            factors[announced] -= weight
            factors[G] += weight * c * value
            together += weight * c
        for commitment in commitments:
            factors[commitment] -= together

    def hold(self) -> bool:
        """Whether all of them hold, and every point in them is canonical and of prime order."""
        try:
            return group.is_neutral(group.times(factor, point) for point, factor in self._factors.items())
        except group.NotInTheGroup:
            return False
