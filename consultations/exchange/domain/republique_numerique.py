"""The contributions to the French bill for a digital republic (2015): opinions.jsonl, arguments nested in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.items import Item, Part
from consultations.exchange.domain.tables import read_json_lines

OPINIONS = "opinions.jsonl"
ARGUMENTS = f"{OPINIONS}#arguments"
SOURCES = f"{OPINIONS}#sources"
APPENDICES = f"{OPINIONS}#appendices"
STANCES = {"yes": "for", "no": "against"}
OPINION_FIGURES = {"votes_ok": "ok", "votes_mitige": "mixed", "votes_nok": "not_ok"}


def check_folder(folder: Path) -> None:
    """Raises BrokenFileError unless the file is there."""
    if not folder.is_dir():
        raise BrokenFileError(f"{folder} is not a folder.")
    if not (folder / OPINIONS).exists():
        raise BrokenFileError(f"{folder} has no {OPINIONS}.")


def read_items(folder: Path, account: Account) -> Iterator[Item]:
    """Each opinion with its parts, then its arguments; rows that cannot stand are refused in ``account``."""
    ledger, nested = account.of(OPINIONS), account.of(ARGUMENTS)
    seen: set[str] = set()
    arguments_seen: set[str] = set()
    for row, record in read_json_lines(folder / OPINIONS):
        ledger.rows += 1
        item = _opinion(row, record, account, seen)
        if isinstance(item, str):
            ledger.refuse(row, item)
            _refuse_nested(record, account, f"the opinion of row {row} was refused")
            continue
        seen.add(item.key)
        yield item
        for argument in _nested(record, "arguments"):
            nested.rows += 1
            reply = _argument(nested.rows, argument, item.key, arguments_seen)
            if isinstance(reply, str):
                nested.refuse(nested.rows, reply)
            else:
                arguments_seen.add(reply.key)
                yield reply


def _nested(record: dict[str, Any], name: str) -> list[Any]:
    value = record.get(name) or []
    return value if isinstance(value, list) else [value]


def _refuse_nested(record: dict[str, Any], account: Account, reason: str) -> None:
    for name, file in (("arguments", ARGUMENTS), ("sources", SOURCES), ("appendices", APPENDICES)):
        ledger = account.of(file)
        for _ in _nested(record, name):
            ledger.rows += 1
            ledger.refuse(ledger.rows, reason)


def _opinion(row: int, record: dict[str, Any], account: Account, seen: set[str]) -> Item | str:
    """The opinion, or why it cannot stand."""
    key = f"opinion/{record.get('id', '')}"
    at = _moment(record.get("created_at"))
    title, body = _text(record, "title"), _text(record, "body")
    if problem := _problem(record, key, seen, title or body, at):
        return problem
    assert at is not None
    return Item(
        key=key,
        file=OPINIONS,
        row=row,
        kind="proposal",
        title=title,
        body=body,
        at=at,
        author=_text(record, "author"),
        theme=_text(record, "section_subtitle") or _text(record, "section"),
        rejected=record.get("is_trashed") is True,
        in_scope=record.get("is_trashed") is not True,
        figures={name: record[column] for column, name in OPINION_FIGURES.items() if _is_count(record.get(column))},
        parts=tuple(_parts(record, account)),
    )


def _argument(row: int, record: Any, parent: str, seen: set[str]) -> Item | str:
    if not isinstance(record, dict):
        return "it is not an object"
    key = f"argument/{record.get('id', '')}"
    at = _moment(record.get("created_at"))
    body = _text(record, "body")
    stance = STANCES.get(_text(record, "side"))
    if problem := _problem(record, key, seen, body, at):
        return problem
    if stance is None:
        return f"side {_text(record, 'side')[:40]!r} is neither yes nor no"
    assert at is not None
    return Item(
        key=key,
        file=ARGUMENTS,
        row=row,
        kind="comment",
        body=body,
        at=at,
        author=_text(record, "author"),
        parent_key=parent,
        fallback_key=parent,
        stance=stance,
        rejected=record.get("trashed") is True,
        figures={"votes": record["votes"]} if _is_count(record.get("votes")) else {},
    )


def _parts(record: dict[str, Any], account: Account) -> Iterator[Part]:
    for name, file, kind in (("appendices", APPENDICES, "appendix"), ("sources", SOURCES, "source")):
        ledger = account.of(file)
        for value in _nested(record, name):
            ledger.rows += 1
            title = _text(value, "title") if isinstance(value, dict) else ""
            if not title:
                ledger.refuse(ledger.rows, "it has no title")
                continue
            link = _text(value, "link")
            safe = link if link.startswith(("http://", "https://")) else ""
            yield Part(file, ledger.rows, kind, title, _text(value, "body"), safe)


def _problem(record: dict[str, Any], key: str, seen: set[str], text: str, at: datetime | None) -> str:
    if record.get("id") in (None, ""):
        return "it has no id"
    if key in seen:
        return f"id {record['id']} stands in an earlier row"
    if not text:
        return "its text is empty"
    return "" if at else f"created_at {str(record.get('created_at'))[:40]!r} is not a time"


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _moment(value: Any) -> datetime | None:
    try:
        at = datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        return None
    return at.astimezone(UTC)
