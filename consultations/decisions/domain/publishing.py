"""When a revision can be published (docs/record-format.md states what the log shows of it).

Every change since the draft put to consultation has a cause (a contribution that led to it or supported it) or is
marked as the city's own initiative with a reason, and every contribution in scope has an answer. Where something is
missing, a public statement says what and why, and goes on the record with the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """How far a revision is explained. ``unexplained`` counts changes, ``answered`` of ``in_scope`` contributions."""

    unexplained: int
    answered: int
    in_scope: int

    @property
    def unanswered(self) -> int:
        return self.in_scope - self.answered

    @property
    def is_complete(self) -> bool:
        return self.unexplained == 0 and self.unanswered == 0

    def lets_publish(self, statement: str) -> bool:
        """Whether it can be published with this statement of what is missing and why ('' for none)."""
        return self.is_complete or bool(statement.strip())
