"""A room that writes one text, and what to do in it."""

from __future__ import annotations

import itertools

import pytest

from realtime.documents.document import Document, begun
from realtime.documents.frames import ChangeDraft
from realtime.documents.merge import Change
from realtime.domain.activity import Activity
from realtime.domain.public import public_room
from realtime.domain.state import reduce
from realtime.models import Draft, RoomEvent
from realtime.operations.commit import Submission, commit
from realtime.queries.drafts import document_of
from realtime.queries.log import happening, prepared_room
from tests.realtime.rooms import TestRoom, make_room

TEXT = Activity("text", "write", "Our letter", "What do we ask for?", settings={"text": "We ask for shade.\nSoon."})
CLIENTS = itertools.count(1000)


@pytest.fixture
def writing(cast, now) -> TestRoom:
    room = make_room(cast.chidi, now, (TEXT,))
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    return room


def send(room: TestRoom, seat, update: bytes, op: str = ""):
    command = ChangeDraft(op or f"draft-{next(CLIENTS):06d}", "text", update)
    return commit([Submission(room.session.pk, seat.pk, command)], now=room.now)


def typed(room: TestRoom, seat, at: int, end: int, text: str):
    """``seat`` changes the text as it stands, from a page of their own."""
    return send(room, seat, stored(room).edited(next(CLIENTS), [Change(at, end, text)]))


def stored(room: TestRoom) -> Document:
    draft = Draft.objects.filter(session=room.session).first()
    return document_of(draft) if draft else Document(begun(TEXT.settings["text"]))


def refusal(done) -> str:
    return done.outcomes[0].refused.code


def prepared(room: TestRoom) -> dict:
    """The room as a process reads it that held nothing."""
    events = [happening(event) for event in RoomEvent.objects.filter(session=room.session).order_by("seq")]
    return public_room(reduce(prepared_room(room.session), events))
