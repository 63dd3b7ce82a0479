"""The current votes of a Polis export as arrays, fast enough for millions of them.

A file of plain numbers is read whole by numpy; any other falls back to the reading row by row of an import, which
refuses what cannot stand and says where a file is broken.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from consultations.exchange.domain.account import Account
from consultations.exchange.domain.polis import (
    COMMENTS,
    VOTES,
    check_folder,
    is_true,
    participants_file,
    read_participants,
    read_votes,
)
from consultations.exchange.domain.tables import read_table, read_text
from consultations.opinions.domain.map import Key
from consultations.opinions.domain.votes import Ints, Votes, arranged, votes_of

COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
ROW = np.dtype(list(zip(COLUMNS, (np.int64, np.int64, np.int64, np.int8), strict=True)))
ODD = (re.compile(rb",0[0-9]"), re.compile(rb"\n0[0-9]"))
SMALL_KEYS = 10_000_000
UNSEEN = 9
CELLS = {"": UNSEEN, "1": 1, "0": 0, "-1": 255, "1.0": 1, "0.0": 0, "-1.0": 255}


@dataclass(frozen=True)
class Cast:
    """``votes`` on all statements; ``refused``: rows or cells on none of them, or that say nothing a vote can be."""

    votes: Votes
    rejected: frozenset[Key]
    meta: frozenset[Key]
    refused: int


def read_cast(folder: Path) -> Cast:
    """Raises BrokenFileError."""
    check_folder(folder)
    names, rejected, meta = _statements(folder)
    people = participants_file(folder)
    if (folder / VOTES).exists():
        found = _plain_votes(folder / VOTES, names) or _votes_by_row(folder, names)
    else:
        assert people is not None
        found = _plain_people(people, names) or _people_by_row(people, names)
    votes, refused = found
    return Cast(votes, frozenset(rejected), frozenset(meta), refused)


def as_keys(names: Iterable[str]) -> list[Key]:
    """Numbers, if all names are: they stand in their own order then, not in that of their letters."""
    listed = list(names)
    return [int(name) for name in listed] if all(map(_is_number, listed)) else list(listed)


def _is_number(name: str) -> bool:
    return re.fullmatch(r"0|[1-9][0-9]{0,17}", name) is not None


def _statements(folder: Path) -> tuple[dict[str, Key], set[Key], set[Key]]:
    """(name → key, rejected keys, keys of those about the conversation itself)."""
    rows = [cells for _row, cells in read_table(folder / COMMENTS, ("comment-id", "moderated"))]
    names = list(dict.fromkeys(cells["comment-id"].strip() for cells in rows))
    keys = dict(zip(names, as_keys(names), strict=True))
    rejected = {keys[cells["comment-id"].strip()] for cells in rows if cells["moderated"].strip() == "-1"}
    meta = {keys[cells["comment-id"].strip()] for cells in rows if is_true(cells.get("is-meta", ""))}
    return keys, rejected, meta


def _plain_votes(path: Path, names: dict[str, Key]) -> tuple[Votes, int] | None:
    """None unless every cell that matters is a plain whole number and every row has all its cells."""
    data = path.read_bytes()
    end = data.find(b"\n") + 1
    header = data[:end].decode("utf-8-sig", "replace").rstrip("\r\n").split(",")
    plain = set(COLUMNS) <= set(header) and all(isinstance(key, int) for key in names.values())
    if not plain or b'"' in data or not data[end : end + 99].strip() or _odd_numbers(data, max(0, end - 1)):
        return None
    commas = data.count(b",", end)
    del data
    used = [header.index(name) for name in COLUMNS]
    try:
        table = np.loadtxt(path, ROW, delimiter=",", skiprows=1, usecols=used, comments=None, encoding="utf-8", ndmin=1)
    except ValueError:
        return None
    at, statement, person, choice = (table[name] for name in COLUMNS)
    if commas != len(table) * (len(header) - 1) or person.min() < 0 or not np.isin(choice, (-1, 0, 1)).all():
        return None
    if (at[1:] >= at[:-1]).all():
        return _arranged(person, statement, choice, _numbers(names))
    order = np.argsort(at, kind="stable")
    return _arranged(person[order], statement[order], choice[order], _numbers(names))


def _odd_numbers(data: bytes, start: int) -> bool:
    """A plus sign or a nought in front: numpy would read ``07`` and ``+7`` as 7, which may be somebody else."""
    return data.find(b"+", start) >= 0 or any(odd.search(data, start) for odd in ODD)


def _arranged(person: Ints, statement: Ints, choice: Ints, statements: Ints) -> tuple[Votes, int]:
    """Votes in the order of time, of whom and on what as numbers; those on no statement are counted and left out."""
    known = np.isin(statement, statements)
    people, index = _numbered(person[known])
    place = np.searchsorted(statements, statement[known])
    votes = arranged(tuple(people.tolist()), tuple(statements.tolist()), index, place, choice[known])
    return votes, int((~known).sum())


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    """(the keys that occur, in order; the place of each among them): by a table where keys are small, else sorted."""
    if not len(keys) or keys.max() > SMALL_KEYS:
        return np.unique(keys, return_inverse=True)
    occurs = np.zeros(int(keys.max()) + 1, dtype=bool)
    occurs[keys] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[keys]


def _votes_by_row(folder: Path, names: dict[str, Key]) -> tuple[Votes, int]:
    account = Account()
    listed = read_votes(folder, names, account)
    return _from_names([(vote.voter, vote.statement, vote.choice) for vote in listed], names), _refused(account)


def _plain_people(path: Path, names: dict[str, Key]) -> tuple[Votes, int] | None:
    """One person a row, all cells turned into bytes at once; None if a cell or a row is not as it should be."""
    rows: Iterator[list[str]] = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header = next(rows, [])
    columns = [index for index, name in enumerate(header) if name.isdigit()]
    first = columns[0] if columns else 0
    if "participant" not in header or columns != list(range(first, len(header))):
        return None
    who, cells = header.index("participant"), bytearray()
    people: list[str] = []
    try:
        for row in rows:
            if row:
                if len(row) != len(header):
                    return None
                people.append(row[who].strip())
                cells += bytes(map(CELLS.__getitem__, row[first:]))
    except (KeyError, csv.Error):
        return None
    columns_are = header[first:]
    plain = all(map(_is_number, [*people, *columns_are])) and all(isinstance(key, int) for key in names.values())
    if not plain or len(set(people)) != len(people):
        return None
    return _from_table(people, columns_are, np.frombuffer(cells, dtype=np.uint8), names)


def _from_table(people: Sequence[str], columns: Sequence[str], cells: Ints, names: dict[str, Key]) -> tuple[Votes, int]:
    table = cells.reshape(len(people), len(columns))
    row, column = np.nonzero(table != UNSEEN)
    person = np.array(people, dtype=np.int64)[row]
    statement = np.array(columns, dtype=np.int64)[column]
    return _arranged(person, statement, table[row, column].astype(np.int8), _numbers(names))


def _numbers(names: dict[str, Key]) -> Ints:
    return np.array(sorted(names.values()), dtype=np.int64)


def _people_by_row(path: Path, names: dict[str, Key]) -> tuple[Votes, int]:
    account = Account()
    listed = [
        (person.key, statement, choice)
        for person in read_participants(path, account)
        for statement, choice in person.choices.items()
    ]
    known = [each for each in listed if each[1] in names]
    return _from_names(known, names), _refused(account) + len(listed) - len(known)


def _from_names(listed: Sequence[tuple[str, str, int]], names: dict[str, Key]) -> Votes:
    people = list(dict.fromkeys(person for person, _, _ in listed))
    keys = dict(zip(people, as_keys(people), strict=True))
    return votes_of({(keys[p], names[s]): choice for p, s, choice in listed}, list(names.values()))


def _refused(account: Account) -> int:
    return sum(len(ledger.refused) for ledger in account.files.values())
