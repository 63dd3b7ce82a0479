"""Proposals and threaded comments of Decide Madrid (CONSUL): proposals.csv and comments.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.items import Item
from consultations.exchange.domain.tables import read_table

PROPOSALS = "proposals.csv"
COMMENTS = "comments.csv"
NO_PARENT = {"", "-1", "0", "nan", "None"}


def check_folder(folder: Path) -> None:
    """Raises BrokenFileError unless both files are there."""
    if not folder.is_dir():
        raise BrokenFileError(f"{folder} is not a folder.")
    for name in (PROPOSALS, COMMENTS):
        if not (folder / name).exists():
            raise BrokenFileError(f"{folder} has no {name}.")


def read_items(folder: Path, account: Account) -> Iterator[Item]:
    """Proposals, then their comments; rows that cannot stand are refused in ``account``."""
    proposals = set()
    for item in _proposals(folder, account):
        proposals.add(item.key)
        yield item
    yield from _comments(folder, account, proposals)


def _figures(cells: dict[str, str], names: dict[str, str]) -> dict[str, int]:
    return {name: int(cells[column]) for column, name in names.items() if cells.get(column, "").strip().isdigit()}


def _proposals(folder: Path, account: Account) -> Iterator[Item]:
    ledger = account.of(PROPOSALS)
    seen: set[str] = set()
    for row, cells in read_table(folder / PROPOSALS, ("id", "title", "date", "text")):
        ledger.rows += 1
        number = cells["id"].strip()
        body = "\n\n".join(part.strip() for part in (cells.get("summary", ""), cells["text"]) if part.strip())
        problem = _problem(number, seen, body or cells["title"].strip(), "proposal")
        at = _moment(cells["date"], "")
        if problem or at is None:
            ledger.refuse(row, problem or f"date {cells['date'][:40]!r} is not a date")
            continue
        seen.add(number)
        yield Item(
            key=f"proposal/{number}",
            file=PROPOSALS,
            row=row,
            kind="proposal",
            title=cells["title"].strip(),
            body=body,
            at=at,
            author=cells.get("userId", "").strip(),
            in_scope=True,
            figures=_figures(cells, {"numSupports": "supports", "numComments": "comments"}),
        )


def _comments(folder: Path, account: Account, proposals: set[str]) -> Iterator[Item]:
    ledger = account.of(COMMENTS)
    seen: set[str] = set()
    required = ("id", "parentId", "proposalId", "date", "text")
    for row, cells in read_table(folder / COMMENTS, required):
        ledger.rows += 1
        number = cells["id"].strip()
        proposal = f"proposal/{cells['proposalId'].strip()}"
        problem = _problem(number, seen, cells["text"].strip(), "comment")
        if not problem and proposal not in proposals:
            problem = f"its proposal {cells['proposalId'].strip() or '(none)'} is not among those of {PROPOSALS}"
        at = _moment(cells["date"], cells.get("time", ""))
        if problem or at is None:
            ledger.refuse(row, problem or f"date {cells['date'][:40]!r} is not a date")
            continue
        seen.add(number)
        parent = cells["parentId"].strip()
        yield Item(
            key=f"comment/{number}",
            file=COMMENTS,
            row=row,
            kind="comment",
            body=cells["text"].strip(),
            at=at,
            author=cells.get("userId", "").strip(),
            parent_key=proposal if parent in NO_PARENT else f"comment/{parent}",
            fallback_key=proposal,
            figures=_figures(cells, {"numPositiveVotes": "positive", "numNegativeVotes": "negative"}),
        )


def _problem(number: str, seen: set[str], text: str, noun: str) -> str:
    if not number:
        return "it has no id"
    if number in seen:
        return f"{noun} {number} stands in an earlier row"
    return "" if text else "its text is empty"


def _moment(date: str, time: str) -> datetime | None:
    """A date and a time of day such as ``0 days 10:50:19``; the source names no zone, UTC is taken."""
    try:
        day = datetime.strptime(date.strip()[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    clock = time.strip().removeprefix("0 days").strip()
    try:
        hours, minutes, seconds = (int(float(part)) for part in clock.split(":"))
    except ValueError:
        return day
    return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
