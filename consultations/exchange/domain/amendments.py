"""Change requests to a released text: ``amendments.jsonl``, each with the unified diff of what it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from consultations.decisions.domain.alignment import Numbered, align
from consultations.decisions.domain.passages import pieces
from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.markdown import to_html
from consultations.exchange.domain.tables import read_json_lines

AMENDMENTS = "amendments.jsonl"
FILE = re.compile(r"^diff --git a/(\S+) b/(\S+)$")
BLOBS = re.compile(r"^index ([0-9a-f]{7,40})\.\.([0-9a-f]{7,40})")
COMMIT = re.compile(r"^[0-9a-f]{7,40} ")


@dataclass(frozen=True)
class Edit:
    """Passages of ``file`` that an amendment took out and those that it put in their place; either may be empty."""

    file: str
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True)
class Amendment:
    """``made`` and ``left``: git names (shortened) of the files as it left them and as it found them."""

    number: int
    row: int
    at: datetime
    title: str
    authors: str
    issues: tuple[int, ...]
    commits: tuple[str, ...]
    files: tuple[str, ...]
    edits: tuple[Edit, ...]
    made: frozenset[str]
    left: frozenset[str]

    @property
    def key(self) -> str:
        return f"amendment/{self.number}"


def check_folder(folder: Path) -> None:
    """Raises BrokenFileError unless the folder holds what an import needs."""
    if not folder.is_dir():
        raise BrokenFileError(f"{folder} is not a folder.")
    if not (folder / AMENDMENTS).exists():
        raise BrokenFileError(f"{folder} has no {AMENDMENTS}.")


def read_amendments(folder: Path, account: Account) -> list[Amendment]:
    """In the order of their merging; rows that cannot stand are refused in ``account``."""
    ledger = account.of(AMENDMENTS)
    found: dict[int, Amendment] = {}
    for row, record in read_json_lines(folder / AMENDMENTS):
        ledger.rows += 1
        number, title, at = record.get("pr"), record.get("title"), _moment(record.get("merged_at"))
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            ledger.refuse(row, "pr is not the number of a change request")
        elif number in found:
            ledger.refuse(row, f"change request {number} stands in an earlier row")
        elif not isinstance(title, str) or not title.strip():
            ledger.refuse(row, "it has no title")
        elif at is None:
            ledger.refuse(row, f"merged_at {str(record.get('merged_at'))[:40]!r} is not a time with a zone")
        else:
            found[number] = _amendment(row, number, title.strip(), at, record)
    return sorted(found.values(), key=lambda amendment: (amendment.at, amendment.number))


def _amendment(row: int, number: int, title: str, at: datetime, record: dict[str, Any]) -> Amendment:
    diff = record.get("diff") if isinstance(record.get("diff"), str) else ""
    indices = [found.groups() for line in str(diff).splitlines() if (found := BLOBS.match(line))]
    return Amendment(
        number=number,
        row=row,
        at=at,
        title=title,
        authors=", ".join(_strings(record, "authors")),
        issues=tuple(issue for issue in record.get("closes_issues") or () if isinstance(issue, int)),
        commits=tuple(COMMIT.sub("", line) for line in _strings(record, "commits")),
        files=tuple(_strings(record, "policy_files")),
        edits=tuple(_edits(str(diff))),
        made=frozenset(made for _left, made in indices),
        left=frozenset(left for left, _made in indices),
    )


def _edits(diff: str) -> Iterator[Edit]:
    """What each hunk did to the passages in it, by the same alignment that decisions use. None of it is ever shown."""
    for file, old, new in _hunks(diff):
        before, after = pieces(to_html(old)), pieces(to_html(new))
        found = align([Numbered(sid, piece) for sid, piece in enumerate(before)], after, next_sid=len(before))
        for edit in found.edits:
            yield Edit(
                file,
                frozenset(before[place].text for place in edit.before),
                frozenset(after[place].text for place in edit.after),
            )


def _hunks(diff: str) -> Iterator[tuple[str, str, str]]:
    """(file, lines before, lines after) of each hunk, both with the lines around it."""
    file, old, new = "", list[str](), list[str]()
    inside = False
    for line in [*diff.split("\n"), "@@"]:
        if named := FILE.match(line):
            following, inside_next = named.group(2), False
        elif line.startswith("@@"):
            following, inside_next = file, True
        else:
            if inside and line[:1] in (" ", "-"):
                old.append(line[1:])
            if inside and line[:1] in (" ", "+"):
                new.append(line[1:])
            continue
        if old or new:
            yield file, "\n".join(old), "\n".join(new)
        file, inside, old, new = following, inside_next, [], []


def _strings(record: dict[str, Any], name: str) -> list[str]:
    values = record.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _moment(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else None
