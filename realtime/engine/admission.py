"""Who a socket belongs to, found once when it opens and looked at again every few seconds. Runs in threads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session as SignIn
from django.utils import timezone

from consultations.people.models import Participant
from realtime.domain.roles import Right, RoomRole
from realtime.domain.room import Happening, Room
from realtime.enums import SeatState
from realtime.models import Seat, Session
from realtime.permissions import role_of
from realtime.queries.log import events_after, room_of
from realtime.queries.session import cookie_name, seat_of, token_hash


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


@dataclass(frozen=True, slots=True)
class Asking:
    """A socket that wants into the room with ``code``."""

    code: str
    cookies: Mapping[str, str]
    reads_only: bool


def admit(asking: Sequence[Asking]) -> list[Admission | None]:
    """An admission for each, None where there is no such room.

    A hall of guests that comes back at once is found with two queries; a sign-in costs its own.
    """
    rooms = {each.code: each for each in Session.objects.filter(code__in={one.code for one in asking})}
    hashes = {token_hash(token) for one in asking if (token := one.cookies.get(cookie_name(one.code)))}
    seats = {(seat.session_id, seat.token_hash): seat for seat in Seat.objects.filter(token_hash__in=hashes)}

    def one(each: Asking) -> Admission | None:
        session = rooms.get(each.code)
        if session is None:
            return None
        if each.reads_only:
            return Admission(session.pk)
        person, key = _signed_in(each.cookies)
        if person is not None:
            return _place(session, seat_of(session, person, each.cookies), person, key)
        token = each.cookies.get(cookie_name(session.code))
        held = seats.get((session.pk, token_hash(token))) if token else None
        return _place(session, held if held is not None and held.participant_id is None else None)

    return [one(each) for each in asking]


def _place(session: Session, seat: Seat | None, person: Participant | None = None, key: str = "") -> Admission:
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
    row = Session.objects.get(pk=session)
    room = room_of(row)
    return room, [each for each in events_after(row, after) if each.seq <= room.seq]


def fetch_last(session: int, most: int) -> tuple[Room, list[Happening]]:
    """A room as the table has it now and its last events, at most so many."""
    row = Session.objects.get(pk=session)
    room = room_of(row)
    return room, [each for each in events_after(row, max(room.seq - most, 0)) if each.seq <= room.seq]


def ghosts_in(session: int) -> int:
    """How many take part in a rehearsal without a socket."""
    ghosts = Seat.objects.filter(session=session, participant=None, token_hash=None, entered_by=None)
    return ghosts.exclude(session__rehearsal_of=None).count()


def numbers(sessions: Collection[int]) -> dict[int, int]:
    """Session → number of the last event in its log."""
    return dict(Session.objects.filter(pk__in=sessions).values_list("pk", "seq"))
