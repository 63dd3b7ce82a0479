"""One room as this process holds it: its state, its last events as they travel, and the sockets in it."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from realtime.domain.families import LED, PRIVATE, TELLS, YOURS
from realtime.domain.public import forget_words, led_happening, led_room, mine, public_happening, public_room
from realtime.domain.room import Happening, Room
from realtime.engine.admission import Admission
from realtime.engine.frame import Frame, joined
from realtime.engine.outbox import Outbox
from realtime.protocol import Events, Mine, Presence, Snapshot, Yours, encode

RECENT = 500
Said = dict[str, Any]
ONLY_ADD = frozenset({"note.added", "dots.set", "answer.given", "opinion.given"})


@dataclass(slots=True, eq=False)
class Socket:
    """``admission`` says who; ``greeted`` once hello has been answered, from when on the room's frames come."""

    admission: Admission
    outbox: Outbox
    language: str
    greeted: bool = False
    leads: bool = field(init=False)

    def __post_init__(self) -> None:
        self.leads = self.admission.leads


Answers = dict[Socket, list[Frame]]


class Stream:
    """The room as one kind of reader may see it: its last events as they travel, and the whole."""

    def __init__(self, whole: Callable[[Room], Said]) -> None:
        self._room = whole
        self._recent: deque[Said] = deque(maxlen=RECENT)
        self._whole: tuple[int, float, Frame] | None = None

    def grow(self, room: Room, said: list[Said]) -> None:
        """Keeps the events as they travel for those who come back. Notes hidden or withdrawn since lose their words in
        those kept before, and their names."""
        if not all(each["type"] in ONLY_ADD for each in said):
            for event in self._recent:
                forget_words(event, room)
        self._recent.extend(said)

    def since(self, after: int, room: Room) -> Frame:
        """What a reader that holds events up to ``after`` lacks: the events, or the whole where that is shorter."""
        first = self._recent[0]["seq"] if self._recent else room.seq + 1
        if 0 <= after <= room.seq and after >= first - 1:
            return Frame(encode(Events([event for event in self._recent if event["seq"] > after])))
        now = time.monotonic()
        if self._whole is None or self._whole[0] != room.seq or now - self._whole[1] > 1:
            self._whole = (room.seq, now, Frame(encode(Snapshot(self._room(room), server_time()))))
        return self._whole[2]


