"""Reading CSV and JSON-lines files strictly: a broken one is refused whole, with its line and column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consultations.exchange.domain.account import BrokenFileError

# Longer than any text that a participation platform accepts, short enough that a stray quote is noticed.
FIELD_LIMIT = 2_000_000


def read_text(path: Path) -> str:
    """The file's text; raises BrokenFileError unless it is UTF-8 (with or without a byte order mark) without NUL."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrokenFileError(f"{path.name} cannot be read: {error.strerror}.") from error
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BrokenFileError(f"{path.name} is UTF-16. Save it as UTF-8 and import it again.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise BrokenFileError(
            f"{path.name} is not UTF-8: line {line}, byte {column} is 0x{data[error.start]:02x}. "
            "Save it as UTF-8 and import it again."
        ) from error
    if (position := text.find("\0")) >= 0:
        line = text.count("\n", 0, position) + 1
        raise BrokenFileError(f"{path.name} holds a NUL character in line {line}: it is not a text file.")
    return text


def read_table(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(row, cells by column) of a CSV file whose header has at least ``required``; raises BrokenFileError."""
    text = read_text(path)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text, required))
    try:
        header = next(reader, None)
    except csv.Error as error:
        raise BrokenFileError(f"{path.name}, line {reader.line_num}: {error}.") from error
    if header is None:
        raise BrokenFileError(f"{path.name} is empty: it has not even a line of column names.")
    _check_header(path, header, required)
    yield from _rows(path, reader, header)


def read_columns(path: Path) -> list[str]:
    """The names of the columns of a CSV file cut at commas, semicolons or tabs; raises BrokenFileError."""
    first = read_text(path).partition("\n")[0].strip("\r")
    mark = max(",;\t", key=first.count)
    return next(csv.reader([first], delimiter=mark), [])


def _delimiter(text: str, required: tuple[str, ...]) -> str:
    """The comma, unless the first line holds the required names only when cut at semicolons or tabs."""
    first = text.partition("\n")[0].strip("\r").replace('"', "")
    return next((mark for mark in ",;\t" if set(required) <= set(first.split(mark))), ",")


def _check_header(path: Path, header: list[str], required: tuple[str, ...]) -> None:
    if missing := [name for name in required if name not in header]:
        has = ", ".join(name or "(no name)" for name in header[:30])
        raise BrokenFileError(f"{path.name}, line 1: no column named {' or '.join(missing)}. It has: {has}.")
    if len(set(header)) != len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise BrokenFileError(f"{path.name}, line 1: two columns have the name {', '.join(twice)}.")


def _rows(path: Path, reader: Any, header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    row = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BrokenFileError(f"{path.name}, line {reader.line_num}: {error}.") from error
        if cells is None:
            return
        if not cells:
            continue
        row += 1
        if len(cells) != len(header):
            raise BrokenFileError(
                f"{path.name}, line {reader.line_num}, column {min(len(cells), len(header)) + 1}: "
                f"the row has {len(cells)} cells where the header has {len(header)}."
            )
        yield row, dict(zip(header, cells, strict=True))


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(row, object) of a file with one JSON object a line; raises BrokenFileError."""
    row = 0
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            column = getattr(error, "colno", 1)
            raise BrokenFileError(f"{path.name}, line {number}, column {column}: not JSON ({error}).") from error
        except RecursionError as error:
            raise BrokenFileError(f"{path.name}, line {number}, column 1: nested too deeply.") from error
        if not isinstance(value, dict):
            raise BrokenFileError(f"{path.name}, line {number}, column 1: not a JSON object.")
        row += 1
        yield row, value
