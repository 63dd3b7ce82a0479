"""manage.py import_proposals DIR --slug S --format decide-madrid|republique-numerique"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from consultations.exchange.management import progress
from consultations.exchange.operations import FORMATS, import_proposals


class Command(BaseCommand):
    help = "Imports proposals and comments of another platform. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        progress.add_arguments(parser)
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--title", default="", help="of the consultation, if it is new")

    def handle(self, **options: Any) -> None:
        progress.check_slug(options["slug"])
        progress.run(
            lambda bar: import_proposals(
                folder=options["folder"],
                slug=options["slug"],
                format=options["format"],
                title=options["title"],
                language=options["language"],
                now=timezone.now(),
                progress=bar,
            ),
            options,
            self.stdout,
        )
