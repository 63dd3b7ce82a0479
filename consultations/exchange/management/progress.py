"""A bar on standard error, and the account of an import on standard output."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper

from consultations.exchange.domain.account import Account, BrokenFileError

WIDTH = 30


def add_arguments(parser: CommandParser, source: str = "folder", metavar: str = "DIR") -> None:
    parser.add_argument(source, metavar=metavar, type=Path)
    parser.add_argument("--slug", required=True, help="the consultation's address; a new one is made where none has it")
    parser.add_argument("--language", default="", help="of the contributions, such as en or zh-hant")
    parser.add_argument("--json", action="store_true", help="print only the account, as JSON, on standard output")


def check_slug(slug: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 100:
        raise CommandError("--slug may hold small letters, digits and hyphens, at most 100.")


class Bar:
    """Called with (what, done, of); draws only on a terminal, and a line at each end elsewhere."""

    def __init__(self) -> None:
        self._said: set[tuple[str, int]] = set()

    def __call__(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            filled = WIDTH * done // max(of, 1)
            end = "\n" if done >= of else ""
            sys.stderr.write(f"\r{what:15} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {of:,}{end}")
        elif done >= of and (what, done) not in self._said:
            self._said.add((what, done))
            sys.stderr.write(f"{what}: {done} of {of}\n")
        sys.stderr.flush()


def run(perform: Callable[[Bar], Account], options: dict[str, Any], out: OutputWrapper) -> None:
    """Performs an import and prints its account; an error or Ctrl-C says that nothing was imported."""
    try:
        account = perform(Bar())
    except BrokenFileError as error:
        raise CommandError(f"{error} Nothing was imported.") from error
    except KeyboardInterrupt:
        raise CommandError("Stopped. Nothing was imported.", returncode=130) from None
    if options["json"]:
        out.write(json.dumps(account.as_json(), ensure_ascii=False))
        return
    for name, ledger in account.files.items():
        out.write(
            f"{name}: {ledger.rows} rows = {ledger.imported} imported + {ledger.unchanged} unchanged "
            f"+ {len(ledger.refused)} refused"
        )
        for row, reason in sorted(ledger.refused):
            out.write(f"  row {row}: {reason}")
