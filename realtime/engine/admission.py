"""Who a socket belongs to, found once when it opens and looked at again every few seconds. Runs in threads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session as SignIn
from django.db import close_old_connections
from django.utils import timezone

from consultations.people.models import Participant
from realtime.domain.roles import Right, RoomRole
from realtime.domain.room import Happening, Room
from realtime.enums import SeatState
from realtime.models import Seat, Session
from realtime.permissions import role_of
from realtime.queries.log import events_after, room_of
from realtime.queries.session import seat_of


@dataclass(frozen=True, slots=True)
class Admission:
    """``seat`` 0 reads only. ``sign_in`` and ``auth_hash`` are of the account's session, empty for guests.

    ``standing``: role in the room, and whether muted; what the page in front of the person was made for.
    """

    session: int
    seat: int = 0
    participant: int = 0
    sign_in: str = ""
    auth_hash: str = ""
    standing: str = ""

    @property
    def leads(self) -> bool:
        """Whether the person leads the room's steps."""
        return bool(self.standing) and RoomRole(self.standing.split()[0]).may(Right.LEAD)


@dataclass(frozen=True)
class _CookieRequest:
    """What django.contrib.auth.get_user asks of a request."""

    session: Any


def admit(code: str, cookies: Mapping[str, str], *, reads_only: bool) -> Admission | None:
    """The admission of whoever holds ``cookies`` to the room with ``code``; None when there is no such room."""
    close_old_connections()
    session = Session.objects.filter(code=code).first()
    if session is None:
        return None
    if reads_only:
        return Admission(session.pk)
    person, key = _signed_in(cookies)
    seat = seat_of(session, person, cookies)
    if seat is None or seat.state != SeatState.SEATED:
        return Admission(session.pk)
    standing = standing_of(seat)
    if person is None or seat.participant_id != person.pk:
        return Admission(session.pk, seat.pk, standing=standing)
    return Admission(session.pk, seat.pk, person.pk, key, person.get_session_auth_hash(), standing)


def standing_of(seat: Seat) -> str:
    """Empty for a seat that is no place in the room: its person waits, has left or was removed."""
    return f"{role_of(seat).value} {seat.muted}" if seat.state == SeatState.SEATED else ""


def _signed_in(cookies: Mapping[str, str]) -> tuple[Participant | None, str]:
    key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None, ""
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(_CookieRequest(store))  # type: ignore[arg-type]
    return (person, key) if isinstance(person, Participant) else (None, "")


def no_longer(admissions: Collection[Admission]) -> set[Admission]:
    """Those whose person has signed out, changed the password, been barred, or has another place or role now."""
    close_old_connections()
    rows = Seat.objects.filter(pk__in={each.seat for each in admissions}).select_related("participant")
    seats = rows.prefetch_related("participant__grants").in_bulk()
    keys = {each.sign_in for each in admissions if each.sign_in}
    live = set(
        SignIn.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    people = [seat.participant for seat in seats.values() if seat.participant is not None]
    hashes = {person.pk: person.get_session_auth_hash() for person in people if person.is_active}

    def stands(each: Admission) -> bool:
        if not each.seat:
            return True
        seat = seats.get(each.seat)
        if seat is None or standing_of(seat) != each.standing or (seat.participant_id or 0) != each.participant:
            return False
        if not each.participant:
            return True
        return each.sign_in in live and hashes.get(each.participant) == each.auth_hash

    return {each for each in admissions if not stands(each)}


def fetch(session: int, after: int) -> tuple[Room, list[Happening]]:
    """A room as the table has it now and its events with numbers above ``after``."""
    close_old_connections()
    row = Session.objects.get(pk=session)
    room = room_of(row)
    return room, [each for each in events_after(row, after) if each.seq <= room.seq]


def numbers(sessions: Collection[int]) -> dict[int, int]:
    """Session → number of the last event in its log."""
    close_old_connections()
    return dict(Session.objects.filter(pk__in=sessions).values_list("pk", "seq"))
