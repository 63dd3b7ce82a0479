"""One measured run: sockets that listen, a few that write at a steady rate, and what reached whom when.

A note is sent at its planned time and its delay counted from that time, so that a server which falls behind is not
flattered by a client that waits for it.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from realtime.load.socket import LoadSocket

MARK = re.compile(rb'"text":"load-(\d+)')
AT_ONCE = 50
MOST_BY_ONE = 10


@dataclass(frozen=True)
class Plan:
    """``cookies`` of those who write, one header each; ``socket`` the address of the room's socket."""

    socket: str
    origin: str
    activity: str
    sockets: int
    seconds: float
    rate: float
    cookies: list[str]


@dataclass(frozen=True)
class Measured:
    sockets: int
    seconds: float
    rate: float
    sent: int
    delivered: int
    lost: int
    twice: int
    out_of_order: int
    join_seconds: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    worst_ms: float


class Run:
    """Counts every note at every socket."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.planned: list[float] = []
        self.delays: list[float] = []
        self.got: Counter[int] = Counter()
        self.last: dict[LoadSocket, int] = {}
        self.twice = self.out_of_order = 0
        self._read: tuple[bytes, list[int]] = (b"", [])

    def heard(self, socket: LoadSocket, payload: bytes) -> None:
        """Frames are the same bytes for everyone, so each is searched once."""
        if self._read[0] != payload:
            marks = [int(mark) for mark in MARK.findall(payload)] if b'"snapshot"' not in payload[:24] else []
            self._read = (payload, marks)
        now = time.perf_counter()
        for mark in self._read[1]:
            self.delays.append(now - self.planned[mark])
            self.got[mark] += 1
            before = self.last.get(socket, -1)
            self.twice += mark == before
            self.out_of_order += mark < before
            self.last[socket] = max(mark, before)

    async def measure(self) -> Measured:
        """Raises ConnectionError when the room cannot be joined."""
        began = time.perf_counter()
        sockets = await self._join()
        joined = time.perf_counter() - began
        writers = sockets[: len(self.plan.cookies)]
        seen = asyncio.ensure_future(self._say_seen(sockets))
        await self._write(writers)
        await self._settle(len(sockets))
        seen.cancel()
        for socket in sockets:
            socket.transport.close()
        return self._summary(len(sockets), joined)

    async def _join(self) -> list[LoadSocket]:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(cookie: str) -> LoadSocket:
            async with gate:
                return await self._open(cookie)

        cookies = [*self.plan.cookies, *[""] * (self.plan.sockets - len(self.plan.cookies))]
        return list(await asyncio.gather(*[one(cookie) for cookie in cookies]))

    async def _open(self, cookie: str) -> LoadSocket:
        address = urlsplit(self.plan.socket)
        headers = {"Origin": self.plan.origin, **({"Cookie": cookie} if cookie else {})}
        path = address.path + ("" if cookie else "?as=reader")
        loop = asyncio.get_running_loop()
        _transport, socket = await loop.create_connection(
            lambda: LoadSocket(address.netloc, path, headers, self.heard), address.hostname or "", address.port or 80
        )
        await asyncio.wait_for(socket.opened, 30)
        socket.send('{"type":"hello","v":1,"after":-1}')
        return socket

    async def _write(self, writers: list[LoadSocket]) -> None:
        await asyncio.sleep(1)
        start = time.perf_counter()
        for number in range(int(self.plan.rate * self.plan.seconds)):
            due = start + number / self.plan.rate
            if (left := due - time.perf_counter()) > 0:
                await asyncio.sleep(left)
            self.planned.append(due)
            note = {"type": "note.add", "op": f"load-{id(self):x}-{number:07d}"[-36:], "activity": self.plan.activity}
            writers[number % len(writers)].send(
                json.dumps({**note, "text": f"load-{number} of the load test"}, separators=(",", ":"))
            )

    async def _settle(self, sockets: int) -> None:
        """Waits until everything is there, or nothing has come for three seconds."""
        quiet_since, known = time.perf_counter(), -1
        while len(self.delays) < len(self.planned) * sockets and time.perf_counter() - quiet_since < 3:
            if len(self.delays) != known:
                quiet_since, known = time.perf_counter(), len(self.delays)
            await asyncio.sleep(0.05)

    async def _say_seen(self, sockets: list[LoadSocket]) -> None:
        """As the browser does: every few seconds, spread out."""
        while True:
            for place, socket in enumerate(sockets):
                socket.send('{"type":"seen","seq":9007199254740991}')
                if place % 25 == 24:
                    await asyncio.sleep(4 * 25 / len(sockets))
            await asyncio.sleep(0.5)

    def _summary(self, sockets: int, joined: float) -> Measured:
        ordered = sorted(self.delays) or [0.0]

        def at(share: float) -> float:
            return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)

        wanted = len(self.planned) * sockets
        return Measured(
            sockets=sockets,
            seconds=self.plan.seconds,
            rate=self.plan.rate,
            sent=len(self.planned),
            delivered=len(self.delays),
            lost=wanted - (len(self.delays) - self.twice),
            twice=self.twice,
            out_of_order=self.out_of_order,
            join_seconds=round(joined, 3),
            p50_ms=at(0.5),
            p95_ms=at(0.95),
            p99_ms=at(0.99),
            worst_ms=at(1.0),
        )


def measure(plan: Plan) -> Measured:
    return asyncio.run(Run(plan).measure())


def writers_needed(rate: float) -> int:
    """A socket may send 20 messages a second; half of that leaves room for what it says itself."""
    return max(1, -(-int(rate) // MOST_BY_ONE))
