"""A real server process on the test's own database, and real websocket clients of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import websockets
from asgiref.sync import sync_to_async
from django.db import connection, connections

from tests.programs import server_words
from tests.services import free_port

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent


def database_url() -> str:
    """The test database as another process opens it."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    password = f":{config['PASSWORD']}" if config["PASSWORD"] else ""
    return f"postgres://{config['USER']}{password}@{config['HOST']}:{config['PORT']}/{config['NAME']}"


async def db(do: Callable[..., T], *args: Any, **named: Any) -> T:
    """Runs ``do`` in a thread that keeps no connection: the next test has another database under the same name."""

    def run() -> T:
        try:
            return do(*args, **named)
        finally:
            connections.close_all()

    return await sync_to_async(run)()


class Server:
    """``kind`` daphne, uvicorn or forking (tests/realtime/forking.py); ``kill`` is -9."""

    def __init__(self, kind: str = "daphne", port: int = 0, **env: str) -> None:
        self.kind = kind
        self.port = port or free_port()
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "participate.settings.test",
            "DATABASE_URL": database_url(),
            **env,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raises RuntimeError when it does not listen in time."""
        self.process = subprocess.Popen(self._command(), cwd=ROOT, env=self.env)
        deadline = time.monotonic() + 150
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{self.kind} did not start")

    def _command(self) -> list[str]:
        if self.kind == "forking":
            return [sys.executable, "-m", "tests.realtime.forking", str(self.port)]
        return server_words(self.kind, self.port)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def stop(self) -> None:
        """As an operator does; raises TimeoutExpired when it does not end."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def worker(self) -> int:
        """The process that serves, where ``kind`` is forking."""
        assert self.process is not None
        pid = self.process.pid
        return int((Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split() or ["0"])[0])

    def kill_worker(self) -> None:
        """-9; another is there at once."""
        killed = self.worker()
        os.kill(killed, signal.SIGKILL)
        while self.worker() in (killed, 0):
            time.sleep(0.005)


@contextmanager
def serving(kind: str = "daphne", **env: str) -> Iterator[Server]:
    server = Server(kind, **env)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@dataclass
class Client:
    """A phone: keeps what it has, resends what was not acknowledged, resumes after the last event it holds."""

    server: Server
    code: str
    cookie: str = ""
    seq: int = -1
    events: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    outbox: dict[str, dict[str, Any]] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    frames: list[dict[str, Any]] = field(default_factory=list)
    line: Any = None
    resending: asyncio.Future[None] | None = None

    async def connect(self) -> None:
        address = f"ws://127.0.0.1:{self.server.port}/ws/live/{self.code}/"
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.line = await websockets.connect(
            address, origin=self.server.origin, additional_headers=headers, compression=None, open_timeout=10
        )
        await self.line.send(json.dumps({"type": "hello", "v": 1, "after": self.seq}))
        waiting = list(self.outbox.values())
        for command in waiting[:40]:
            await self.line.send(json.dumps(command))
        if waiting[40:]:
            self.resending = asyncio.ensure_future(self.resend(self.line, waiting[40:]))

    async def resend(self, line: Any, waiting: list[dict[str, Any]]) -> None:
        """Within what a line may say."""
        with suppress(websockets.WebSocketException):
            for command in waiting:
                await asyncio.sleep(0.06)
                await line.send(json.dumps(command))

    async def say(self, name: str, op: str, **fields: Any) -> None:
        self.outbox[op] = {"type": name, "op": op, **fields}
        await self.line.send(json.dumps(self.outbox[op]))

    async def listen(self, seconds: float = 30) -> None:
        """Takes frames until the line breaks; raises TimeoutError when it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                async for frame in self.line:
                    self.take(json.loads(frame))
        except websockets.ConnectionClosed:
            return

    async def until(self, ready: Any, seconds: float = 15) -> None:
        """Takes frames until ``ready()``."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not ready():
            left = deadline - asyncio.get_running_loop().time()
            self.take(json.loads(await asyncio.wait_for(self.line.recv(), max(left, 0.01))))

    def take(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if frame["type"] == "snapshot":
            self.seq = frame["room"]["seq"]
            self.notes = {int(id): note["text"] for id, note in frame["room"]["notes"].items()}
        elif frame["type"] == "events":
            for event in frame["events"]:
                if event["seq"] > self.seq:
                    assert self.seq == -1 or event["seq"] == self.seq + 1, "an event is missing"
                    self.seq = event["seq"]
                    if event["type"] == "note.added":
                        self.notes[event["seq"]] = event["data"]["text"]
        elif frame["type"] == "ack":
            self.acked[frame["op"]] = frame["seq"]
            self.outbox.pop(frame["op"], None)
        elif frame["type"] == "refused":
            self.refused[frame["op"]] = frame["code"]
            self.outbox.pop(frame["op"], None)
