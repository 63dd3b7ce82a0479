"""``manage.py worker``: writes the record, keeps the calendar and sends letters, beside web processes that do not."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consultations.record import service, witnessing
from consultations.record.operations import replay_erasures
from participate import clock, post


class Command(BaseCommand):
    help = "Writes the record, keeps the calendar and sends letters until it is told to stop (SIGTERM, Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        replay_erasures(now=timezone.now())
        beside = [
            threading.Thread(target=service.run, args=(stop,), name="sequencer"),
            threading.Thread(target=post.run, args=(stop,), name="post"),
            threading.Thread(target=witnessing.run, args=(stop,), name="witnesses"),
        ]
        for thread in beside:
            thread.start()
        clock.run(stop)
        for thread in beside:
            thread.join()
