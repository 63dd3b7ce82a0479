"""What fails in the middle of a session costs nobody anything: servers killed and restarted, Redis and PostgreSQL away.

Every phone does what docs/live-protocol.md says and no person does anything. Afterwards what was acknowledged stands in
the log once, nothing else does, and every phone shows the same.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import websockets
from django.db import connection, connections

from realtime.models import RoomEvent
from realtime.operations.join import join
from tests.cast import Cast, make
from tests.database import fresh_database
from tests.ports import free_port
from tests.realtime.rooms import NUMBERS, TestRoom, make_room
from tests.realtime.servers import Client, Server, database_url, db, serving
from tests.services import LASTING, _as_service_user, find, postgres


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    with django_db_blocker.unblock():
        fresh_database()
        with serving("forking") as running:
            yield running
        connections.close_all()
        fresh_database()


@pytest.fixture(scope="module")
def people(server: Server) -> Cast:
    return make()


@pytest.fixture
def room(people: Cast, now) -> TestRoom:
    room = make_room(people.chidi, now, slug=f"faults-{next(NUMBERS)}")
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    return room


class Phone(Client):
    """Comes back by itself as often as it must, and writes in between."""

    stopped = False
    returns = 0

    async def live(self) -> None:
        """Until ``stopped``. The pause is the protocol's first one, shorter so that many faults fit into a test."""
        while not self.stopped:
            try:
                await self.connect()
                self.returns += 1
                async for frame in self.line:
                    self.take(json.loads(frame))
            except (OSError, websockets.WebSocketException, TimeoutError):
                pass
            await asyncio.sleep(0.05 * (0.5 + random.random()))

    async def write(self, count: int, every: float) -> None:
        """Notes at uneven distances; a line that is down does not stop the person from typing."""
        for number in range(count):
            op = f"{self.cookie[-6:].replace('_', '-')}-{number:05d}-note"
            self.outbox[op] = {"type": "note.add", "op": op, "activity": "ideas", "text": op}
            try:
                if self.line is not None:
                    await self.say("note.add", op, activity="ideas", text=op)
            except websockets.WebSocketException:
                pass
            await asyncio.sleep(every * 2 * random.random())


def phones(room: TestRoom, server: Server, count: int) -> list[Phone]:
    found = []
    for _ in range(count):
        _seat, token = join(session=room.session, actor=None, now=room.now)
        found.append(Phone(server, room.session.code, f"seat_{room.session.code}={token}"))
    return found


@contextmanager
def alive(clients: list[Phone]) -> Iterator[None]:
    tasks = [asyncio.ensure_future(client.live()) for client in clients]
    try:
        yield
    finally:
        for client in clients:
            client.stopped = True
        for task in tasks:
            task.cancel()


async def settled(clients: list[Phone], seconds: float = 30) -> None:
    """Until every phone has its answers and all show the same; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while any(client.outbox for client in clients) or len({client.seq for client in clients}) > 1:
            await asyncio.sleep(0.02)


def stored_notes(room: TestRoom) -> dict[int, str]:
    return {
        event.seq: event.data["text"] for event in RoomEvent.objects.filter(session=room.session, type="note.added")
    }


def nothing_lost(clients: list[Phone], stored: dict[int, str], written: int) -> None:
    acknowledged = {seq: op for client in clients for op, seq in client.acked.items()}
    assert len(acknowledged) == written == sum(len(client.acked) for client in clients)
    assert stored == acknowledged
    assert [client.notes for client in clients] == [acknowledged] * len(clients)


KILLS = [pytest.param(10, id="10 times"), pytest.param(200, id="200 times", marks=pytest.mark.nightly)]


@pytest.mark.parametrize("kills", KILLS)
async def test_kill_9_in_mid_session_loses_nothing_acknowledged(server, room, kills):
    clients = await db(phones, room, server, 4)
    each = kills * 6
    with alive(clients):
        writing = [asyncio.ensure_future(client.write(each, 0.05)) for client in clients]
        for _ in range(kills):
            returns = [client.returns for client in clients]
            await asyncio.sleep(0.3 * random.random())
            await asyncio.to_thread(server.kill_worker)
            async with asyncio.timeout(20):
                while any(client.returns <= before for client, before in zip(clients, returns, strict=True)):
                    await asyncio.sleep(0.01)
        await asyncio.gather(*writing)
        await settled(clients)
    nothing_lost(clients, await db(stored_notes, room), 4 * each)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
async def test_what_a_phone_kept_without_a_line_is_sent_at_a_pace_that_the_room_takes(server, room):
    (phone,) = await db(phones, room, server, 1)
    commands = [
        {"type": "note.add", "op": f"kept-note-{n:03d}", "activity": "ideas", "text": f"{n}"} for n in range(120)
    ]
    asked = {"origin": server.origin, "code": room.session.code, "cookie": phone.cookie, "commands": commands}
    node = await asyncio.create_subprocess_exec(
        "node", str(Path(__file__).with_name("line.mjs")), json.dumps(asked), stdout=asyncio.subprocess.PIPE
    )
    told = json.loads((await node.communicate())[0])
    assert told == {"left": 0, "states": ["connecting", "online"]}
    assert await db(RoomEvent.objects.filter(session=room.session, type="note.added").count) == 120


async def test_a_server_that_is_started_anew_tells_its_phones_and_has_them_back(server, room):
    clients = await db(phones, room, server, 4)
    with alive(clients):
        writing = [asyncio.ensure_future(client.write(40, 0.03)) for client in clients]
        await asyncio.sleep(0.5)
        lines = [client.line for client in clients]
        before = server.worker()
        os.kill(server.process.pid, signal.SIGHUP)
        async with asyncio.timeout(10):
            await asyncio.gather(*[line.wait_closed() for line in lines])
            while any(client.returns < 2 for client in clients):
                await asyncio.sleep(0.02)
        await asyncio.gather(*writing)
        await settled(clients)
    assert [line.close_code for line in lines] == [1012] * 4
    assert server.worker() != before
    nothing_lost(clients, await db(stored_notes, room), 160)


async def test_daphne_says_goodbye_too(server, room):
    with serving("daphne") as running:
        clients = await db(phones, room, running, 4)
        await asyncio.gather(*[client.connect() for client in clients])
        for client in clients:
            op = f"last-words-{client.cookie[-4:].replace('_', '-')}"
            await client.say("note.add", op, activity="ideas", text=op)
        listening = [asyncio.ensure_future(client.listen()) for client in clients]
        await asyncio.sleep(0.2)
        await asyncio.to_thread(running.stop)
        await asyncio.gather(*listening)
        assert [client.line.close_code for client in clients] == [4012] * 4
        await asyncio.to_thread(running.start)
        await asyncio.gather(*[client.connect() for client in clients])
        await asyncio.gather(*[client.until(lambda c=client: not c.outbox) for client in clients])
        stored = await db(stored_notes, room)
        await asyncio.gather(*[client.until(lambda c=client: c.notes == stored) for client in clients])
    nothing_lost(clients, stored, 4)


class Redis:
    """One that can be stopped and started on the same port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = str(find("redis-server"))
        words = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.mark.skipif(find("redis-server") is None, reason="redis-server is not installed")
