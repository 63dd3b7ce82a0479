"""manage.py export_polis SLUG DIR"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.deliberation.models import Consultation
from consultations.exchange.queries.polis_round import TooFewPeople, polis_files


class Command(BaseCommand):
    help = "Writes a round of opinions as the files of a Polis export. Holds single answers: not for publication."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the consultation's address")
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is not there yet, or empty")

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        consultation = Consultation.objects.prefetch_related("texts").filter(slug=options["slug"]).first()
        if consultation is None:
            raise CommandError(f"{options['slug']} is not the address of a consultation here.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is there already and not an empty folder. Nothing was written.")
        try:
            files = polis_files(consultation)
        except TooFewPeople:
            raise CommandError("Fewer than ten people answered. Nothing was written.") from None
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        self.stdout.write(f"Written: {', '.join(files)}")
