"""Fan-out of a live room, from the planned time of a note to its arrival at each socket, with everything stored.

``python -m bench.live [--sockets 200] [--seconds 10] [--rate 10] [--server daphne|uvicorn] [--json FILE]``
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.harness import Figure, arguments, emit
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
ROOM, BARE = "participate.asgi:application", "bench.bare_broadcast:application"


def command(kind: str, app: str, port: int) -> list[str]:
    """The server as it is run in production, or by ``make run``."""
    if kind == "uvicorn":
        ws = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "65536"]
        return [
            "uvicorn",
            app,
            "--port",
            str(port),
            "--backlog",
            "2048",
            "--lifespan",
            "off",
            "--log-level",
            "error",
            *ws,
        ]
    sizes = ["--websocket-max-message-size", "65536", "--websocket-max-frame-size", "65536"]
    return ["daphne", "-v", "0", "-e", f"tcp:{port}:interface=127.0.0.1:backlog=2048", *sizes, app]


@contextmanager
def serving(kind: str, app: str) -> Iterator[tuple[int, int]]:
    """Port and process id of a server that answers."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", *command(kind, app, port)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor, all its threads."""
    parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def make_room(writers: int) -> tuple[str, list[str]]:
    """An open room that collects notes; its code and a cookie for each writer."""
    from django.core.management import call_command
    from django.utils import timezone

    from consultations.deliberation.models import Consultation
    from consultations.people.models import Participant
    from realtime.commands.session import OpenActivity, OpenRoom
    from realtime.domain.activity import Activity
    from realtime.operations.act import act
    from realtime.operations.join import join
    from realtime.operations.prepare import prepare_session
    from realtime.queries.session import cookie_name

    call_command("migrate", verbosity=0)
    now = timezone.now()
    lead = Participant.objects.create_superuser("bench@example.org", pseudonym="Bench")
    consultation = Consultation.objects.create(slug="bench", state="open", opened_at=now, created_at=now)
    session = prepare_session(
        actor=lead,
        consultation=consultation,
        title="Bench",
        agenda=(Activity("ideas", "collect", "Ideas"),),
        language="en",
        now=now,
    )
    seat, _ = join(session=session, actor=lead, now=now)
    act(seat=seat, command=OpenRoom("bench-open"), now=now)
    act(seat=seat, command=OpenActivity("bench-ideas", "ideas"), now=now)
    tokens = [join(session=session, actor=None, now=now)[1] for _ in range(writers)]
    return session.code, [f"{cookie_name(session.code)}={token}" for token in tokens]


def run(kind: str, app: str, path: str, cookies: list[str], options: Any) -> tuple[Any, float]:
    """What the load client measured, and microseconds of server processor for each delivery."""
    from realtime.load.run import Plan, measure

    with serving(kind, app) as (port, pid):
        origin = f"http://127.0.0.1:{port}"
        plan = Plan(
            f"ws://127.0.0.1:{port}{path}", origin, "ideas", options.sockets, options.seconds, options.rate, cookies
        )
        before = processor_seconds(pid)
        measured = measure(plan)
        used = processor_seconds(pid) - before
    return measured, used / max(measured.delivered, 1) * 1e6


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne")
    parser.add_argument("--migrated", type=Path, help="a migrated SQLite file to copy")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-live-") as folder:
        if options.migrated:
            shutil.copyfile(options.migrated, f"{folder}/bench.sqlite3")
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["RECORD_DIR"] = f"{folder}/record"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.dev")
        import django

        django.setup()
        from realtime.load.run import writers_needed

        code, cookies = make_room(writers_needed(options.rate))
        bare, bare_cost = run(options.server, BARE, "/", cookies, options)
        room, room_cost = run(options.server, ROOM, f"/ws/live/{code}/", cookies, options)
    about = f"live room, {options.sockets} sockets, {options.rate:g} notes/s, {options.server}"
    told = "bare broadcast, nothing stored"
    emit(
        [
            Figure(f"{about}: p50", room.p50_ms, "ms", told, room.p50_ms / bare.p50_ms),
            Figure(f"{about}: p95", room.p95_ms, "ms", told, room.p95_ms / bare.p95_ms),
            Figure(f"{about}: p99", room.p99_ms, "ms", told, room.p99_ms / bare.p99_ms),
            Figure(f"{about}: processor a delivery", room_cost, "µs", told, room_cost / bare_cost),
            Figure(f"{about}: all joined after", room.join_seconds, "s", told, room.join_seconds / bare.join_seconds),
            Figure(f"{about}: lost, twice, out of order", room.lost + room.twice + room.out_of_order, "deliveries"),
        ],
        options.json,
    )


if __name__ == "__main__":
    main()