async def test_redis_may_go_and_come_while_two_processes_share_a_room(server, room):
    doorbell = Redis()
    doorbell.start()
    url = f"redis://127.0.0.1:{doorbell.port}/0"
    try:
        with serving("forking", REDIS_URL=url) as one, serving("forking", REDIS_URL=url) as two:
            clients = await db(phones, room, one, 2) + await db(phones, room, two, 2)
            with alive(clients):
                writing = [asyncio.ensure_future(client.write(60, 0.05)) for client in clients]
                for _ in range(2):
                    await asyncio.sleep(0.5)
                    await asyncio.to_thread(doorbell.stop)
                    await asyncio.sleep(0.7)
                    await asyncio.to_thread(doorbell.start)
                await asyncio.gather(*writing)
                await settled(clients)
    finally:
        doorbell.stop()
    assert [client.returns for client in clients] == [1] * 4, "nobody's line broke"
    nothing_lost(clients, await db(stored_notes, room), 240)


def cloned(url: str) -> None:
    """The tests' database as it stands, in another cluster."""
    dump = subprocess.run([str(find("pg_dump")), "-O", database_url()], check=True, capture_output=True)
    with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE participate")
    subprocess.run([str(find("psql")), "-q", url], input=dump.stdout, check=True, stdout=subprocess.DEVNULL)


def crash(url: str) -> None:
    """PostgreSQL stops without a word to anyone and comes back."""
    with psycopg.connect(url) as asking:
        found = asking.execute("SHOW data_directory").fetchone()
    folder = found[0] if found else ""
    words = [str(find("pg_ctl")), "-D", folder, "-m", "immediate", "-w", "restart", "-l", "/dev/null"]
    subprocess.run(_as_service_user(words), check=True, stdout=subprocess.DEVNULL, cwd="/")


async def test_postgresql_may_crash_in_mid_session(server, room):
    if connection.vendor != "postgresql":
        pytest.skip("a file has no server that could crash")
    clients = await db(phones, room, server, 4)
    with ExitStack() as stack:
        url = stack.enter_context(postgres(LASTING))
        await asyncio.to_thread(cloned, url)
        running = stack.enter_context(serving("forking", DATABASE_URL=url))
        for client in clients:
            client.server = running
        with alive(clients):
            writing = [asyncio.ensure_future(client.write(60, 0.05)) for client in clients]
            for _ in range(2):
                await asyncio.sleep(1)
                await asyncio.to_thread(crash, url)
            await asyncio.gather(*writing)
            await settled(clients)
        with psycopg.connect(url) as reading:
            found = reading.execute(
                "SELECT seq, data->>'text' FROM realtime_roomevent WHERE session_id = %s AND type = 'note.added'",
                [room.session.pk],
            )
            stored = {int(seq): str(text) for seq, text in found.fetchall()}
    nothing_lost(clients, stored, 240)
