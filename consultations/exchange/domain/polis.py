"""A Polis export: comments.csv, votes.csv and participants-votes.csv, with the columns that all ages of it share."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.items import Item, Vote, from_milliseconds
from consultations.exchange.domain.tables import read_table, read_text

COMMENTS = "comments.csv"
VOTES = "votes.csv"
PARTICIPANTS = ("participants-votes.csv", "participant-votes.csv")
CHOICES = {"1": 1, "-1": -1, "0": 0}
FIGURES = ("agrees", "disagrees")
TRUE = {"true", "1", "t"}


@dataclass(frozen=True)
class Person:
    """One row of the participants file: their last choice on each statement that they saw."""

    row: int
    key: str
    choices: dict[str, int]


def read_summary(folder: Path) -> dict[str, str]:
    """The two-column summary.csv as a mapping; empty where the export has none."""
    path = folder / "summary.csv"
    if not path.exists():
        return {}
    rows = csv.reader(io.StringIO(read_text(path), newline=""))
    return {row[0]: row[1] for row in rows if len(row) >= 2}


def read_statements(folder: Path, account: Account) -> Iterator[Item]:
    """The statements; rows that cannot stand are refused in ``account``."""
    ledger = account.of(COMMENTS)
    seen: set[str] = set()
    for row, cells in read_table(
        folder / COMMENTS, ("timestamp", "comment-id", "author-id", "moderated", "comment-body")
    ):
        ledger.rows += 1
        key = cells["comment-id"].strip()
        if not key:
            ledger.refuse(row, "it has no comment-id")
            continue
        if key in seen:
            ledger.refuse(row, f"comment-id {key} stands in an earlier row")
            continue
        if not cells["comment-body"].strip():
            ledger.refuse(row, "its text is empty")
            continue
        try:
            at = from_milliseconds(cells["timestamp"])
        except (ValueError, OverflowError):
            ledger.refuse(row, f"timestamp {cells['timestamp'][:40]!r} is not a number of milliseconds")
            continue
        seen.add(key)
        yield Item(
            key=f"statement/{key}",
            file=COMMENTS,
            row=row,
            kind="statement",
            body=cells["comment-body"].strip(),
            at=at,
            author=cells["author-id"].strip(),
            rejected=cells["moderated"].strip() == "-1",
            figures={name: int(cells[name]) for name in FIGURES if cells.get(name, "").strip().isdigit()},
        )


@dataclass(frozen=True)
class Marks:
    """``moderated``: -1 rejected, 0 not looked at, 1 accepted. ``meta``: about the conversation itself."""

    moderated: int = 0
    meta: bool = False
    seed: bool = False


def read_marks(folder: Path) -> dict[str, Marks]:
    """What the export says about each statement beside its words; older ones have no ``is-meta`` and ``is-seed``."""
    marks: dict[str, Marks] = {}
    for _row, cells in read_table(folder / COMMENTS, ("comment-id", "moderated")):
        moderated = CHOICES.get(cells["moderated"].strip(), 0)
        marks.setdefault(
            cells["comment-id"].strip(),
            Marks(moderated, is_true(cells.get("is-meta", "")), is_true(cells.get("is-seed", ""))),
        )
    return marks


def is_true(cell: str) -> bool:
    return cell.strip().lower() in TRUE


def read_votes(folder: Path, statements: Container[str], account: Account) -> list[Vote]:
    """Every vote event in the order of time; the file's own order decides between equal times."""
    ledger = account.of(VOTES)
    votes = []
    for row, cells in read_table(folder / VOTES, ("timestamp", "comment-id", "voter-id", "vote")):
        ledger.rows += 1
        statement, choice = cells["comment-id"].strip(), CHOICES.get(cells["vote"].strip())
        if statement not in statements:
            ledger.refuse(row, f"statement {statement or '(none)'} is not among the imported ones of {COMMENTS}")
        elif choice is None:
            ledger.refuse(row, f"vote {cells['vote'][:40]!r} is none of 1, 0, -1")
        elif not cells["voter-id"].strip():
            ledger.refuse(row, "it has no voter-id")
        else:
            try:
                votes.append(
                    Vote(row, statement, cells["voter-id"].strip(), choice, from_milliseconds(cells["timestamp"]))
                )
            except (ValueError, OverflowError):
                ledger.refuse(row, f"timestamp {cells['timestamp'][:40]!r} is not a number of milliseconds")
    return sorted(votes, key=lambda vote: vote.at)


def participants_file(folder: Path) -> Path | None:
    return next((folder / name for name in PARTICIPANTS if (folder / name).exists()), None)


def read_participants(path: Path, account: Account) -> Iterator[Person]:
    """One person a row; columns whose name is a number are statements, an empty cell is 'not seen'."""
    ledger = account.of(path.name)
    seen: set[str] = set()
    for row, cells in read_table(path, ("participant",)):
        ledger.rows += 1
        key = cells["participant"].strip()
        choices: dict[str, int] = {}
        problem = "it has no participant" if not key else f"participant {key} stands in an earlier row" * (key in seen)
        for column, cell in cells.items():
            if column.isdigit() and cell.strip():
                choice = _choice(cell)
                if choice is None:
                    problem = problem or f"{cell[:40]!r} in column {column} is none of 1, 0, -1"
                else:
                    choices[column] = choice
        if problem:
            ledger.refuse(row, problem)
            continue
        seen.add(key)
        yield Person(row, key, choices)


def _choice(cell: str) -> int | None:
    """Some exports write whole numbers as decimals (``1.0``)."""
    text = cell.strip()
    return CHOICES.get(text.removesuffix(".0"))


def check_folder(folder: Path) -> None:
    """Raises BrokenFileError unless the folder holds what an import needs."""
    if not folder.is_dir():
        raise BrokenFileError(f"{folder} is not a folder.")
    if not (folder / COMMENTS).exists():
        raise BrokenFileError(f"{folder} has no {COMMENTS}: it is not a Polis export.")
    if not (folder / VOTES).exists() and participants_file(folder) is None:
        raise BrokenFileError(f"{folder} has neither {VOTES} nor {PARTICIPANTS[0]}: there are no votes to import.")
