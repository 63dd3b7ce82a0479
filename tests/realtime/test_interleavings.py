"""However commands, lost lines, resends, delays, kills and resumes are woven together, all end with the same room.

The engine's own code on a database, in two server processes that share it; only lines and time are the test's. Every
acknowledged command is in the log once, and nothing is in the log that nobody sent.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime.consumer import RoomConsumer
from realtime.domain.public import public_room
from realtime.engine.admission import Asking, admit, fetch, fetch_last
from realtime.engine.hub import Hub
from realtime.engine.outbox import Outbox
from realtime.engine.room import RECENT, LiveRoom, Socket
from realtime.enums import SeatRole
from realtime.models import RoomEvent, Seat, Session
from realtime.operations import commit as door
from realtime.operations.commit import Submission, commit
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.queries import log
from realtime.queries.log import RoomsHeld, room_of
from tests.realtime.rooms import AGENDA, NUMBERS, TestRoom, make_room

MOST = 8


class Process(Hub):
    """A server process: its hub, its memory of rooms, and what waits for its writer."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self.held = RoomsHeld()
        self.jobs: list[Submission] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        before = door.HELD, log.HELD
        door.HELD = log.HELD = self.held
        try:
            yield
        finally:
            door.HELD, log.HELD = before

    def act(self, socket: Socket, command: Any) -> None:
        submission = Submission(socket.admission.session, socket.admission.seat, command)
        self._asking.setdefault((submission.session, submission.seat, command.op), []).append(socket)
        self.jobs.append(submission)

    def write(self, now: Any) -> Any:
        """One turn of the writer."""
        jobs, self.jobs = self.jobs, []
        return commit(jobs, now=now) if jobs else None

    def _read_holes(self, session: int) -> None:
        """What the desk does, at once."""
        if room := self.rooms.get(session):
            assert room.grow(*fetch(session, room.room.seq))


