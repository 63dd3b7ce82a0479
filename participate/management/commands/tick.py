"""``manage.py tick``: does by date what has fallen due; for a timer, every minute or so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participate import clock


class Command(BaseCommand):
    help = (
        "Open and close consultations and their phases, and publish decisions, by date. "
        "Safe to run at any time and as often as you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Brought up to date: {clock.tick(timezone.now())}")
