"""Rooms for tests: the smallest consultation, a session on it and seats in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from realtime.commands import COMMANDS
from realtime.domain.agenda import Activity
from realtime.domain.state import Room
from realtime.models import Seat, Session
from realtime.operations.commit import Outcome, Submission, commit
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.queries.log import room_of

AGENDA = (
    Activity("ideas", "collect", "Ideas", "What should change?", 300, {"notes": 0}),
    Activity("themes", "group", "Themes", "What belongs together?"),
    Activity("dots", "prioritise", "Priorities", "What comes first?", 120, {"dots": 3, "visible": "after"}),
)
NUMBERS = itertools.count(1)


def ask(name: str, **fields: Any) -> Any:
    """A command with a fresh op unless one is given."""
    fields.setdefault("op", f"test-op-{next(NUMBERS):06d}")
    return COMMANDS[name](**fields)


@dataclass
class TestRoom:
    """A session and what to do in it; every act goes through ``commit``."""

    __test__ = False
    session: Session
    facilitator: Seat
    now: datetime
    last: list[Outcome] = field(default_factory=list)

    def act(self, seat: Seat, name: str, **fields: Any) -> Outcome:
        submission = Submission(self.session.pk, seat.pk, ask(name, **fields))
        return commit([submission], now=self.now).outcomes[0]

    def lead(self, name: str, **fields: Any) -> Outcome:
        return self.act(self.facilitator, name, **fields)

    def guest(self, name: str = "") -> Seat:
        return join(session=self.session, actor=None, now=self.now, name=name)[0]

    def state(self) -> Room:
        return room_of(Session.objects.get(pk=self.session.pk))


def make_consultation(now: datetime, slug: str = "mobility") -> Consultation:
    return Consultation.objects.create(
        slug=slug, state=ConsultationState.OPEN, opened_at=now, created_at=now, language="en"
    )


def make_room(facilitator: Participant, now: datetime, agenda: tuple[Activity, ...] = AGENDA) -> TestRoom:
    session = prepare_session(
        actor=facilitator,
        consultation=make_consultation(now),
        title="Ideas for the bus line",
        agenda=agenda,
        language="en",
        now=now,
    )
    seat, _ = join(session=session, actor=facilitator, now=now)
    return TestRoom(session, seat, now)
