"""The record as static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from consultations.record.operations.export_record import NotExported, export_record
from consultations.record.queries import tiles
from consultations.record.web.static_pages import static_pages


class Command(BaseCommand):
    help = "Writes the record to a folder that any web server serves unchanged; again and again, it adds what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder of its own, such as /srv/record/1")
        parser.add_argument("--epoch", type=int, help="which record, where there are several; the open one without it")
        parser.add_argument("--receipts", action="store_true", help="a receipt for every entry too")

    def handle(self, *args: Any, folder: Path, epoch: int | None, receipts: bool, **options: Any) -> None:
        checkpoint = tiles.published(epoch) if epoch is not None else tiles.newest()
        if checkpoint is None:
            raise CommandError("There is no such record, or nothing of it was signed yet.")
        with translation.override(settings.LANGUAGE_CODE):
            pages = static_pages(checkpoint)
        try:
            done = export_record(epoch=checkpoint.epoch_id, place=folder, receipts=receipts, pages=pages)
        except NotExported as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{done.checkpoint.size} entries, {done.checkpoint.size - done.old} of them new; "
            f"{done.written} files written, {done.removed} removed"
        )
