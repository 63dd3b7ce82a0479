"""A room on a real server with real sockets: everybody sees, nothing acknowledged is lost, nobody holds up others."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import fields
from io import StringIO
from typing import Any

import pytest
import websockets
from django.contrib.sessions.models import Session as SignIn
from django.core.management import call_command
from django.db import connections
from django.test import Client as Browser

from consultations.people.models import Participant, RoleGrant
from realtime.enums import SeatRole
from realtime.models import RoomEvent
from realtime.operations.commit import Submission, commit
from realtime.operations.join import join
from realtime.operations.people import give_role, mute, remove
from tests.cast import Cast, make
from tests.database import fresh_database
from tests.realtime.rooms import NUMBERS, TestRoom, ask, make_room
from tests.realtime.servers import Client, Server, db, serving


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """One Daphne over a fresh database for the whole file, with the cast in it."""
    with django_db_blocker.unblock():
        fresh_database()
        with serving() as running:
            yield running
        connections.close_all()
        fresh_database()


@pytest.fixture
def people(server: Server) -> Cast:
    names = {each.name: Participant.objects.filter(email=f"{each.name}@example.org").first() for each in fields(Cast)}
    return Cast(**names) if all(names.values()) else make()


@pytest.fixture
def open_room(people: Cast, now) -> TestRoom:
    room = make_room(people.chidi, now, slug=f"room-{next(NUMBERS)}")
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    return room


def phones(room: TestRoom, server: Server, count: int) -> list[Client]:
    found = []
    for _ in range(count):
        _seat, token = join(session=room.session, actor=None, now=room.now)
        found.append(Client(server, room.session.code, f"seat_{room.session.code}={token}"))
    return found


def signed_in(room: TestRoom, server: Server, person) -> Client:
    browser = Browser()
    browser.force_login(person)
    return Client(server, room.session.code, f"sessionid={browser.cookies['sessionid'].value}")


@pytest.mark.parametrize("kind", ["daphne", "uvicorn"])
async def test_a_note_appears_on_every_screen_and_is_in_the_database_first(server, open_room, kind):
    with nullcontext(server) if kind == "daphne" else serving(kind) as running:
        clients = await db(phones, open_room, running, 5)
        await asyncio.gather(*[client.connect() for client in clients])
        await clients[0].say("note.add", "phone-note-1", activity="ideas", text="مقاعد في الظل")
        await clients[0].until(lambda: "phone-note-1" in clients[0].acked)
        stored = await db(lambda: RoomEvent.objects.get(session=open_room.session, seq=3).data["text"])
        await asyncio.gather(*[client.until(lambda c=client: 3 in c.notes) for client in clients])
        assert [client.notes for client in clients] == [{3: stored}] * 5
        own = [frame for frame in clients[0].frames if frame["type"] == "yours"]
        assert (own[-1]["notes"], "seat" in json.dumps(clients[1].frames)) == ([3], False)


@pytest.mark.parametrize("kind", ["daphne", "uvicorn"])
async def test_a_room_that_has_said_much_is_told_whole_to_whoever_comes(server, open_room, kind):
    """Daphne's limit of a message holds for what it sends, too."""

    def fill() -> None:
        guest = open_room.guest()
        commands = [
            Submission(open_room.session.pk, guest.pk, ask("note.add", activity="ideas", text="ظ" * 500))
            for _ in range(80)
        ]
        commit(commands, now=open_room.now)

    await db(fill)
    with nullcontext(server) if kind == "daphne" else serving(kind) as running:
        for after in (-1, 2):
            (client,) = await db(phones, open_room, running, 1)
            client.seq = after
            await client.connect()
            await client.until(lambda c=client: len(c.notes) == 80)
            assert client.frames[0]["type"] == ("snapshot" if after < 0 else "events")


