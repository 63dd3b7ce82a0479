"""Cells that no spreadsheet program takes for a formula (docs/exports.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# What makes Excel, LibreOffice and Google Sheets read a cell as a formula (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def cell(value: object) -> str:
    """``value`` as text, with an apostrophe before what a spreadsheet would run; None is an empty cell.

    Texts that begin with an apostrophe get another, so that ``uncell`` gives back exactly what went in.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return MARK + text if text.startswith((*DANGEROUS, MARK)) else text


def uncell(text: str) -> str:
    """The value that ``cell`` wrote."""
    return text[1:] if text.startswith(MARK) else text


def line(values: Iterable[object]) -> str:
    """One line of a CSV file (RFC 4180), every value guarded."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()
