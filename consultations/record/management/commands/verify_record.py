"""Holds the database against the log."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from consultations.record.audit.audit import audit


class Command(BaseCommand):
    help = "Checks the whole record and names every row that was edited behind its back. Exit 0 good, 1 not, 2 unknown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="only a JSON object on stdout")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        report = audit()
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else report.as_text()
        self.stdout.write(text)
        if report.code:
            raise SystemExit(report.code)
