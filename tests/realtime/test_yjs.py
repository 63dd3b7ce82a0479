"""Yjs from npm and pycrdt on one text, over real sockets that drop, double and reorder, and servers that are killed."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from consultations.people.models import Participant
from realtime.domain.activity import Activity
from realtime.models import Draft, DraftChange, DraftWriter
from realtime.operations.drafts import FOLD_AFTER, KEPT
from realtime.operations.join import join
from realtime.queries.drafts import document_of
from tests.cast import Cast, make
from tests.database import fresh_database
from tests.realtime.rooms import NUMBERS, TestRoom, make_room
from tests.realtime.servers import Client, Server, db, serving

SCRIPT = Path(__file__).with_name("yjs_clients.mjs")
TEXT = Activity("text", "write", "Text", "What do we ask for?", settings={"text": "We ask for shade 😀.\nمقاعد"})

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """One Daphne over a fresh database for the whole file."""
    with django_db_blocker.unblock():
        fresh_database()
        with serving() as running:
            yield running
        connections.close_all()
        fresh_database()


@pytest.fixture
def writing(server: Server, now) -> TestRoom:
    names = {each.name: Participant.objects.filter(email=f"{each.name}@example.org").first() for each in fields(Cast)}
    people = Cast(**names) if all(names.values()) else make()
    room = make_room(people.chidi, now, (TEXT,), slug=f"room-{next(NUMBERS)}")
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    return room


def cookies(room: TestRoom, count: int) -> list[str]:
    tokens = [join(session=room.session, actor=None, now=room.now)[1] for _ in range(count)]
    return [f"seat_{room.session.code}={token}" for token in tokens]


async def play(room: TestRoom, server: Server, *, clients: int, edits: int, kills: int, pace: int, seconds: int):
    """What each client ends with, after ``kills`` times kill -9 of the server while they write."""
    asked = {
        "origin": server.origin,
        "code": room.session.code,
        "cookies": await db(cookies, room, clients),
        "edits": edits,
        "pace": pace,
        "seed": 7,
        "seconds": seconds,
    }
    node = await asyncio.create_subprocess_exec(
        "node", str(SCRIPT), json.dumps(asked), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    ended = asyncio.ensure_future(node.communicate())
    for _ in range(kills):
        await asyncio.sleep(4)
        server.kill()
        await asyncio.to_thread(server.start)
    out, err = await ended
    assert node.returncode == 0, err.decode()
    return json.loads(out)


async def check(room: TestRoom, server: Server, **script: int) -> Draft:
    ended = await play(room, server, **script)
    draft = await db(lambda: Draft.objects.get(session=room.session))
    document = await db(document_of, draft)
    assert [each["lost"] for each in ended] == [[]] * len(ended)
    assert [each["saved"] for each in ended] == [True] * len(ended)
    assert [each["text"] == document.text for each in ended] == [True] * len(ended)
    assert len({each["state"] for each in ended}) == 1, "the documents differ, byte by byte"
    assert {int(client): clock for client, clock in ended[0]["vector"].items()} == document.vector
    stored = await db(lambda: DraftChange.objects.filter(draft=draft).count())
    assert stored <= FOLD_AFTER + KEPT
    assert await db(lambda: DraftWriter.objects.filter(draft=draft).values("seat").distinct().count()) == len(ended)
    assert "".join(passage.text for passage in document.passages()) == document.text
    return draft


async def test_all_clients_end_with_one_text(server, writing):
    await check(writing, server, clients=6, edits=600, kills=1, pace=40, seconds=60)


@pytest.mark.nightly
async def test_ten_thousand_edits_by_eight_clients(server, writing):
    draft = await check(writing, server, clients=8, edits=10_000, kills=4, pace=60, seconds=200)
    assert draft.number > FOLD_AFTER


async def test_odd_binary_frames_end_a_line_and_change_nothing(server, writing):
    (cookie,) = await db(cookies, writing, 1)
    client = Client(server, writing.session.code, cookie)
    await client.connect()
    for frame in [b"\x09\x04text", b"\x02\x04text\x02ab", b"\x01\x04text\xff"]:
        await client.line.send(frame)
    await client.listen()
    errors = [(frame["field"], frame["strikes"]) for frame in client.frames if frame["type"] == "error"]
    assert (errors, client.line.close_code) == ([("kind", 1), ("op", 2), ("update", 3)], 4008)
    assert not await db(Draft.objects.filter(session=writing.session).exists)


async def test_a_reader_without_a_seat_reads_the_text_and_may_not_change_it(server, writing):
    client = Client(server, writing.session.code)
    await client.connect()
    await client.line.send(b"\x01\x04text\x00")
    while not isinstance(frame := await asyncio.wait_for(client.line.recv(), 10), bytes):
        client.take(json.loads(frame))
    assert frame[:7] == b"\x02\x04text\x00"
    assert "We ask for shade 😀.".encode() in frame
    await client.line.send(b"\x02\x04text\x08draft-01" + b"\x00\x00")
    while "draft-01" not in client.refused:
        client.take(json.loads(await asyncio.wait_for(client.line.recv(), 10)))
    assert client.refused["draft-01"] == "no_seat"
