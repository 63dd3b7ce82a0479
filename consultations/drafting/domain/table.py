"""A table of proposals as a spreadsheet writes it (CSV), read into rows with the lines on which they begin."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

COLUMNS = ("title", "body", "theme", "district", "address", "latitude", "longitude", "cost", "tags", "id")
NEEDED = ("title", "body")
MOST_ROWS = 1_000
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Fault:
    """What cannot be taken, and where; ``line`` 0 and no ``column``: the file as a whole."""

    line: int
    column: str
    words: str


@dataclass(frozen=True)
class Row:
    """``line``: the first one of the row in the file, counted from 1."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decoded(held: bytes) -> str | None:
    """The text of a file in UTF-8, with or without a byte order mark; None where it is in anything else."""
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def read_table(text: str) -> Table:
    """Commas, semicolons or tabs between the columns; the first line names them in any order."""
    table = Table()
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        table.faults += _wrong_head(names)
        if not table.faults:
            _read_rows(reader, names, table)
    except csv.Error:
        table.faults.append(Fault(reader.line_num, "", _("This line is not CSV: check its quotation marks.")))
    if not table.rows and not table.faults:
        table.faults.append(Fault(0, "", _("There is no row in this file.")))
    return table


def _wrong_head(names: list[str]) -> list[Fault]:
    faults = [Fault(1, name, _("This column is missing.")) for name in NEEDED if name not in names]
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            faults.append(Fault(1, name, _("This column is not known. There are: %(names)s.") % {"names": known}))
    if len(set(names)) < len(names):
        faults.append(Fault(1, "", _("A column stands there twice.")))
    return faults


def _read_rows(reader: Any, names: list[str], table: Table) -> None:
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(table.rows) == MOST_ROWS:
            table.faults.append(Fault(line, "", _("At most %(number)s rows fit.") % {"number": MOST_ROWS}))
            return
        if len(cells) != len(names):
            words = _("This row has %(cells)s cells; the first line names %(names)s.")
            table.faults.append(Fault(line, "", words % {"cells": len(cells), "names": len(names)}))
            continue
        table.rows.append(Row(line, dict(zip(names, cells, strict=True))))
