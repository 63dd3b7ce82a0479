"""After a restore: erase again what the backup brought back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consultations.record.operations import replay_erasures


class Command(BaseCommand):
    help = "Erases again what a restored backup brought back (every start of the site does it too)."

    def handle(self, *args: Any, **options: Any) -> None:
        count = replay_erasures(now=timezone.now())
        self.stdout.write(f"{count} events erased again")
