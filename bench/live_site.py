"""What bench/live.py measures: a room on a real server, alone or as four processes behind nginx, and its rivals."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from realtime.load.plan import Hall
from tests.ports import free_port
from tests.programs import server_words

ROOT = Path(__file__).resolve().parent.parent
RIVALS = ROOT / "bench" / "rivals"


@dataclass(frozen=True)
class Served:
    """``pids`` are the processes whose processor and memory count as the server's."""

    port: int
    pids: list[int]


@contextmanager
def running(words: list[str], port: int, **options: object) -> Iterator[int]:
    """A program until the block ends, from when ``port`` answers; its process id."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{words[0]} did not start")
        yield process.pid
    finally:
        # nginx takes its workers along when it is asked to end, and leaves them behind when it is killed.
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def room_server(kind: str, processes: int = 1) -> Iterator[Served]:
    """One process on its own port, or several behind nginx."""
    ports = [free_port() for _ in range(processes)]
    with ExitStack() as stack:
        pids = [stack.enter_context(running(server_words(kind, port), port, cwd=ROOT)) for port in ports]
        if processes == 1:
            yield Served(ports[0], pids)
            return
        front = free_port()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-nginx-")))
        (folder / "nginx.conf").write_text(nginx(front, ports, folder), encoding="utf-8")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        stack.enter_context(running([program, "-c", f"{folder}/nginx.conf", "-p", str(folder)], front))
        yield Served(front, pids)


def nginx(front: int, ports: list[int], folder: Path) -> str:
    """docs/nginx.conf's part for sockets, over several processes."""
    servers = " ".join(f"server 127.0.0.1:{port};" for port in ports)
    return f"""daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
worker_rlimit_nofile 8192; events {{ worker_connections 4096; }}
http {{
  access_log off;
  upstream rooms {{ {servers} }}
  server {{
    listen 127.0.0.1:{front} backlog=2048;
    location / {{
      proxy_pass http://rooms; proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 75s;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $http_host;
    }}
  }}
}}
"""


@contextmanager
def rival(name: str) -> Iterator[Served]:
    """``hocuspocus`` or ``y-websocket``, installed once into var/ with the hashes of its lock file."""
    home = ROOT / "var" / "bench-rivals"
    home.mkdir(parents=True, exist_ok=True)
    for file in [*RIVALS.glob("*.json"), *RIVALS.glob("*.mjs")]:
        shutil.copy(file, home)
    wanted = (RIVALS / "package-lock.json").read_text(encoding="utf-8")
    done = home / "installed"
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=home, check=True, stdout=subprocess.DEVNULL)
        done.write_text(wanted, encoding="utf-8")
    asked = subprocess.run(["node", "-p", "process.execPath"], check=True, capture_output=True, text=True)
    port = free_port()
    environment = {**os.environ, "NODE_ENV": "production"}
    with running([asked.stdout.strip(), f"{name}.mjs", str(port)], port, cwd=home, env=environment) as pid:
        yield Served(port, [pid])


@dataclass(frozen=True)
class Prepared:
    """An open room that collects notes, and the cookies of its guests."""

    code: str
    cookies: list[str]

    def hall(self, served: Served, sockets: int, writers: int) -> Hall:
        origin = f"http://127.0.0.1:{served.port}"
        address = f"ws://127.0.0.1:{served.port}/ws/live/{self.code}/"
        return Hall(address, origin, "ideas", sockets, writers, self.cookies[:sockets])


class Preparation:
    """Makes rooms in the configured database, which it migrates."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from django.utils import timezone

        from consultations.deliberation.models import Consultation
        from consultations.people.models import Participant

        call_command("migrate", verbosity=0)
        self.now = timezone.now()
        self.lead = Participant.objects.create_superuser("bench@example.org", pseudonym="Bench")
        self.consultation = Consultation.objects.create(
            slug="bench", state="open", opened_at=self.now, created_at=self.now
        )
        self.made = 0

    def room(self, guests: int) -> Prepared:
        from realtime.commands import COMMANDS
        from realtime.domain.activity import Activity
        from realtime.operations.act import act
        from realtime.operations.join import join
        from realtime.operations.prepare import prepare_session
        from realtime.queries.session import cookie_name

        self.made += 1
        session = prepare_session(
            actor=self.lead,
            consultation=self.consultation,
            title="Bench",
            agenda=(Activity("ideas", "collect", "Ideas"),),
            language="en",
            now=self.now,
        )
        seat, _ = join(session=session, actor=self.lead, now=self.now)
        for name, fields in (("room.open", {}), ("activity.open", {"activity": "ideas"})):
            act(seat=seat, command=COMMANDS[name](op=f"bench-{name[:4]}-{self.made}", **fields), now=self.now)
        tokens = [join(session=session, actor=None, now=self.now)[1] for _ in range(guests)]
        return Prepared(session.code, [f"{cookie_name(session.code)}={token}" for token in tokens])


def rival_hall(served: Served, sockets: int, writers: int) -> Hall:
    address = f"ws://127.0.0.1:{served.port}/bench"
    return Hall(address, f"http://127.0.0.1:{served.port}", "", sockets, writers, [])
