"""The statements that every command runs, written out for SQLite and PostgreSQL alike.

Django builds each query anew in Python, which costs several times what the database then takes; a room's commands wait
for four of them while its log is locked.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from realtime.domain.room import Happening
from realtime.enums import SeatState
from realtime.models import RoomEvent, Seat, Session

SESSIONS, SEATS, EVENTS = (model._meta.db_table for model in (Session, Seat, RoomEvent))
SENDER = ("id", "session_id", "participant_id", "name", "role", "muted", "entered_by_id")
EVENT = ("session_id", "seq", "op", "type", "data", "seat_id", "at")


@dataclass(frozen=True, slots=True)
class Locked:
    """A session whose row is locked until the transaction ends, and the number of the last event in its log."""

    pk: int
    public_id: uuid.UUID
    seq: int


def _all(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _some(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def lock(sessions: Collection[int]) -> list[Locked]:
    """In order of number, so that two writers never wait for each other."""
    if not sessions:
        return []
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    found = _all(
        f"SELECT id, public_id, seq FROM {SESSIONS} WHERE id IN ({_some(sessions)}) ORDER BY id{locking}",
        list(sessions),
    )
    return [Locked(pk, id if isinstance(id, uuid.UUID) else uuid.UUID(id), seq) for pk, id, seq in found]


def seated(seats: Collection[int]) -> list[Seat]:
    """Those of ``seats`` that are places in their rooms; of each what says who its person is, the rest deferred."""
    if not seats:
        return []
    found = _all(
        f"SELECT {', '.join(SENDER)} FROM {SEATS} WHERE id IN ({_some(seats)}) AND state = %s",
        [*seats, SeatState.SEATED],
    )
    return [Seat.from_db(connection.alias, SENDER, row) for row in found]


def known(sessions: Collection[int], ops: Collection[str]) -> dict[tuple[int, str], int]:
    """(session, op) → number of the event that is in the log already."""
    if not sessions or not ops:
        return {}
    found = _all(
        f"SELECT session_id, op, seq FROM {EVENTS} WHERE session_id IN ({_some(sessions)}) AND op IN ({_some(ops)})",
        [*sessions, *ops],
    )
    return {(session, op): seq for session, op, seq in found}


def add_events(session: int, fresh: Sequence[tuple[Happening, str]], now: datetime) -> None:
    """Each event with the name of its command."""
    at = RoomEvent._meta.get_field("at").get_db_prep_save(now, connection)
    data = connection.ops.adapt_json_value
    rows = [(session, each.seq, op, each.type, data(each.data, None), each.seat, at) for each, op in fresh]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {EVENTS} ({', '.join(EVENT)}) VALUES ({_some(EVENT)})", rows)


def advance(session: int, seq: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {SESSIONS} SET seq = %s WHERE id = %s", [seq, session])