async def test_a_reader_that_never_reads_stalls_nobody(server, open_room):
    clients = await db(phones, open_room, server, 3)
    frozen = await db(phones, open_room, server, 2)
    await asyncio.gather(*[client.connect() for client in [*clients, *frozen]])
    for client in frozen:
        client.line.transport.pause_reading()
    slowest = 0.0
    for number in range(60):
        op = f"frozen-op-{number:04d}"
        began = time.monotonic()
        await clients[0].say("note.add", op, activity="ideas", text="x" * 500)
        await asyncio.gather(*[c.until(lambda c=c, n=number: len(c.notes) > n) for c in clients])
        slowest = max(slowest, time.monotonic() - began)
        await asyncio.sleep(0.03)
    assert len(clients[2].notes) == 60
    assert slowest < 2


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1.evil.example"]
)
async def test_other_pages_cannot_open_a_socket(server, open_room, origin):
    address = f"ws://127.0.0.1:{server.port}/ws/live/{open_room.session.code}/"
    with pytest.raises(websockets.InvalidStatus):
        await websockets.connect(address, origin=origin, open_timeout=10)


async def test_odd_frames_are_answered_by_field_and_end_after_three(server, open_room):
    (client,) = await db(phones, open_room, server, 1)
    await client.connect()
    for frame in ["{", '{"type":"note.add"}', '{"type":"dance"}']:
        await client.line.send(frame)
    await client.listen()
    errors = [(frame["field"], frame["strikes"]) for frame in client.frames if frame["type"] == "error"]
    assert (errors, client.line.close_code) == ([("frame", 1), ("op", 2), ("type", 3)], 4008)

    await client.connect()
    await client.line.send('{"type":"' + "x" * 65_536)
    await client.listen()
    assert client.line.close_code == 1006, "Daphne cuts the line at its own limit"

    await client.connect()
    for _ in range(200):
        await client.line.send('{"type":"seen","seq":1}')
    await client.listen()
    assert client.line.close_code == 4008


async def test_a_reader_without_a_seat_hears_all_and_may_say_nothing(server, open_room):
    client = Client(server, open_room.session.code)
    await client.connect()
    await client.say("note.add", "no-seat-op", activity="ideas", text="Hello")
    await client.until(lambda: client.refused)
    assert (client.refused, client.seq) == ({"no-seat-op": "no_seat"}, 2)


async def test_signing_out_and_losing_a_role_close_the_socket(server, open_room, people):
    amina, chidi = people.amina, people.chidi
    await db(join, session=open_room.session, actor=amina, now=open_room.now)
    resident = await db(signed_in, open_room, server, amina)
    facilitator = await db(signed_in, open_room, server, chidi)
    await asyncio.gather(resident.connect(), facilitator.connect())
    began = time.monotonic()
    key = resident.cookie.split("=")[1]
    await db(lambda: SignIn.objects.filter(session_key=key).delete())
    await db(lambda: RoleGrant.objects.filter(participant=chidi).delete())
    await asyncio.wait_for(asyncio.gather(resident.listen(), facilitator.listen()), 10)
    took = time.monotonic() - began
    await db(lambda: RoleGrant.objects.create(participant=chidi, role="facilitator", granted_at=open_room.now))
    assert (resident.line.close_code, facilitator.line.close_code) == (4403, 4403)
    assert took <= 5


async def test_being_removed_muted_or_given_a_role_closes_the_socket(server, open_room):
    clients = await db(phones, open_room, server, 4)
    await asyncio.gather(*[client.connect() for client in clients])
    await asyncio.gather(*[client.until(lambda c=client: c.seq >= 2) for client in clients])
    seats = await db(lambda: list(open_room.session.seats.filter(participant=None).order_by("pk")))
    lead = {"by": open_room.facilitator, "now": open_room.now}
    began = time.monotonic()
    await db(remove, seat=seats[0], reason="Threatens people.", **lead)
    await db(mute, seat=seats[1], reason="Floods the board.", **lead)
    await db(give_role, seat=seats[2], role=SeatRole.COFACILITATOR, **lead)
    await asyncio.wait_for(asyncio.gather(*[client.listen() for client in clients[:3]]), 10)
    assert ([client.line.close_code for client in clients[:3]], time.monotonic() - began <= 5) == ([4403] * 3, True)
    await clients[3].say("note.add", "still-here", activity="ideas", text="I am")
    await clients[3].until(lambda: "still-here" in clients[3].acked)
    await clients[0].connect()
    await clients[0].say("note.add", "back-again", activity="ideas", text="I am, too")
    await clients[0].until(lambda: clients[0].refused)
    assert clients[0].refused == {"back-again": "no_seat"}


