"""manage.py import_polis DIR --slug S --title T"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from consultations.exchange.management import progress
from consultations.exchange.operations import import_polis


class Command(BaseCommand):
    help = "Imports a Polis export: comments as contributions, votes as confidential opinions. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        progress.add_arguments(parser)
        parser.add_argument("--title", required=True, help="of the consultation, if it is new")

    def handle(self, **options: Any) -> None:
        progress.check_slug(options["slug"])
        progress.run(
            lambda bar: import_polis(
                folder=options["folder"],
                slug=options["slug"],
                title=options["title"],
                language=options["language"] or "en",
                now=timezone.now(),
                progress=bar,
            ),
            options,
            self.stdout,
        )
