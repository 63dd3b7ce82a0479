"""The product's own load client (docs/operators.md); docs/live-protocol.md is all that it knows of the server."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from realtime.load.door import hall
from realtime.load.measure import LoadError, measure
from realtime.load.plan import Plan, writers_needed

UNITS = {"seconds": "s", "ms": "ms", "us": "µs a delivery", "kb": "kB a socket"}


class Command(BaseCommand):
    help = "Measures rooms that are collecting notes: joins as guests, writes at a steady rate, times every delivery."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url",
            action="append",
            required=True,
            help="the page of a room, such as http://127.0.0.1:8000/live/BCDFGH/; again for each further room",
        )
        parser.add_argument("--sockets", type=int, default=100, help="how many listen in each room, writers included")
        parser.add_argument("--seconds", type=float, default=10)
        parser.add_argument(
            "--rate", type=float, default=10, help="notes a second in each room; 0: as fast as they are acknowledged"
        )
        parser.add_argument("--writers", type=int, default=0, help="how many write in each room (from the rate)")
        parser.add_argument("--seats", type=int, default=0, help="how many join as guests in each room (the writers)")
        parser.add_argument("--processes", type=int, default=0, help="of the load client (one core is left free)")
        parser.add_argument("--storms", type=int, default=0, help="afterwards so often all lines are cut and come back")
        parser.add_argument("--frozen", type=int, default=0, help="further sockets in each room that never read")
        parser.add_argument("--pid", type=int, action="append", default=[], help="a process of the server, measured")
        parser.add_argument("--trust", default="", help="file of certificates to believe in, for https")
        parser.add_argument("--json", action="store_true", help="only the figures, as one object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            measured = measure(self.plan(options))
        except (LoadError, OSError) as error:
            raise CommandError(f"The room could not be measured: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(measured)))
            return
        for name, value in asdict(measured).items():
            self.stdout.write(self.row(name, value))
        if measured.client_busy > 0.8:
            self.stderr.write("The load client was busy itself: its own delays are in these figures.")

    def plan(self, options: dict[str, Any]) -> Plan:
        writers = options["writers"] or (writers_needed(options["rate"]) if options["rate"] else 10)
        seats = max(options["seats"], writers)
        return Plan(
            halls=[
                hall(
                    url,
                    sockets=max(options["sockets"], writers),
                    writers=writers,
                    seats=seats,
                    trust=options["trust"],
                )
                for url in options["url"]
            ],
            seconds=options["seconds"],
            rate=options["rate"],
            processes=options["processes"] or max(1, (os.cpu_count() or 2) - 1),
            storms=options["storms"],
            frozen=options["frozen"],
            trust=options["trust"],
            pids=options["pid"],
        )

    def row(self, name: str, value: float | None) -> str:
        head, _, unit = name.rpartition("_")
        known = head and unit in UNITS
        told = "–" if value is None else f"{value:,}"
        return f"{(head if known else name).replace('_', ' '):>22}  {told} {UNITS[unit] if known else ''}".rstrip()
