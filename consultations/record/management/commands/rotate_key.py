"""Hands the record over to a new signing key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.record.operations import rotate_key
from consultations.record.sequencer.guard import Refused
from consultations.record.sequencer.lock import Busy


class Command(BaseCommand):
    help = "Makes a new signing key, says so on the record under the old one, and deletes the old one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="a public sentence: why the key changes")

    def handle(self, *args: Any, reason: str, **options: Any) -> None:
        try:
            vkey = rotate_key(reason=reason, now=timezone.now())
        except (Refused, Busy) as problem:
            raise CommandError(str(problem) or "The sequencer is busy: try again.") from problem
        self.stdout.write(
            f"From now on the record is signed by\n  {vkey}\n"
            "Copy RECORD_DIR/key to where the old copy lies, and give the new key to your witnesses."
        )
