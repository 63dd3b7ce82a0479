"""manage.py import_decidim DIR --slug S --title T [--by ADDRESS] [--component ID]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.decidim import sort_files
from consultations.exchange.management import progress
from consultations.exchange.operations import import_decidim
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant


class Command(BaseCommand):
    help = "Imports Decidim's open data: proposals, comments and official answers. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        progress.add_arguments(parser)
        parser.add_argument("--title", required=True, help="of the consultation, if it is new")
        parser.add_argument("--by", default="", metavar="ADDRESS", help="e-mail address of who answers for the answers")
        parser.add_argument("--component", default="", metavar="ID", help="only the proposals of this component")

    def handle(self, **options: Any) -> None:
        progress.check_slug(options["slug"])
        actor = Participant.objects.filter(email=options["by"].strip().lower()).first() if options["by"] else None
        if options["by"] and actor is None:
            raise CommandError(f"--by: nobody here has the address {options['by']}. Nothing was imported.")
        self._say_what_is_left_out(options)
        try:
            progress.run(
                lambda bar: import_decidim(
                    actor=actor,
                    folder=options["folder"],
                    slug=options["slug"],
                    title=options["title"],
                    language=options["language"] or "en",
                    component=options["component"],
                    now=timezone.now(),
                    progress=bar,
                ),
                options,
                self.stdout,
            )
        except NotAllowed as error:
            raise CommandError(f"--by: {error} Nothing was imported.") from error

    def _say_what_is_left_out(self, options: dict[str, Any]) -> None:
        try:
            others = sort_files(options["folder"]).others
        except BrokenFileError as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        for path in others:
            self.stderr.write(f"{path.name} holds neither proposals nor comments and is not imported.")
