"""manage.py import_amendments DIR --slug S --title T --by ADDRESS"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.exchange.management import progress
from consultations.exchange.operations import import_amendments
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant


class Command(BaseCommand):
    help = "Imports a released text as a decision and the change requests to it as contributions. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        progress.add_arguments(parser)
        parser.add_argument("--title", required=True, help="of the consultation and its decision, if they are new")
        parser.add_argument("--by", required=True, metavar="ADDRESS", help="e-mail address of who answers for it here")

    def handle(self, **options: Any) -> None:
        progress.check_slug(options["slug"])
        actor = Participant.objects.filter(email=options["by"].strip().lower()).first()
        if actor is None:
            raise CommandError(f"--by: nobody here has the address {options['by']}.")
        try:
            progress.run(
                lambda bar: import_amendments(
                    actor=actor,
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
        except NotAllowed as error:
            raise CommandError(f"--by: {error} Nothing was imported.") from error
