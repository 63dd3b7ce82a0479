"""``manage.py tick``: opens and closes by date what has fallen due; for a timer, every minute or so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consultations.deliberation.operations import keep_time


class Command(BaseCommand):
    help = "Open and close consultations and their phases by date. Safe to run at any time and as often as you like."

    def handle(self, *args: Any, **options: Any) -> None:
        due = keep_time(now=timezone.now())
        self.stdout.write(f"Consultations brought up to date: {due}")
