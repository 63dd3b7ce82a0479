"""manage.py describe_protocol: docs/live-protocol.md on stdout."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from realtime.protocol_page import page


class Command(BaseCommand):
    help = "Prints the documentation of the live rooms' protocol, made from its tables."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