class LiveRoom:
    """Every frame is built once and put into each socket's outbox; where those who lead the room may see more, once
    more for them. What is reckoned of a reader's bytes is by the frames of everyone."""

    def __init__(self, session: int, room: Room, last: list[Happening], ghosts: int = 0) -> None:
        """``last`` are the events that led to ``room``, for those who come back after the server was started anew.
        ``ghosts`` take part in a rehearsal without a socket."""
        self.ghosts = ghosts
        self.session = session
        self.room = room
        self.sockets: set[Socket] = set()
        self.elsewhere: dict[str, tuple[float, int]] = {}
        self._seats: Counter[int] = Counter()
        self._public, self._led = Stream(public_room), Stream(led_room)
        self._say(room, last)
        self._presence: tuple[float, Frame] | None = None
        self._sent: deque[tuple[int, int]] = deque(maxlen=2000)
        self._bytes = 0

    def leave(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.discard(socket)
            self._count(socket, -1)

    def _count(self, socket: Socket, by: int) -> None:
        seat = socket.admission.seat
        if seat and socket.greeted:
            self._seats[seat] += by
            if not self._seats[seat]:
                del self._seats[seat]

    def grow(self, room: Room, happenings: list[Happening], answers: Answers | None = None) -> bool:
        """Takes the events that follow the ones held and tells everyone; False when one is missing in between.

        ``answers`` are told in the same breath, and taken out where they were.
        """
        fresh = [each for each in happenings if each.seq > self.room.seq]
        if not fresh:
            return room.seq <= self.room.seq
        if fresh[0].seq != self.room.seq + 1:
            return False
        self.room = room
        public, led = self._say(room, fresh)
        frame = Frame(encode(Events(public)))
        own = self._own(room, fresh)
        self._tell_all(frame, frame if led == public else Frame(encode(Events(led))), own, answers or {})
        return True

    def _say(self, room: Room, fresh: list[Happening]) -> tuple[list[Said], list[Said]]:
        """The events as everyone sees them, and as those who lead do."""
        public = [public_happening(each, room) for each in fresh]
        more = any(each.type in LED for each in fresh)
        led = [led_happening(each, room) for each in fresh] if more else public
        self._public.grow(room, public)
        self._led.grow(room, led)
        return public, led

    def _own(self, room: Room, fresh: list[Happening]) -> dict[int | None, Frame]:
        """For each seat that has something new of its own, what tells it."""
        whole = {each.seat for each in fresh if each.type in PRIVATE}
        whole |= {seat for each in fresh if each.type in TELLS for seat in TELLS[each.type](room, each)}
        added: dict[int | None, list[int]] = {}
        for each in fresh:
            if each.type in YOURS and each.seat not in whole:
                added.setdefault(each.seat, []).append(each.seq)
        here: dict[int | None, Frame] = {seat: self._mine(seat) for seat in whole if seat and seat in self._seats}
        return here | {seat: Frame(encode(Yours(notes))) for seat, notes in added.items() if seat in self._seats}

    def _tell_all(self, frame: Frame, led: Frame, own: dict[int | None, Frame], answers: Answers) -> None:
        """``frame`` to everyone, ``led`` to those who lead; to a seat what is its ``own``, to who asked their
        answers."""
        seq = self.room.seq
        self._bytes += len(frame.raw)
        self._sent.append((seq, self._bytes))
        for socket in self.sockets:
            if not socket.greeted:
                continue
            public = led if socket.leads else frame
            seat = socket.admission.seat
            if seat in own or socket in answers:
                theirs = [own[seat]] if seat in own else []
                socket.outbox.put(joined([public, *theirs, *answers.pop(socket, ())]), seq)
            else:
                socket.outbox.put(public, seq)

    def broadcast(self, frame: Frame | str | bytes) -> None:
        """Something unnumbered, to everyone."""
        frame = frame if isinstance(frame, Frame) else Frame(frame)
        self._tell_all(frame, frame, {}, {})

    def greet(self, socket: Socket, after: int) -> None:
        """Hello is answered: what the reader lacks, what is theirs, who is here."""
        socket.outbox.caught_up()
        if not socket.greeted:
            socket.greeted = True
            self._count(socket, 1)
        frame = (self._led if socket.leads else self._public).since(after, self.room)
        own = [self._mine(socket.admission.seat)] if socket.admission.seat else []
        socket.outbox.put_whole(joined([frame, *own, self.presence()]))

    def seen(self, socket: Socket, seq: int) -> None:
        """The reader has handled everything up to event ``seq``: what is on its way is what was sent after."""
        place = bisect_right(self._sent, (seq, 1 << 62))
        after = self._bytes - self._sent[place - 1][1] if place else self._bytes
        socket.outbox.seen_bytes = max(socket.outbox.seen_bytes, socket.outbox.sent_bytes - after)

    def _mine(self, seat: int) -> Frame:
        own = mine(self.room, seat)
        return Frame(encode(Mine(own.pop("notes"), own.pop("given"), own)))

    def people_here(self) -> int:
        """Persons connected to this process: a seat counts once, however many tabs it has."""
        return len(self._seats)

    def people(self, now: float) -> int:
        """Persons here, and those whom other processes counted in the last 3 s."""
        return len(self._seats) + self.ghosts + sum(count for at, count in self.elsewhere.values() if now - at < 3)

    def presence(self) -> Frame:
        """Built at most ten times a second: in a storm a thousand ask for it at once."""
        now = time.monotonic()
        if self._presence is None or now - self._presence[0] > 0.1:
            self._presence = (now, Frame(encode(Presence(self.people(now), server_time()))))
        return self._presence[1]


def server_time() -> str:
    return timezone.now().isoformat(timespec="milliseconds")
