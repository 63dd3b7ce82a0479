"""Who has an answer: the one rule by which page and verifier count (docs/record-format.md, 'Coverage').

Fed with what the record says, in its order; knows neither database nor log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PENDING = "pending"
GROUPS = ("theme", "channel", "district")


@dataclass
class Standing:
    """What the record says of one contribution so far. ``since``: the time of its publication.

    ``before``: the outcome and ``into`` that it had when it was merged, to which a split leads back.
    """

    since: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    outcome: str = PENDING
    into: str = ""
    before: tuple[str, str] = (PENDING, "")
    withdrawn: bool = False


@dataclass(frozen=True)
class Waiting:
    """A contribution in scope without an answer."""

    subject: str
    since: str


@dataclass(frozen=True)
class Coverage:
    """``groups``: theme, channel, district → its value ("" for none) → (answered, in scope); waiting longest first."""

    answered: int
    in_scope: int
    waiting: tuple[Waiting, ...]
    groups: dict[str, dict[str, tuple[int, int]]]


class Ledger:
    """Reads events of the whole record in order and answers for one process (a consultation's slug)."""

    def __init__(self, process: str) -> None:
        self.process = process
        self._all: dict[str, Standing] = {}
        self._ours: set[str] = set()

    def event(self, *, type: str, subject: str, process: str, time: str, data: Mapping[str, Any]) -> None:
        """One event of the record; those that say nothing of coverage are passed over."""
        if type == "contribution.published":
            self.published(subject=subject, process=process, time=time, facts=data)
        elif type in ("disposition.given", "disposition.changed"):
            standing = self._of(data["contribution"])
            standing.outcome, standing.into = data["outcome"], data.get("into", "")
        elif type == "contribution.merged":
            standing = self._of(subject)
            standing.before = standing.outcome, standing.into
            standing.outcome, standing.into = "merged", data["into"]
        elif type == "contribution.split":
            standing = self._of(subject)
            if standing.outcome == "merged":
                standing.outcome, standing.into = standing.before
        elif type in ("contribution.withdrawn", "contribution.restored"):
            self._of(subject).withdrawn = type == "contribution.withdrawn"

    def published(self, *, subject: str, process: str, time: str, facts: Mapping[str, Any]) -> None:
        """A contribution, published by itself or in a line of an import."""
        standing = self._of(subject)
        standing.facts, standing.since = facts, standing.since or time
        if process == self.process:
            self._ours.add(subject)

    def _of(self, subject: str) -> Standing:
        return self._all.setdefault(subject, Standing())

    def is_answered(self, subject: str) -> bool:
        """Withdrawn, or with an outcome; one merged into another has an answer when the other has."""
        seen: set[str] = set()
        while subject not in seen:
            seen.add(subject)
            standing = self._all.get(subject, Standing())
            if standing.withdrawn or standing.outcome not in (PENDING, "merged"):
                return True
            if standing.outcome != "merged" or not standing.into:
                return False
            subject = standing.into
        return False

    def result(self) -> Coverage:
        """The count as it stands after what was read."""
        scope = [s for s in self._ours if self._all[s].facts["in_scope"] is True]
        answered = {subject for subject in scope if self.is_answered(subject)}
        groups = {}
        for group in GROUPS:
            value = {subject: str(self._all[subject].facts.get(group, "")) for subject in scope}
            of, done = Counter(value.values()), Counter(value[subject] for subject in answered)
            groups[group] = {name: (done[name], of[name]) for name in sorted(of)}
        waiting = [Waiting(subject, self._all[subject].since) for subject in scope if subject not in answered]
        waiting.sort(key=lambda each: (each.since, each.subject))
        return Coverage(len(answered), len(scope), tuple(waiting), groups)
