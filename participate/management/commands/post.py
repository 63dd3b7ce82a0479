"""``manage.py post``: tells people of outcomes and sends the letters that are due; for a timer, every minute or so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from participate.post import deliver


class Command(BaseCommand):
    help = "Tell people what became of theirs and send the letters that are due. Safe to run at any time and often."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Letters sent: {deliver()}")
