"""manage.py import_pabulib FILE.pb --slug S"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from consultations.exchange.management import progress
from consultations.exchange.operations import import_pabulib


class Command(BaseCommand):
    help = "Imports a Pabulib file: projects, a closed question and its ballots, counted here. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        progress.add_arguments(parser, source="file", metavar="FILE.pb")
        parser.add_argument("--title", default="", help="of the consultation, if it is new")

    def handle(self, **options: Any) -> None:
        progress.check_slug(options["slug"])
        file: Path = options["file"]
        progress.run(
            lambda bar: import_pabulib(
                file=file,
                slug=options["slug"],
                title=options["title"],
                language=options["language"],
                now=timezone.now(),
                progress=bar,
            ),
            options,
            self.stdout,
        )
