"""``manage.py worker``: writes the record and keeps the calendar, beside web processes that do neither."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consultations.record import service
from consultations.record.operations import replay_erasures
from participate import clock


class Command(BaseCommand):
    help = "Writes the record and keeps the calendar until it is told to stop (SIGTERM, Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        replay_erasures(now=timezone.now())
        sequencer = threading.Thread(target=service.run, args=(stop,), name="sequencer")
        sequencer.start()
        clock.run(stop)
        sequencer.join()
