"""What every page of a room begins with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import segno
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consultations.people.models import Participant
from realtime.domain.codes import read_code
from realtime.domain.roles import Right, RoomRole
from realtime.domain.room import Note, Room
from realtime.enums import SeatState
from realtime.models import Seat, Session
from realtime.operations.join import take_along
from realtime.permissions import may_facilitate, may_take_along, role_of
from realtime.queries.board import Card, Column, Item, columns, steps
from realtime.queries.drafts import text_of
from realtime.queries.log import room_of
from realtime.queries.methods import write
from realtime.queries.methods.opinion import Statement
from realtime.queries.methods.write import Passage, with_text
from realtime.queries.session import guest_seat_of, seat_of, with_code
from realtime.web.host import host_attributes


@dataclass(frozen=True)
class Visit:
    """A request to a room: the session, its state and the visitor's seat in it.

    ``seat`` is a place in the room; ``held`` also that of somebody who waits, has left or was removed.
    """

    session: Session
    room: Room
    held: Seat | None
    person: Participant | None
    role: RoomRole

    @property
    def seat(self) -> Seat | None:
        return self.held if self.held is not None and self.held.state == SeatState.SEATED else None

    @property
    def facilitates(self) -> bool:
        """Whether they lead the steps."""
        return self.role.may(Right.LEAD)


BLANK = {
    "card": Card(Note(0, "", "", None), [], own=True),
    "column": Column("", "", []),
    "item": Item(0, "", 0, 0, None),
    "statement": Statement(0, "", 0),
    "passage": Passage(0, ""),
    "suggestion": write.BLANK,
}  # what the browser clones


def person_of(request: HttpRequest) -> Participant | None:
    return request.user if isinstance(request.user, Participant) else None


def visit(request: HttpRequest, code: str) -> Visit:
    """Raises Http404 when no session has this code."""
    session = with_code(read_code(code) or "")
    if session is None:
        raise Http404(_("No session has this code."))
    person = person_of(request)
    held = _held(request, session, person)
    role = role_of(held) if held and held.state == SeatState.SEATED else RoomRole.PROJECTOR
    if role == RoomRole.PROJECTOR and person and may_facilitate(person):
        role = RoomRole.FACILITATOR
    return Visit(session, room_of(session), held, person, role)


def _held(request: HttpRequest, session: Session, person: Participant | None) -> Seat | None:
    """The visitor's seat; one that they took as a guest of this device goes along to the account they signed in to."""
    guest = guest_seat_of(session, request.COOKIES) if person is not None else None
    if person is not None and guest is not None and may_take_along(person, guest):
        return take_along(actor=person, seat=guest, now=timezone.now())
    return seat_of(session, person, request.COOKIES)


def page_context(request: HttpRequest, found: Visit) -> dict[str, Any]:
    """What the room's templates share. ``op`` names the next command, so that a form sent twice counts once."""
    seat = found.seat.pk if found.seat else None
    all_steps = steps(found.room, seat)
    writing = [step for step in all_steps if step.activity.method == "write"]
    for step in writing:
        if step.shows["running"]:
            step.shows.update(with_text(text_of(found.session, step.activity)))
    return {
        "session": found.session,
        "room": found.room,
        "seat": found.seat,
        "facilitates": found.facilitates,
        "role": found.role,
        "may_close": found.role.may(Right.CLOSE),
        "keeps_order": found.role.may(Right.KEEP_ORDER),
        "may_enter": found.role.may(Right.ENTER),
        "steps": all_steps,
        "host": host_attributes(found.session, found.room, all_steps),
        "just_closed": next((step for step in all_steps if step.counts and step.activity.id == found.room.last), None),
        "current": next((step for step in all_steps if step.activity.id == found.room.current), None),
        "columns": columns(found.room, seat),
        "spaced_code": spaced(found.session.code),
        "op": uuid.uuid4(),
        "blank": BLANK,
        "writes": bool(writing),
        "problem": "",
        "refused": "",
        "typed": "",
        "refresh": False,
    }


def spaced(code: str) -> str:
    """As it is shown: two groups of three letters."""
    return f"{code[:3]} {code[3:]}"


def address(request: HttpRequest, session: Session) -> str:
    """Where people join, as the QR code says it."""
    return request.build_absolute_uri(reverse("realtime:room", args=[session.code]))


def qr(text: str) -> SafeString:
    """A QR code as SVG, drawn here; black on white in every theme so that phones read it."""
    picture = segno.make(text, error="m", micro=False)
    drawn = picture.svg_inline(border=4, dark="#000", light="#fff", svgclass="live-qr", lineclass=None, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - segno draws paths only; the text is not in its output
