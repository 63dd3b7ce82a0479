"""``manage.py worker``: writes the record, keeps the calendar and sends letters, beside web processes that do not."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.record import service, witnessing
from consultations.record.operations import replay_erasures
from participate import clock, duties, post

DUTIES = {"sequencer": service.run, "post": post.run, "witnesses": witnessing.run, "clock": clock.run}


class Command(BaseCommand):
    help = "Writes the record, keeps the calendar and sends letters until it is told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--alive", type=Path, help="a file to touch every few seconds while all of it works")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        replay_erasures(now=timezone.now())
        try:
            duties.keep(DUTIES, stop, alive=options["alive"])
        except duties.DutyEnded as fault:
            raise CommandError(f"Stopped, because this has ended: {fault}.") from fault
