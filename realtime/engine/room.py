"""One room as this process holds it: its state, its last events as they travel, and the sockets in it."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from realtime.domain.families import PRIVATE, TELLS
from realtime.domain.public import led_happening, led_room, mine, public_happening, public_room
from realtime.domain.room import SHOWN, Happening, Room
from realtime.engine.admission import Admission
from realtime.engine.outbox import Outbox
from realtime.protocol import Events, Mine, Presence, Snapshot, encode

RECENT = 500


@dataclass(slots=True, eq=False)
class Socket:
    """``admission`` says who; ``greeted`` once hello has been answered, from when on the room's frames come."""

    admission: Admission
    outbox: Outbox
    language: str
    greeted: bool = False


class LiveRoom:
    """Every frame is encoded once and put into each socket's outbox; where those who lead the room may see more, once
    more for them. What is reckoned of a reader's bytes is by the frames of everyone."""

    def __init__(self, session: int, room: Room) -> None:
        self.session = session
        self.room = room
        self.sockets: set[Socket] = set()
        self.elsewhere: dict[str, tuple[float, int]] = {}
        self._recent: deque[dict[str, Any]] = deque(maxlen=RECENT)
        self._recent_led: deque[dict[str, Any]] = deque(maxlen=RECENT)
        self._snapshots: dict[bool, tuple[int, str]] = {}
        self._sent: deque[tuple[int, int]] = deque(maxlen=2000)
        self._bytes = 0

    def grow(self, room: Room, happenings: list[Happening]) -> bool:
        """Takes the events that follow the ones held and tells everyone; False when one is missing in between."""
        fresh = [each for each in happenings if each.seq > self.room.seq]
        if not fresh:
            return room.seq <= self.room.seq
        if fresh[0].seq != self.room.seq + 1:
            return False
        self.room = room
        public = [public_happening(each, room) for each in fresh]
        led = [led_happening(each, room) for each in fresh]
        self._forget_words()
        self._recent.extend(public)
        self._recent_led.extend(led)
        frame = encode(Events(public))
        self.broadcast(frame, "" if led == public else encode(Events(led)))
        seats = {each.seat for each in fresh if each.type in PRIVATE}
        seats |= {seat for each in fresh if each.type in TELLS for seat in TELLS[each.type](room, each)}
        for socket in self.sockets:
            if socket.greeted and socket.admission.seat in seats:
                self.tell_mine(socket)
        return True

    def _forget_words(self) -> None:
        """Notes hidden or withdrawn since lose their words in the events kept for those who come back; and names."""
        for event in (*self._recent, *self._recent_led):
            if event["type"] == "note.added":
                note = self.room.notes[event["seq"]]
                if note.state != SHOWN:
                    event["data"]["text"] = ""
                if not note.name:
                    event["data"].pop("name", None)

    def broadcast(self, frame: str, led: str = "") -> None:
        """To every socket; ``led``, where it is given, instead of it to those who lead the room."""
        self._bytes += len(frame)
        self._sent.append((self.room.seq, self._bytes))
        for socket in self.sockets:
            if socket.greeted:
                socket.outbox.put(led if led and socket.admission.leads else frame, self.room.seq)

    def greet(self, socket: Socket, after: int) -> None:
        """What a reader that holds events up to ``after`` lacks: the events, or the whole where that is shorter."""
        socket.outbox.caught_up()
        socket.greeted = True
        leads = socket.admission.leads
        recent = self._recent_led if leads else self._recent
        first = recent[0]["seq"] if recent else self.room.seq + 1
        if 0 <= after <= self.room.seq and after >= first - 1:
            missed = [event for event in recent if event["seq"] > after]
            socket.outbox.put(encode(Events(missed)))
        else:
            socket.outbox.put(self._whole(leads=leads))
        if socket.admission.seat:
            self.tell_mine(socket)
        socket.outbox.put(self.presence())

    def _whole(self, *, leads: bool) -> str:
        held = self._snapshots.get(leads)
        if held is None or held[0] != self.room.seq:
            whole = led_room(self.room) if leads else public_room(self.room)
            held = self._snapshots[leads] = (self.room.seq, encode(Snapshot(whole, server_time())))
        return held[1]

    def seen(self, socket: Socket, seq: int) -> None:
        """The reader has handled everything up to event ``seq``: what is on its way is what was sent after."""
        place = bisect_right(self._sent, (seq, 1 << 62))
        after = self._bytes - self._sent[place - 1][1] if place else self._bytes
        socket.outbox.seen_bytes = max(socket.outbox.seen_bytes, socket.outbox.sent_bytes - after)

    def tell_mine(self, socket: Socket) -> None:
        own = mine(self.room, socket.admission.seat)
        socket.outbox.put(encode(Mine(own.pop("notes"), own.pop("given"), own)))

    def people(self, now: float) -> int:
        """Persons connected: seats here, however many tabs each, and what other processes counted in the last 3 s."""
        here = len({socket.admission.seat for socket in self.sockets if socket.admission.seat and socket.greeted})
        return here + sum(count for at, count in self.elsewhere.values() if now - at < 3)

    def presence(self) -> str:
        return encode(Presence(self.people(time.monotonic()), server_time()))


def server_time() -> str:
    return timezone.now().isoformat(timespec="milliseconds")
