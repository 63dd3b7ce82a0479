"""Begins a new record where the old one cannot be continued."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.record.operations import open_epoch
from consultations.record.operations.epochs import NothingToCure
from consultations.record.sequencer.guard import Refused
from consultations.record.sequencer.lock import Busy


class Command(BaseCommand):
    help = "After a refused start with nothing better to restore: begins a new record that says why, in public."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="a public sentence: why the old record cannot go on")

    def handle(self, *args: Any, reason: str, **options: Any) -> None:
        try:
            epoch = open_epoch(reason=reason, now=timezone.now())
        except (Refused, NothingToCure, Busy) as problem:
            raise CommandError(str(problem) or "The sequencer is busy: try again.") from problem
        self.stdout.write(
            f"Record {epoch.number} is open: {epoch.origin}\n  {epoch.vkey}\n"
            "Tell the public, and your witnesses, its name and key. The old one stays served as it is."
        )
