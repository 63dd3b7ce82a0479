"""Several processes share one room over Redis: what is said in one is seen in the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from realtime.documents.frames import CHANGE, CURSOR, write_have
from realtime.domain.activity import Activity
from tests.cast import Cast
from tests.realtime.rooms import NUMBERS, TestRoom, make_room
from tests.realtime.servers import Client, Server, db, serving
from tests.realtime.test_server import open_room, people, phones, server
from tests.services import ServiceMissingError, redis

__all__ = ["open_room", "people", "server"]

CURSOR_IN_TEXT = bytes([CURSOR, 4]) + b"text"


@pytest.fixture
def two_servers(server: Server) -> Iterator[tuple[Server, Server]]:
    """Two processes over one database and one Redis."""
    try:
        with redis() as url, serving(REDIS_URL=url) as one, serving(REDIS_URL=url) as two:
            yield one, two
    except ServiceMissingError as error:
        pytest.skip(str(error))


async def test_two_processes_share_a_room_over_redis(two_servers, open_room):
    one, two = two_servers
    (here,) = await db(phones, open_room, one, 1)
    (there,) = await db(phones, open_room, two, 1)
    await asyncio.gather(here.connect(), there.connect())
    await asyncio.sleep(1.5)
    waits = []
    for number in range(20):
        writer, reader = (here, there) if number % 2 else (there, here)
        began = time.monotonic()
        await writer.say("note.add", f"redis-op-{number:03d}", activity="ideas", text=f"Note {number}")
        await reader.until(lambda r=reader, n=number: len(r.notes) > n)
        waits.append(time.monotonic() - began)
        await writer.until(lambda w=writer, n=number: len(w.notes) > n)
    await here.until(lambda: not here.outbox)
    assert here.notes == there.notes == {seq: f"Note {seq - 3}" for seq in range(3, 23)}
    assert sorted(waits)[10] < 0.5, "the doorbell, not the heartbeat, should bring most"
    counts = [frame["people"] for frame in here.frames if frame["type"] == "presence"]
    await here.until(lambda: any(f["type"] == "presence" and f["people"] == 2 for f in here.frames), 15)
    assert counts


@pytest.fixture
def writing(people: Cast, now) -> TestRoom:
    text = Activity("text", "write", "Text", "What do we ask for?", settings={"text": "We ask for shade."})
    room = make_room(people.chidi, now, (text,), slug=f"room-{next(NUMBERS)}")
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    return room


async def test_who_writes_sees_where_others_write_in_another_process(two_servers, writing):
    lines = [(await db(phones, writing, each, 1))[0] for each in two_servers]
    for each in lines:
        await each.connect()
        await each.line.send(write_have("text", b"\0"))
        await frame_of(each, CHANGE)
    here, there = lines
    for where in (b"\x01", b""):
        await there.line.send(CURSOR_IN_TEXT + b"mine")
        await asyncio.sleep(1)
        await here.line.send(CURSOR_IN_TEXT + where)
        frame = await frame_of(there, CURSOR)
        who = frame[len(CURSOR_IN_TEXT) : len(CURSOR_IN_TEXT) + 2]
        assert frame == CURSOR_IN_TEXT + who + bytes([len(where)]) + where


async def frame_of(client: Client, kind: int) -> bytes:
    """The next binary frame of ``kind`` that ``client`` gets."""
    async with asyncio.timeout(10):
        while True:
            frame = await client.line.recv()
            if isinstance(frame, bytes) and frame[0] == kind:
                return frame
