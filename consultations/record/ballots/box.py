"""The ballot box of a secret question as the record tells it: what is put in, in order, and what is wrong with it.

It is fed the events of one question in the order of the log. Every rule of record.md, 'Ballots', is held here once, for
the verifier and for whoever else reads a record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import opening
from consultations.record.ballots.ballot import Ballot, FalseProof, MalformedBallot, Terms
from consultations.record.ballots.opening import FalseOpening, Sums

Refute = Callable[[str, int], None]


@dataclass
class Standing:
    """The ballot that counts for a position on the roll, and where it stands in the log."""

    ballot: Ballot
    sha256: str
    index: int


@dataclass
class Box:
    """``roll``: how many are on it; ``refute``: told in words what is wrong at which entry."""

    terms: Terms
    roll: int
    refute: Refute
    standing: dict[int, Standing] = field(default_factory=dict)
    replaced: int = 0
    spoiled: int = 0
    closed: bool = False
    _seen: dict[str | bytes, int] = field(default_factory=dict)

    def cast(self, index: int, position: int, raw: bytes, sha256: str) -> None:
        """The first ballot of a position."""
        if position in self.standing:
            earlier = self.standing[position].index
            self.refute(
                f"Position {position} of the roll voted at entry {earlier} and is not said to replace it.", index
            )
        elif ballot := self._taken(index, position, raw, sha256):
            self.standing[position] = Standing(ballot, sha256, index)

    def replace(self, index: int, position: int, raw: bytes, sha256: str, replaces: str) -> None:
        """A new ballot in the place of the one whose hash is ``replaces``."""
        before = self.standing.get(position)
        if before is None or before.sha256 != replaces:
            self.refute(f"It does not name the ballot of position {position} that stood until then.", index)
        elif ballot := self._taken(index, position, raw, sha256):
            self.standing[position] = Standing(ballot, sha256, index)
            self.replaced += 1

    def spoil(self, index: int, raw: bytes, sha256: str) -> None:
        """An audited ballot, opened; ``sha256`` is the hash of the ballot that the person saw."""
        if self._too_late(index):
            return
        try:
            ballot, openings = opening.read_spoiled(raw, self.terms)
            ballots.check(ballot, self.terms)
            opening.check(self.terms.options, ballot.commitments, openings)
        except (MalformedBallot, FalseProof, FalseOpening) as error:
            self.refute(f"The audited ballot does not hold: {error}.", index)
            return
        if ballot.sha256 != sha256:
            self.refute("The audited ballot is not the one whose hash it names.", index)
        elif self._is_new(index, ballot, sha256):
            self.spoiled += 1

    def close(self, index: int) -> None:
        if self.closed:
            self.refute("It closes the question a second time.", index)
        self.closed = True

    def sums(self) -> Sums:
        """The commitments of all ballots that count, added up."""
        sums = Sums(self.terms)
        for each in self.standing.values():
            sums.add(each.ballot)
        return sums

    def _taken(self, index: int, position: int, raw: bytes, sha256: str) -> Ballot | None:
        """The ballot when it may count."""
        if self._too_late(index):
            return None
        if not 0 <= position < self.roll:
            self.refute(f"Position {position} is not on the roll, whose positions are 0 to {self.roll - 1}.", index)
            return None
        try:
            ballot = ballots.read(raw, self.terms)
            ballots.check(ballot, self.terms)
        except (MalformedBallot, FalseProof) as error:
            self.refute(f"The ballot does not hold: {error}.", index)
            return None
        return ballot if self._is_new(index, ballot, sha256) else None

    def _too_late(self, index: int) -> bool:
        if self.closed:
            self.refute("It came after the question was closed.", index)
        return self.closed

    def _is_new(self, index: int, ballot: Ballot, sha256: str) -> bool:
        """No ballot, id or commitment may come twice: a copy would count another's choice again."""
        marks: tuple[tuple[str | bytes, str], ...] = (
            (sha256, "Two people were given this one ballot: it stands at entry {} already."),
            (ballot.id, "Its ballot id stands at entry {} already."),
            *((each, "It holds a commitment copied from entry {}.") for each in ballot.commitments),
        )
        for mark, words in marks:
            if mark in self._seen:
                self.refute(words.format(self._seen[mark]), index)
                return False
        if len(set(ballot.commitments)) != len(ballot.commitments):
            self.refute("It holds one commitment twice.", index)
            return False
        self._seen.update((mark, index) for mark, _ in marks)
        return True
