"""The sockets of one process of the load client, in one loop: reads, writes what is due, counts what came."""

from __future__ import annotations

import heapq
import os
import select
import ssl
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from realtime.load.line import BINARY, CLOSE, PING, PONG, TEXT, Line, LineError, split
from realtime.load.plan import Hall, Plan
from realtime.load.speech import Heard, Speech

SAY_SEEN_EVERY = 4_000_000
MOST_UNSEEN = 64 * 1024
LEAST_PAUSE = 66_000
PATIENCE = 60_000_000


@dataclass(slots=True, eq=False)
class Person:
    """One socket. ``writer`` is its place among those who write, -1 for none; ``number`` of its next change."""

    hall: int
    cookie: str
    writer: int
    frozen: bool
    line: Line | None = None
    after: int = -1
    greeted: bool = False
    number: int = 0
    due: int = 0
    unseen: int = 0
    unanswered: dict[int, bytes] = field(default_factory=dict)


def micros() -> int:
    return time.monotonic_ns() // 1000


def share(plan: Plan, place: int) -> list[Person]:
    """The sockets of process ``place``, dealt out so that each process has some of every hall and of its writers."""
    everyone = []
    for number, hall in enumerate(plan.halls):
        for seat in range(hall.sockets + plan.frozen):
            cookie = hall.cookies[seat] if seat < len(hall.cookies) else ""
            frozen = seat >= hall.sockets
            everyone.append(Person(number, cookie, seat if seat < hall.writers and not frozen else -1, frozen))
    return everyone[place :: plan.processes]


