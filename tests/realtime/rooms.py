"""Rooms for tests: the smallest consultation, a session on it and seats in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import create_consultation, describe_consultation, open_consultation
from consultations.people.models import Participant
from realtime.commands import COMMANDS
from realtime.domain.activity import Activity
from realtime.domain.room import Room
from realtime.models import Seat, Session
from realtime.operations.commit import Outcome, Submission, commit
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.queries.log import room_of

HOURS = {"options": ["Morning", "Noon", "مساءً"]}
AGENDA = (
    Activity("ideas", "collect", "Ideas", "What should change?", 300, {"notes": 0, "names": "who_wants"}),
    Activity("themes", "group", "Themes", "What belongs together?"),
    Activity("dots", "prioritise", "Priorities", "What comes first?", 120, {"dots": 3, "visible": "after"}),
    Activity("hour", "poll", "Hour", "When do you ride?", settings={**HOURS, "kind": "single", "visible": "after"}),
    Activity("order", "poll", "Order", "What first?", settings={**HOURS, "kind": "ranking"}),
    Activity("word", "poll", "Word", "The bus in a word?", settings={"kind": "words", "words": 2}),
    Activity("mood", "checkin", "Check in", "How are you here?", settings={"scale": True, "low": "low"}),
    Activity("may", "consent", "Consent", "May we try the night bus?"),
    Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": ["More buses", "مقاعد"], "adds": 2}),
    Activity("hours", "poll", "Hours", "When could you?", settings={**HOURS, "kind": "multiple", "visible": "at_once"}),
)
NUMBERS = itertools.count(1)


def ask(name: str, /, **fields: Any) -> Any:
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

    def act(self, seat: Seat, name: str, /, **fields: Any) -> Outcome:
        submission = Submission(self.session.pk, seat.pk, ask(name, **fields))
        return commit([submission], now=self.now).outcomes[0]

    def lead(self, name: str, /, **fields: Any) -> Outcome:
        return self.act(self.facilitator, name, **fields)

    def guest(self, name: str = "") -> Seat:
        return join(session=self.session, actor=None, now=self.now, name=name)[0]

    def state(self) -> Room:
        return room_of(Session.objects.get(pk=self.session.pk))


def make_consultation(now: datetime, slug: str = "mobility") -> Consultation:
    """Open, with words in English, made by Dana."""
    dana = Participant.objects.get(email="dana@example.org")
    made = create_consultation(actor=dana, slug=slug, now=now)
    words = {"title": "A bus line for all", "question": "What should the new bus line be like?"}
    describe_consultation(actor=dana, consultation=made, language="en", now=now, **words)
    return open_consultation(actor=dana, consultation=made, now=now)


def make_room(
    facilitator: Participant, now: datetime, agenda: tuple[Activity, ...] = AGENDA, slug: str = "mobility"
) -> TestRoom:
    session = prepare_session(
        actor=facilitator,
        consultation=make_consultation(now, slug),
        title="Ideas for the bus line",
        agenda=agenda,
        language="en",
        now=now,
    )
    seat, _ = join(session=session, actor=facilitator, now=now)
    return TestRoom(session, seat, now)