async def test_two_tabs_of_one_person_count_once(server, open_room):
    """Both speak at the same time; a third line hears what counts."""
    (tab,) = await db(phones, open_room, server, 1)
    other, reader = Client(server, open_room.session.code, tab.cookie), Client(server, open_room.session.code)
    await asyncio.gather(*[client.connect() for client in (tab, other, reader)])
    for step, command, said, answers in (
        ("hours", "answer.give", ({"choices": [1]}, {"choices": [2, 3]}), ["acked", "acked"]),
        ("word", "note.add", ({"text": "Late"}, {"text": "late"}), ["acked", "said"]),
        ("views", "opinion.give", ({"item": -1, "vote": 1}, {"item": -1, "vote": 2}), ["acked", "acked"]),
        ("may", "consent.give", ({"stand": 4, "reason": "Loud"}, {"stand": 4, "reason": "Late"}), ["acked", "acked"]),
        ("mood", "note.add", ({"text": "Awake"}, {"text": "Tired"}), ["acked", "enough_notes"]),
    ):
        await db(lambda: open_room.lead("activity.close", activity=open_room.state().current))
        await db(open_room.lead, "activity.open", activity=step)
        ops = [f"tabs-{step}-{number}" for number in (1, 2)]
        both = list(zip((tab, other), ops, said, strict=True))
        await asyncio.gather(*[client.say(command, op, activity=step, **each) for client, op, each in both])
        await asyncio.gather(
            *[client.until(lambda c=client, o=op: o in c.acked or o in c.refused) for client, op, _each in both]
        )
        assert sorted(client.refused.get(op, "acked") for client, op, _each in both) == answers
    last = await db(open_room.state)
    await reader.until(lambda: reader.seq == last.seq)
    assert [last.voters(step) for step in ("hours", "views", "may")] == [1, 1, 1]
    assert [len(last.notes_in(step)) for step in ("word", "may", "mood")] == [1, 1, 1]
    told = [event["data"] for frame in reader.frames for event in frame.get("events", ())]
    assert [each["voters"] for each in told if each.get("activity") == "hours" and "tallies" in each][-1] == 1
    assert {frame["people"] for frame in tab.frames if frame["type"] == "presence"} == {1}


async def test_what_a_page_writes_reaches_the_sockets(server, open_room):
    """A form's commit happens in another process here: the heartbeat finds it without Redis."""
    (client,) = await db(phones, open_room, server, 1)
    await client.connect()
    await client.until(lambda: client.seq == 2)
    seat = await db(open_room.guest)
    await db(open_room.act, seat, "note.add", activity="ideas", text="From a form")
    await client.until(lambda: client.notes == {3: "From a form"}, 4)


async def test_the_load_client_finds_everything_delivered_once(server, open_room):
    """It joins by HTTP as a stranger would; one socket never reads and all lines are cut once."""
    page = f"{server.origin}/live/{open_room.session.code}/"
    options = {"sockets": 8, "frozen": 1, "storms": 1, "seconds": 1.0, "rate": 30.0, "processes": 2, "json": True}

    def run() -> dict[str, Any]:
        out = StringIO()
        call_command("loadtest_room", url=[page], pid=[server.process.pid], stdout=out, **options)
        return json.loads(out.getvalue())

    told = await db(run)
    counted = {name: told[name] for name in ("sent", "acknowledged", "delivered", "lost", "twice", "out_of_order")}
    assert counted == {"sent": 30, "acknowledged": 30, "delivered": 240, "lost": 0, "twice": 0, "out_of_order": 0}
    assert await db(RoomEvent.objects.filter(session=open_room.session, type="note.added").count) == 30
    assert told["storm_seconds"] is not None
    assert told["server_us"] is not None