class Crowd:
    """Reads and writes all its lines; counts what every frame delivered to whom."""

    def __init__(self, plan: Plan, place: int, run: str) -> None:
        self.plan = plan
        self.people = share(plan, place)
        module, _, name = plan.speech.partition(":")
        self.speech: Speech = getattr(import_module(module), name)(run)
        self.tls = _tls(plan) if plan.halls[0].socket.startswith("wss") else None
        self.poll = select.epoll()
        self.by_number: dict[int, Person] = {}
        self.turns: list[tuple[int, int, Person]] = []
        self.heard: list[Heard] = []
        self.delivered: Counter[int] = Counter()
        self.twice = self.holes = self.cut = self.refused = self.sent = self.answered = 0
        self.end = self.last_news = 0
        self.counting = True
        self._frames: dict[bytes, Heard] = {}
        self._chunk: tuple[bytes, list[Heard]] = (b"", [])
        self._seen_from = self._seen_done = 0
        self.orders: list[str] = []
        self._order = b""
        self.poll.register(sys.stdin.fileno(), select.EPOLLIN)

    def dial(self, person: Person) -> None:
        hall: Hall = self.plan.halls[person.hall]
        address = urlsplit(hall.socket)
        headers = {"Origin": hall.origin, **({"Cookie": person.cookie} if person.cookie else {})}
        path = self.speech.path(address.path, bool(person.cookie))
        person.greeted = False
        person.line = Line(address, path, headers, self.tls)
        self.by_number[person.line.number] = person
        self.poll.register(person.line.number, select.EPOLLIN | select.EPOLLOUT)

    def hang_up(self, person: Person) -> None:
        if person.line is not None:
            self.poll.unregister(person.line.number)
            del self.by_number[person.line.number]
            person.line.close()
        person.line, person.greeted = None, False

    def turn(self, timeout: float) -> None:
        """One round: what has come is read, what waits for a free line is written, what is due is said."""
        for number, events in self.poll.poll(timeout, 64):
            if number == sys.stdin.fileno():
                self.read_orders()
            person = self.by_number.get(number)
            if person is None or person.line is None:
                continue
            try:
                if events & select.EPOLLOUT:
                    person.line.flush()
                if events & ~select.EPOLLOUT:
                    self.read(person, person.line)
                if events & select.EPOLLOUT and person.line and not person.line.wants_write:
                    self.poll.modify(number, select.EPOLLIN)
            except (LineError, OSError):
                self.cut += 1
                self.hang_up(person)
        self.write_due()

    def read_orders(self) -> None:
        """Whoever leads ends this process by closing its standard input."""
        data = os.read(sys.stdin.fileno(), 1 << 16)
        if not data:
            os._exit(0)
        *whole, self._order = (self._order + data).split(b"\n")
        self.orders += [line.decode() for line in whole]

    def read(self, person: Person, line: Line) -> None:
        before = line.upgraded
        data = line.receive()
        now = micros()
        if line.upgraded and not before:
            self.greet(person, line)
        if not data:
            return
        known = not line.rest and data == self._chunk[0]
        frames = self._chunk[1] if known else list(self._read_frames(line, data))
        for heard in frames:
            self.take(person, heard, now)
        self.notice(person, line, len(data))

    def greet(self, person: Person, line: Line) -> None:
        """Says hello, and again what has no answer."""
        for frame in [*self.speech.hello(person.after), *person.unanswered.values()]:
            self.say(line, self.speech.opcode, frame)

    def _read_frames(self, line: Line, data: bytes) -> Iterator[Heard]:
        whole = not line.rest
        found, line.rest = split(line.rest + data)
        frames = []
        for opcode, payload in found:
            if opcode in (TEXT, BINARY):
                frames.append(self._understood(payload))
            elif opcode == PING:
                self.say(line, PONG, payload)
            elif opcode == CLOSE:
                raise LineError("the server closed the line")
        if whole and not line.rest and all(opcode in (TEXT, BINARY) for opcode, _ in found):
            self._chunk = (data, frames)
        yield from frames

    def _understood(self, payload: bytes) -> Heard:
        """Frames are the same bytes for everyone, so each is read once."""
        if payload not in self._frames:
            if len(self._frames) > 64:
                self._frames.clear()
            heard = self._frames[payload] = self.speech.read(payload)
            if heard.dues:
                self.heard.append(heard)
        return self._frames[payload]

    def take(self, person: Person, heard: Heard, now: int) -> None:
        if heard.greets and not person.greeted:
            person.greeted = True
            if person.frozen and person.line is not None:
                self.poll.unregister(person.line.number)
        if heard.first:
            fresh = heard.first < 0 or heard.first == person.after + 1
            if not fresh and heard.first <= person.after:
                self.twice += min(heard.last, person.after) - heard.first + 1
            elif not fresh and person.after >= 0:
                self.holes += 1
            person.after = max(person.after, heard.last)
        if heard.dues and self.counting:
            tenth = now // 100
            heard.arrivals[tenth] = heard.arrivals.get(tenth, 0) + 1
            self.delivered[person.hall] += len(heard.dues)
            self.last_news = now
        for writer, number in heard.answers:
            if writer in (-1, person.writer):
                self.answer(person, number, heard.refused, now)
        if heard.behind and person.line is not None:
            self.greet(person, person.line)

    def notice(self, person: Person, line: Line, size: int) -> None:
        """As the browser does: what has been seen is said after so many bytes, too."""
        person.unseen += size
        if person.unseen > MOST_UNSEEN:
            person.unseen = 0
            if frame := self.speech.seen(person.after):
                self.say(line, self.speech.opcode, frame)

    def answer(self, person: Person, number: int, refused: bool, now: int) -> None:
        """To one of the person's own changes, -1 to the oldest that has none yet."""
        oldest = next(iter(person.unanswered), -1)
        if person.unanswered.pop(number if number >= 0 else oldest, None) is None:
            return
        self.answered += not refused
        self.refused += refused
        if not self.plan.rate:
            self._again(person, max(now, person.due + LEAST_PAUSE))

    def say(self, line: Line, opcode: int, payload: bytes) -> None:
        line.send(opcode, payload)
        if line.wants_write:
            self.poll.modify(line.number, select.EPOLLIN | select.EPOLLOUT)

    def _again(self, person: Person, due: int) -> None:
        if due < self.end:
            heapq.heappush(self.turns, (due, id(person), person))

    def write_due(self) -> None:
        now = micros()
        while self.turns and self.turns[0][0] <= now:
            due, _, person = heapq.heappop(self.turns)
            hall = self.plan.halls[person.hall]
            change = self.speech.change(hall.activity, person.writer, person.number, due)
            person.unanswered[person.number] = change
            person.number, person.due = person.number + 1, due
            self.sent += 1
            if self.plan.rate:
                self._again(person, due + int(1e6 * hall.writers / self.plan.rate))
            if person.line is not None and person.greeted:
                self.say(person.line, self.speech.opcode, change)
        self._say_seen(now)

    def _say_seen(self, now: int) -> None:
        """As the browser does: every few seconds, spread out."""
        if not self._seen_from:
            return
        round_, place = divmod(now - self._seen_from, SAY_SEEN_EVERY)
        upto = int(round_) * len(self.people) + place * len(self.people) // SAY_SEEN_EVERY
        for each in range(self._seen_done, min(upto, self._seen_done + 50)):
            person = self.people[each % len(self.people)]
            if person.greeted and not person.frozen and person.line and (frame := self.speech.seen(person.after)):
                self.say(person.line, self.speech.opcode, frame)
        self._seen_done = upto

    def busy_until(self, ready: Any, limit: int = PATIENCE) -> None:
        """Turns until ``ready()`` or for ``limit`` µs; SIGTERM and a closed standard input end the process."""
        until = micros() + limit
        while not ready() and (now := micros()) < until:
            wait = min(self.turns[0][0] - now, 20_000) if self.turns else 20_000
            self.turn(max(wait, 0) / 1e6)


def _tls(plan: Plan) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=plan.trust or None)
