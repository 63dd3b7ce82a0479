"""Being a witness of other cities' records."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.record.tlog.note import MalformedNote, parse_vkey
from consultations.record.witness.home import NoWitness, found, judge_of
from consultations.record.witness.server import make_server


class Command(BaseCommand):
    help = "Signs other cities' records as a witness. Uses a folder of its own and neither database nor settings."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        new = actions.add_parser("new", help="make a witness: a folder with a new key")
        add = actions.add_parser("add", help="sign the records of one more city, by the keys it publishes")
        logs = actions.add_parser("logs", help="list the cities' records and what was signed last")
        serve = actions.add_parser("serve", help="answer their requests until stopped")
        for each in (new, add, logs, serve):
            each.add_argument("folder", type=Path, help="the witness's folder; it is never shared and never restored")
        new.add_argument("--name", required=True, help="the witness's public name, such as witness.example.org")
        add.add_argument(
            "vkeys", nargs="+", metavar="vkey", help="name+id+base64, as the record's address ends in /vkey"
        )
        add.add_argument("--origin", help="the record's name where it is not that of the key")
        serve.add_argument("--listen", default="127.0.0.1:7380", help="host:port, default %(default)s")

    def handle(self, *args: Any, action: str, folder: Path, **options: Any) -> None:
        try:
            getattr(self, f"_{action}")(folder, **options)
        except (NoWitness, MalformedNote) as problem:
            raise CommandError(str(problem)) from problem

    def _new(self, folder: Path, *, name: str, **options: Any) -> None:
        self.stdout.write(str(found(folder, name).key))

    def _add(self, folder: Path, *, vkeys: list[str], origin: str | None, **options: Any) -> None:
        keys = [parse_vkey(vkey) for vkey in vkeys]
        judge_of(folder).memory.know(origin or keys[0].name, tuple(map(str, keys)))

    def _logs(self, folder: Path, **options: Any) -> None:
        for log in judge_of(folder).memory.logs():
            when = datetime.fromtimestamp(log.time, UTC).isoformat() if log.root is not None else "never"
            self.stdout.write(f"{log.origin}: {log.size} entries, signed {when}")

    def _serve(self, folder: Path, *, listen: str, **options: Any) -> None:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdigit():
            raise CommandError("--listen takes host:port.")
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s")
        judge = judge_of(folder)
        server = make_server(judge, host, int(port))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        self.stdout.write(f"Listening on {host}:{server.server_port} as {judge.signer.key}")
        server.serve_forever()
        server.server_close()