class Phone:
    """A client as docs/live-protocol.md has it. What it says and hears waits on its line until it is carried over."""

    def __init__(self, place: int, code: str, token: str, seat: int) -> None:
        self.place, self.code, self.token, self.seat = place, code, token, seat
        self.seq, self.numbers = -1, 0
        self.notes: dict[int, list[Any]] = {}
        self.themes: dict[int, str] = {}
        self.outbox: dict[str, dict[str, Any]] = {}
        self.sent: dict[str, dict[str, Any]] = {}
        self.acked: dict[str, int] = {}
        self.refused: set[str] = set()
        self.up: deque[str] = deque()
        self.down: deque[str] = deque()
        self.process: Process | None = None
        self.consumer: RoomConsumer | None = None

    def connect(self, process: Process) -> None:
        self.drop()
        self.process = process
        down = self.down = deque()

        async def send(message: dict[str, Any]) -> None:
            down.append(message["text"])

        self.consumer = RoomConsumer()
        [admission] = admit([Asking(self.code, {f"seat_{self.code}": self.token}, False)])
        socket = self.consumer.socket = Socket(admission, Outbox(send), "en")
        self.consumer.hub, self.consumer.strikes = process, 0
        if admission.session not in process.rooms:
            process.rooms[admission.session] = LiveRoom(admission.session, *fetch_last(admission.session, RECENT))
        self.consumer.room = process.rooms[admission.session]
        self.consumer.room.sockets.add(socket)
        self.tell({"type": "hello", "v": 1, "after": self.seq})
        for command in self.outbox.values():
            self.tell(command)

    def drop(self) -> None:
        """The line breaks: what was on it in either direction is gone."""
        if self.process is not None and self.consumer is not None:
            self.process.leave(self.consumer.socket)
        self.process = self.consumer = None
        self.up.clear()
        self.down = deque()

    def tell(self, message: dict[str, Any]) -> None:
        if self.process is not None:
            self.up.append(json.dumps(message))

    def ask(self, name: str, fields: dict[str, Any]) -> None:
        self.numbers += 1
        op = f"phone-{self.place}-{self.numbers:04d}"
        self.sent[op] = self.outbox[op] = {"type": name, "op": op, **fields}
        self.tell(self.outbox[op])

    def carry(self, up: int, down: int) -> None:
        for _ in range(min(up, len(self.up))):
            with self.process.running():
                self.consumer.read(self.consumer.socket, self.up.popleft())
        for _ in range(min(down, len(self.down))):
            self.hear(json.loads(self.down.popleft()))

    def hear(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "snapshot":
            room = frame["room"]
            self.seq = room["seq"]
            self.notes = {int(id): [note["text"], note["theme"]] for id, note in room["notes"].items()}
            self.themes = {int(id): title for id, title in room["themes"].items()}
        elif frame["type"] == "events":
            for event in frame["events"]:
                if event["seq"] > self.seq:
                    assert event["seq"] == self.seq + 1, "a hole"
                    self.apply(event["type"], event["data"], event["seq"])
        elif frame["type"] in ("ack", "refused"):
            self.outbox.pop(frame["op"], None)
            if frame["type"] == "ack":
                assert self.acked.setdefault(frame["op"], frame["seq"]) == frame["seq"], "acknowledged twice, otherwise"
            else:
                self.refused.add(frame["op"])
        assert frame["type"] != "error", frame

    def apply(self, name: str, data: dict[str, Any], seq: int) -> None:
        self.seq = seq
        if name == "note.added":
            self.notes[seq] = [data["text"], 0]
        elif name == "note.withdrawn":
            self.notes[data["note"]][0] = ""
        elif name == "note.placed":
            self.notes[data["note"]][1] = data["theme"]
        elif name.startswith("theme."):
            self.themes[data.get("theme", seq)] = data["title"]


NUMBER = st.integers(1, 20)
SAY = st.one_of(
    st.builds(lambda t: ("note.add", {"activity": "ideas", "text": t}), st.sampled_from(["Shade", "Benches", "ظل"])),
    st.builds(lambda n: ("note.withdraw", {"note": n}), NUMBER),
    st.builds(lambda n, t: ("note.place", {"note": n, "theme": t}), NUMBER, st.integers(0, 20)),
    st.builds(lambda t: ("theme.add", {"title": t}), st.sampled_from(["Streets", "Water"])),
    st.builds(lambda n: ("theme.rename", {"theme": n, "title": "Renamed"}), NUMBER),
)
WHO, WHICH = st.integers(0, MOST - 1), st.integers(0, 1)
SAYS = st.tuples(st.just("say"), WHO, SAY)
CARRIES = st.tuples(st.just("carry"), WHO, st.tuples(st.integers(0, 4), st.integers(0, 4)))
FLOWS = st.tuples(st.just("flow"), WHICH, st.none())
WRITES = st.tuples(st.just("write"), WHICH, st.none())
FAULTS = st.one_of(
    st.tuples(st.just("heartbeat"), WHICH, st.none()),
    st.tuples(st.just("connect"), WHO, WHICH),
    st.tuples(st.just("drop"), WHO, st.none()),
    st.tuples(st.just("resend"), WHO, st.integers(0, 50)),
    st.tuples(st.just("kill"), WHICH, st.booleans()),
)
STEP = st.one_of(SAYS, SAYS, SAYS, CARRIES, CARRIES, FLOWS, WRITES, FAULTS, FAULTS)


class Hall:
    """Two processes over one database, and the phones of a room; the first of them leads."""

    def __init__(self, room: TestRoom, phones: int, loop: asyncio.AbstractEventLoop) -> None:
        self.room, self.loop = room, loop
        self.processes = [Process(loop), Process(loop)]
        seats = [join(session=room.session, actor=None, now=room.now) for _ in range(phones)]
        Seat.objects.filter(pk=seats[0][0].pk).update(role=SeatRole.COFACILITATOR)
        self.phones = [Phone(n, room.session.code, token, seat.pk) for n, (seat, token) in enumerate(seats)]
        for phone in self.phones:
            phone.connect(self.processes[phone.place % 2])

    def do(self, name: str, who: int, what: Any) -> None:
        phone, process = self.phones[who % len(self.phones)], self.processes[who % 2]
        if name == "say":
            phone.ask(*what)
        elif name == "carry":
            phone.carry(*what)
        elif name == "flow":
            for each in self.phones:
                each.carry(3, 3)
        elif name in ("write", "heartbeat"):
            getattr(self, name)(process)
        elif name == "connect":
            phone.connect(self.processes[what])
        elif name == "drop":
            phone.drop()
        elif name == "resend" and phone.sent:
            phone.tell(list(phone.sent.values())[what % len(phone.sent)])
        elif name == "kill":
            self.kill(who % 2, after_commit=what)

    def write(self, process: Process) -> None:
        with process.running():
            if committed := process.write(self.room.now):
                process._settle(committed)

    def heartbeat(self, process: Process) -> None:
        with process.running():
            process._read_holes(self.room.session.pk)

    def kill(self, which: int, *, after_commit: bool) -> None:
        """Its memory and its lines are gone; ``after_commit``: what it had just written was told to nobody."""
        if after_commit:
            with self.processes[which].running():
                self.processes[which].write(self.room.now)
        for phone in self.phones:
            if phone.process is self.processes[which]:
                phone.drop()
        self.processes[which] = Process(self.loop)

    def come_to_rest(self) -> None:
        """Every line comes back and everything is carried over."""
        for phone in self.phones:
            if phone.process is None:
                phone.connect(self.processes[phone.place % 2])
        for _ in range(3):
            for phone in self.phones:
                phone.carry(1000, 1000)
            for process in self.processes:
                self.write(process)
            for process in self.processes:
                self.heartbeat(process)
        for phone in self.phones:
            phone.carry(1000, 1000)

    def check(self) -> None:
        session = Session.objects.get(pk=self.room.session.pk)
        with Process(self.loop).running():
            whole = public_room(room_of(session))
        notes = {int(id): [note["text"], note["theme"]] for id, note in whole["notes"].items()}
        themes = {int(id): title for id, title in whole["themes"].items()}
        for phone in self.phones:
            assert (phone.seq, phone.notes, phone.themes) == (whole["seq"], notes, themes)
            assert phone.outbox == {}
            assert phone.acked.keys() | phone.refused == phone.sent.keys()
            assert not phone.acked.keys() & phone.refused
        rows = RoomEvent.objects.filter(session=session).exclude(seat=self.room.facilitator).values_list("op", "seq")
        told = {f"{phone.seat}:{op}": seq for phone in self.phones for op, seq in phone.acked.items()}
        assert dict(rows) == told
        assert len(rows) == len(told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "examples", [pytest.param(30, id="some"), pytest.param(1500, id="many", marks=pytest.mark.nightly)]
)
def test_every_interleaving_ends_with_the_same_room_everywhere(cast, now, examples):
    room = make_room(cast.chidi, now, agenda=AGENDA)
    loop = asyncio.new_event_loop()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(2, MOST), st.lists(STEP, min_size=40, max_size=160))
    def woven(phones, steps):
        hall = Hall(opened(room, cast.chidi), phones, loop)
        for step in steps:
            hall.do(*step)
        hall.come_to_rest()
        hall.check()

    woven()
    loop.close()


def opened(room: TestRoom, lead: Any) -> TestRoom:
    """Another session of the same consultation, collecting notes."""
    words = {"title": f"Hall {next(NUMBERS)}", "agenda": AGENDA, "language": "en"}
    session = prepare_session(actor=lead, consultation=room.session.consultation, now=room.now, **words)
    seat, _ = join(session=session, actor=lead, now=room.now)
    another = TestRoom(session, seat, room.now)
    another.lead("room.open")
    another.lead("activity.open", activity="ideas")
    return another
