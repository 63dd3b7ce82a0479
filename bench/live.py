"""A live room under load, everything stored first, beside hocuspocus and y-websocket in the same run.

``python -m bench.live [--only steady,full,…] [--sockets 1000] [--seconds 8] [--server uvicorn|daphne] [--backend
sqlite|postgres] [--json FILE]``. On PostgreSQL four processes with Redis stand behind nginx. A rival without npm to
install it is left out and named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.harness import Figure, arguments, emit
from bench.live_site import Preparation, Served, rival, rival_hall, room_server
from realtime.load.measure import LoadError, measure
from realtime.load.plan import Hall, Measured, Plan

SCENARIOS = ("steady", "full", "frozen", "rooms", "burst")
RIVALS = {"hocuspocus": "bench.rivals.speech:Hocuspocus", "y-websocket": "bench.rivals.speech:YWebsocket"}


class Bench:
    """One server of ours for each figure, and each rival in the same minute."""

    def __init__(self, options: Any, preparation: Preparation) -> None:
        self.options = options
        self.preparation = preparation
        self.processes = 4 if options.backend == "postgres" else 1
        self.figures: list[Figure] = []
        self.absent: set[str] = set()

    def room(self, *, halls: int = 1, sockets: int, writers: int, rate: float, **plan: Any) -> Measured:
        seconds = plan.pop("seconds", self.options.seconds)
        prepared = [self.preparation.room(sockets) for _ in range(halls)]
        with room_server(self.options.server, self.processes) as served:
            warm = self.preparation.room(10).hall(served, 10, 1)
            measure(Plan([warm], 1, 5))
            rooms = [each.hall(served, sockets, writers) for each in prepared]
            return self._measured(Plan(rooms, seconds, rate, pids=served.pids, **plan))

    def rival(self, name: str, *, sockets: int, writers: int, rate: float, **plan: Any) -> Measured | None:
        if name in self.absent:
            return None
        try:
            with rival(name) as served:
                hall = rival_hall(served, sockets, writers)
                return self._measured(self._rival_plan(name, served, hall, rate, dict(plan)))
        except (OSError, subprocess.CalledProcessError, LoadError, RuntimeError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            self.absent.add(name)
            return None

    def _rival_plan(self, name: str, served: Served, hall: Hall, rate: float, plan: dict[str, Any]) -> Plan:
        seconds = plan.pop("seconds", self.options.seconds)
        return Plan([hall], seconds, rate, pids=served.pids, speech=RIVALS[name], **plan)

    def _measured(self, plan: Plan) -> Measured:
        measured = measure(plan)
        if self.options.verbose:
            print(measured, file=sys.stderr)
        return measured

    def tell(self, name: str, room: Measured, field: str, unit: str, others: dict[str, Measured | None]) -> None:
        """A figure of the room with its ratio to each rival that was measured beside it."""
        value = getattr(room, field)
        if value is None:
            return
        told = [(other, getattr(measured, field)) for other, measured in others.items() if measured is not None]
        for other, beside in told or [("", None)]:
            self.figures.append(Figure(name, value, unit, other, value / beside if beside else None))

    def steady(self) -> None:
        sockets, about = self.options.sockets, f"{self.options.sockets} sockets, 10 notes/s"
        asked = {"sockets": sockets, "writers": 10, "rate": 10.0, "storms": 2}
        room = self.room(**asked)
        others = {name: self.rival(name, **asked) for name in RIVALS}
        for part in ("p50", "p95", "p99"):
            self.tell(f"{about}: {part}", room, f"{part}_ms", "ms", others)
        self.tell(f"{about}: all let in after", room, "join_seconds", "s", others)
        self.tell(f"{about}: all back after all lines were cut", room, "storm_seconds", "s", others)
        self.tell(f"{about}: server memory a socket", room, "server_kb", "kB", others)
        self._nothing_wrong(about, room)

    def full(self) -> None:
        sockets = min(300, self.options.sockets)
        about = f"{sockets} sockets, all writing as fast as answered"
        # A room takes 20,000 notes, which more seconds would reach.
        asked = {"sockets": sockets, "writers": sockets, "rate": 0.0, "seconds": min(5.0, self.options.seconds)}
        room = self.room(**asked)
        others = {name: self.rival(name, **asked) for name in RIVALS}
        self.tell(f"{about}: deliveries", room, "deliveries_a_second", "a second", others)
        self.tell(f"{about}: processor a delivery", room, "server_us", "µs", others)
        self._nothing_wrong(about, room)

    def frozen(self) -> None:
        sockets = self.options.sockets // 2
        asked = {"sockets": sockets, "writers": 10, "rate": 10.0}
        free, held = self.room(**asked), self.room(**asked, frozen=1)
        about = f"{sockets} sockets, one of them frozen: p95 of the others"
        self.figures.append(Figure(about, held.p95_ms, "ms", "nobody frozen", held.p95_ms / free.p95_ms))

    def rooms(self) -> None:
        sockets = max(self.options.sockets // 20, 10)
        one = self.room(sockets=sockets * 20, writers=20, rate=10.0)
        many = self.room(halls=20, sockets=sockets, writers=1, rate=0.5)
        about = f"20 rooms of {sockets}, 10 notes/s in all"
        for part in ("p95", "p99"):
            value, beside = getattr(many, f"{part}_ms"), getattr(one, f"{part}_ms")
            self.figures.append(Figure(f"{about}: {part}", value, "ms", "all in one room", value / beside))
        self._nothing_wrong(about, many)

    def burst(self) -> None:
        seconds = 30.0 if self.options.sockets >= 1000 else self.options.seconds
        about = f"100 sockets, 300 notes/s for {seconds:g} s"
        room = self.room(sockets=100, writers=30, rate=300.0, seconds=seconds)
        self.figures.append(Figure(f"{about}: p95", room.p95_ms, "ms"))
        self._nothing_wrong(about, room)

    def _nothing_wrong(self, about: str, room: Measured) -> None:
        """Each by itself: a sum would let one fault hide another."""
        for name in ("lost", "twice", "out_of_order"):
            told = name.replace("_", " ")
            self.figures.append(Figure(f"{about}: {told}", getattr(room, name), "deliveries"))
        self.figures.append(Figure(f"{about}: sent and not acknowledged", room.sent - room.acknowledged, "changes"))


@contextmanager
def site(options: Any) -> Iterator[None]:
    """An empty database, the record's folder and the settings, in this process's environment."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-live-"))
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        if options.backend == "postgres":
            import psycopg

            from tests.services import LASTING, postgres, redis

            url: str = stack.enter_context(postgres(LASTING))
            with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as admin:
                admin.execute("CREATE DATABASE participate")
            os.environ["DATABASE_URL"] = url
            os.environ["REDIS_URL"] = stack.enter_context(redis())
        elif options.migrated:
            shutil.copyfile(options.migrated, f"{folder}/bench.sqlite3")
        os.environ |= {"RECORD_DIR": f"{folder}/record", "RECORD_SEQUENCER": "worker", "DEBUG": "false"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.dev")
        import django

        django.setup()
        yield


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--only", default=",".join(SCENARIOS), help="some of " + ", ".join(SCENARIOS))
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--server", choices=["daphne", "uvicorn"], default="uvicorn")
    parser.add_argument("--backend", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--migrated", type=Path, help="a migrated SQLite file to copy")
    parser.add_argument("--verbose", action="store_true", help="everything measured, on standard error")
    options = parser.parse_args()
    with site(options):
        bench = Bench(options, Preparation())
        for name in options.only.split(","):
            scenario: Callable[[], None] = getattr(bench, name)
            scenario()
        emit(bench.figures, options.json)


if __name__ == "__main__":
    main()
