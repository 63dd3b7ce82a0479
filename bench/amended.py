"""The states of each file of a released text between its releases, made again from the diffs of its amendments.

A diff names the file before and after by git's name of its bytes, so every state that is made is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from consultations.exchange.domain.amendments import AMENDMENTS, BLOBS
from consultations.exchange.domain.releases import VERSIONS, git_blob

SPAN = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
FILE = "diff --git "


class Hunk(NamedTuple):
    """Lines of a diff; ``before`` and ``after``: places (from 0) of the first of them in the two files."""

    before: int
    after: int
    lines: list[str]


class Diff(NamedTuple):
    """``before`` and ``after``: git's names of the file, shortened."""

    before: str
    after: str
    hunks: list[Hunk]


class States:
    """File texts by git name; those of the releases first, then what amendments lead to and came from."""

    def __init__(self, folder: Path) -> None:
        self.texts: dict[str, str] = {}
        for path in sorted((folder / VERSIONS).rglob("*.md")):
            self._keep(path.read_text(encoding="utf-8"))
        lines = (folder / AMENDMENTS).read_text(encoding="utf-8").splitlines()
        diffs = [diff for line in lines for diff in _diffs(str(json.loads(line)["diff"]))]
        while sum(self._reached(diff) for diff in diffs):
            pass

    def of(self, name: str) -> str | None:
        """The text of a file by the beginning of its git name; None where no chain of amendments leads to it."""
        return next((text for known, text in self.texts.items() if known.startswith(name)), None)

    def _keep(self, text: str) -> None:
        self.texts[git_blob(text.encode())] = text

    def _reached(self, diff: Diff) -> bool:
        """Whether one side of the diff has been made from the other just now."""
        before, after = self.of(diff.before), self.of(diff.after)
        if before is not None and after is None:
            return self._made(_applied(before, diff.hunks, back=False), diff.after)
        if after is not None and before is None:
            return self._made(_applied(after, diff.hunks, back=True), diff.before)
        return False

    def _made(self, text: str | None, name: str) -> bool:
        for guess in () if text is None else (text, text + "\n", text.rstrip("\n")):
            if git_blob(guess.encode()).startswith(name):
                self._keep(guess)
                return True
        return False


def _diffs(diff: str) -> Iterator[Diff]:
    for part in ("\n" + diff).split("\n" + FILE)[1:]:
        names, hunks = None, list[Hunk]()
        for line in part.split("\n"):
            names = names or BLOBS.match(line)
            if span := SPAN.match(line):
                hunks.append(Hunk(_first(span[1], span[2]), _first(span[3], span[4]), []))
            elif hunks:
                hunks[-1].lines.append(line)
        if names and hunks:
            yield Diff(names[1], names[2], hunks)


def _first(line: str, length: str | None) -> int:
    return int(line) - 1 if length != "0" else int(line)


def _applied(text: str, hunks: Sequence[Hunk], *, back: bool) -> str | None:
    """The other side of the diff; None where its lines do not stand in ``text``."""
    lines, made, place = text.split("\n"), list[str](), 0
    gone, come = ("+", "-") if back else ("-", "+")
    for hunk in hunks:
        start = hunk.after if back else hunk.before
        made += lines[place:start]
        place = start
        for line in hunk.lines:
            sign, words = line[:1], line[1:]
            if sign in (" ", gone) and sign:
                if lines[place : place + 1] != [words]:
                    return None
                place += 1
            if sign in (" ", come) and sign:
                made.append(words)
    return "\n".join(made + lines[place:])
