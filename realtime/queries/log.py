"""Reading a room's log into its state, with a cache of what this process has read already."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from threading import Lock
from typing import Protocol

from django.db import connection

from realtime.domain import kept
from realtime.domain.agenda import read_agenda
from realtime.domain.room import Happening, Room
from realtime.domain.state import reduce
from realtime.domain.wall import FROZEN, as_frozen
from realtime.models import RoomEvent, RoomSnapshot, Session

MOST_ROOMS_HELD = 200
KEEP_EVERY = 500
"""After so many events, or a quarter more than last time, the whole room is stored beside its log."""


class HasPublicId(Protocol):
    @property
    def public_id(self) -> uuid.UUID: ...


class RoomsHeld:
    """Rooms as last read in this process, by public id; a room is a value and is replaced, never changed."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[uuid.UUID, Room] = OrderedDict()
        self._lock = Lock()

    def get(self, session: HasPublicId) -> Room | None:
        with self._lock:
            return self._rooms.get(session.public_id)

    def put(self, session: HasPublicId, room: Room) -> None:
        """Keeps ``room`` unless a later one is held."""
        with self._lock:
            held = self._rooms.get(session.public_id)
            if held is None or held.seq < room.seq:
                self._rooms[session.public_id] = room
            self._rooms.move_to_end(session.public_id)
            while len(self._rooms) > MOST_ROOMS_HELD:
                self._rooms.popitem(last=False)


HELD = RoomsHeld()


def happening(event: RoomEvent) -> Happening:
    at = event.at.isoformat(timespec="seconds")
    return Happening(event.seq, event.type, event.data, at, event.seat_id)


def events_after(session: Session, seq: int) -> list[Happening]:
    """The events of the log with a number above ``seq``, in order."""
    return [happening(event) for event in RoomEvent.objects.filter(session=session, seq__gt=seq).order_by("seq")]


def last_kept(seq: int) -> int:
    """The last event up to ``seq`` after which the room is stored: whenever it has doubled."""
    kept_at = 0
    while (following := kept_at + max(KEEP_EVERY, kept_at)) <= seq:
        kept_at = following
    return kept_at


def prepared_room(session: Session) -> Room:
    """The room before its first event."""
    return Room(title=session.title, agenda=read_agenda(session.agenda))


def catch_up(session: Session) -> tuple[Room, list[Happening]]:
    """The room as the log has it, and the events that were read because this process did not hold them yet."""
    held = HELD.get(session)
    if held is not None and held.seq > session.seq:
        held = None  # the database is older than what this process holds: it was restored
    room = held or _stored(session) or prepared_room(session)
    if room.seq == session.seq:
        return room, []
    missing = events_after(session, room.seq)
    return reduce(room, missing), missing


def _stored(session: Session) -> Room | None:
    """The room as it was stored last, by the same rules as now."""
    if session.seq < KEEP_EVERY:
        return None
    snapshot = RoomSnapshot.objects.filter(session=session, shape=kept.SHAPE, seq__lte=session.seq).first()
    return kept.read(snapshot.state) if snapshot is not None else None


def wall_of(session: Session, room: Room) -> Room:
    """The room as its wall shows it: ``room``, or what it was when the wall was frozen."""
    if room.wall != FROZEN:
        return room
    before = RoomEvent.objects.filter(session=session, seq__lt=room.wall_since).order_by("seq")
    return as_frozen(reduce(prepared_room(session), [happening(event) for event in before]), room)


def room_of(session: Session) -> Room:
    """The room after event ``session.seq`` or later; ``session`` as just read from the database.

    Held from then on, unless what was read may still be rolled back: a process that only listens would otherwise read
    the log anew at each ring.
    """
    room, read = catch_up(session)
    if read and not connection.in_atomic_block:
        HELD.put(session, room)
    return room
