"""The sequencer as a process of its own, where RECORD_SEQUENCER=worker."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from consultations.record import service
from consultations.record.operations import replay_erasures, sequence
from consultations.record.sequencer.guard import Refused


class Command(BaseCommand):
    help = "Gives waiting events their place in the record and signs it, until stopped (--once: and ends)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sequence what waits now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        replay_erasures(now=timezone.now())
        if once:
            try:
                new = sequence(now=timezone.now())
            except Refused as refusal:
                self.stderr.write(str(refusal))
                raise SystemExit(1) from refusal
            self.stdout.write(f"{new} new entries")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        service.run(stop)
