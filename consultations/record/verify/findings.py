"""What a check found, in words for a person and as JSON for a machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

VERIFIED, REFUTED, UNCHECKED = 0, 1, 2
WORDS = {VERIFIED: "verified", REFUTED: "refuted", UNCHECKED: "could not be checked"}
MOST = 100


JOINERS = "\u200c\u200d"  # Arabic and Indic scripts and emoji need them


def plain(text: str) -> str:
    """``text`` of a stranger for a terminal: on one line, with nothing that could move the cursor or the direction."""
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)


class CouldNotCheck(Exception):
    """Something needed for the check is missing or does not answer; nothing is proved and nothing refuted."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. ``index``: the entry's index in the log, where it is about one; ``where``: a file."""

    words: str
    index: int | None = None
    where: str = ""

    def __str__(self) -> str:
        entry = "" if self.index is None else f"Entry {self.index}: "
        return entry + self.words + (f" ({self.where})" if self.where else "")


@dataclass
class Report:
    """The outcome of one command. ``facts``: what was found out, by name; ``notes``: what the reader should know."""

    command: str
    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: int = 0
    unchecked: str = ""

    def refute(self, words: str, index: int | None = None, where: str = "") -> None:
        """Something is wrong; the first hundred are kept, the rest counted."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(words, index, where))
        else:
            self.dropped += 1

    @property
    def code(self) -> int:
        """The exit code: 1 when anything is wrong, else 2 when something could not be checked, else 0."""
        if self.problems:
            return REFUTED
        return UNCHECKED if self.unchecked else VERIFIED

    def as_json(self) -> dict[str, Any]:
        """The same for machines (docs/record-format.md, 'The verifier')."""
        return {
            "command": self.command,
            "result": {VERIFIED: "verified", REFUTED: "refuted", UNCHECKED: "unchecked"}[self.code],
            **self.facts,
            "notes": self.notes,
            "problems": [{"index": p.index, "where": p.where, "problem": p.words} for p in self.problems],
            "more_problems": self.dropped,
            "unchecked": self.unchecked,
        }

    def as_text(self) -> str:
        """A few lines for a layperson, the outcome first."""
        lines = [f"{WORDS[self.code].capitalize()}."]
        lines += [f"  {problem}" for problem in self.problems]
        if self.dropped:
            lines.append(f"  and {self.dropped} more.")
        if self.unchecked:
            lines.append(f"  {self.unchecked}")
        return "\n".join(map(plain, lines + self.lines + [f"Note: {note}" for note in self.notes]))
