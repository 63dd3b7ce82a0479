"""A room in memory whose clock runs: decides, numbers and applies, as the database does; for rules and properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from realtime.commands import COMMANDS
from realtime.domain.activity import Activity
from realtime.domain.decide import decide
from realtime.domain.roles import RoomRole
from realtime.domain.room import Happening, Room
from realtime.domain.rules import Fact, Refused, Sender
from realtime.domain.state import apply
from tests.realtime.rooms import NUMBERS

START = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
LEADER, NOTETAKER, SEATS = 1, 9, (2, 3, 4, 5)
SLIDES = [{"title": "The line"}, {"title": "The cost", "text": "Four million a year."}, {"title": "Next"}]
PREPARED = [{"name": "Buses", "place": "By the door", "question": "Which stops?"}, {"name": "Bicycles"}]
TALK = (
    Activity("ideas", "collect", "Ideas", "What should change?"),
    Activity("talk", "speak", "Talk", "What do you say?", settings={"seconds_each": 60}),
    Activity("again", "speak", "Last words", "What else?"),
    Activity("facts", "inform", "Facts", settings={"slides": SLIDES, "questions": True, "visible": "at_once"}),
    Activity("chance", "breakouts", "By chance", settings={"how": "chance", "count": 3, "texts": PREPARED}),
    Activity("choice", "breakouts", "By choice", "What now?", settings={"how": "choose", "size": 3}),
    Activity("told", "inform", "Told", settings={"slides": SLIDES[:1], "questions": False, "visible": "at_once"}),
)
ROLES = {LEADER: RoomRole.FACILITATOR, NOTETAKER: RoomRole.NOTETAKER}


class Hall:
    """``steps``: the agenda; the first is opened. Every command comes ten seconds after the one before."""

    def __init__(self, agenda: tuple[Activity, ...] = TALK, *, opened: str = "") -> None:
        self.agenda = agenda
        self.room, self.log, self.now = self.fresh(), [], START
        self.lead("room.open")
        self.lead("activity.open", activity=opened or agenda[0].id)

    def fresh(self) -> Room:
        return Room("Talk", self.agenda)

    def take(self, seat: int, name: str, /, **fields: Any) -> int:
        """The number of the event, 0 where it was refused; ``refusal`` says why."""
        self.now += timedelta(seconds=10)
        try:
            sender = Sender(seat, ROLES.get(seat, RoomRole.GUEST), name=f"N{seat}")
            told = name.startswith("!")
            fact = Fact(name[1:], fields) if told else decide(self.room, sender, command(name, fields), self.now)
        except Refused as refused:
            self.refusal = refused.code
            return 0
        self.refusal = ""
        happening = Happening(self.room.seq + 1, fact.type, fact.data, self.now.isoformat(timespec="seconds"), seat)
        apply(self.room, happening)
        self.log.append(happening)
        return happening.seq

    def lead(self, name: str, /, **fields: Any) -> int:
        return self.take(LEADER, name, **fields)

    def step(self, id: str) -> None:
        """Closes what runs and opens another step."""
        self.lead("activity.close", activity=self.room.current)
        assert self.lead("activity.open", activity=id)


def command(name: str, fields: dict[str, Any]) -> Any:
    return COMMANDS[name](op=f"hall-{next(NUMBERS):08d}", **fields)


SMALL = st.integers(1, 12)
NAME = st.sampled_from(["", "Mira", "mira", "Adnan"])
SPEAKING = st.sampled_from(["talk", "again"])
FLOOR = st.one_of(
    st.builds(lambda a, n: (None, "floor.ask", {"activity": a, "name": n}), SPEAKING, NAME),
    st.builds(lambda a, n: (None, "floor.ask", {"activity": a, "name": n}), SPEAKING, NAME),
    st.builds(lambda a: (None, "floor.leave", {"activity": a}), SPEAKING),
    st.builds(
        lambda w, a, n, s: (w, "floor.add", {"activity": a, "name": n or "Ela", "shown": s}),
        st.sampled_from([LEADER, NOTETAKER]),
        SPEAKING,
        NAME,
        st.integers(0, 1),
    ),
    st.builds(lambda a, t: (LEADER, "floor.drop", {"activity": a, "ticket": t}), SPEAKING, SMALL),
    st.builds(lambda a: (LEADER, "floor.call", {"activity": a, "ticket": 0}), SPEAKING),
    st.builds(lambda a, t: (LEADER, "floor.call", {"activity": a, "ticket": t}), SPEAKING, SMALL),
    st.builds(lambda a: (LEADER, "floor.extend", {"activity": a, "seconds": 30}), SPEAKING),
    st.builds(lambda c, a: (LEADER, c, {"activity": a}), st.sampled_from(["floor.pause", "floor.resume"]), SPEAKING),
    st.builds(lambda a: (LEADER, "floor.end", {"activity": a}), SPEAKING),
)
TEXT = st.sampled_from(["When?", "How much?", "لماذا؟"])
QUESTIONS = st.one_of(
    st.builds(lambda t: (None, "note.add", {"activity": "facts", "text": t}), TEXT),
    st.builds(lambda n: (None, "note.withdraw", {"note": n}), SMALL),
    st.builds(lambda n: (LEADER, "note.hide", {"note": n, "reason": "Names a person"}), SMALL),
    st.builds(
        lambda n, c: (None, "question.support", {"activity": "facts", "note": n, "count": c}), SMALL, st.integers(0, 1)
    ),
    st.builds(
        lambda n, s: (LEADER, "question.mark", {"activity": "facts", "note": n, "state": s}),
        SMALL,
        st.sampled_from(["open", "now", "answered", "burnt"]),
    ),
    st.builds(lambda s: (LEADER, "slide.show", {"activity": "facts", "slide": s}), st.integers(1, 4)),
    st.just((5, "!seat.moved", {"seat": 4, "into": 5})),
)
WORKING = st.sampled_from(["chance", "choice"])
GROUP = st.integers(0, 4)
GROUPS = st.one_of(
    st.builds(lambda a, n: (LEADER, "groups.form", {"activity": a, "count": n}), WORKING, st.integers(2, 4)),
    st.builds(lambda a, g: (None, "group.join", {"activity": a, "group": g}), WORKING, GROUP),
    st.builds(lambda a, g: (None, "group.join", {"activity": a, "group": g}), WORKING, GROUP),
    st.builds(lambda a, t: (None, "group.write", {"activity": a, "text": t}), WORKING, TEXT),
    st.builds(lambda a, t: (None, "group.write", {"activity": a, "text": t}), WORKING, TEXT),
    st.builds(lambda a, g: (LEADER, "group.report", {"activity": a, "group": g}), WORKING, GROUP),
    st.builds(
        lambda a, n, g: (LEADER, "group.move", {"activity": a, "number": n, "group": g or 1}), WORKING, SMALL, GROUP
    ),
    st.builds(lambda n: (None, "note.withdraw", {"note": n}), SMALL),
    st.builds(lambda n: (LEADER, "note.hide", {"note": n, "reason": "Names a person"}), SMALL),
    st.builds(lambda n: (LEADER, "note.park", {"note": n}), SMALL),
    st.builds(lambda n, i: (LEADER, "note.merge", {"note": n, "into": i}), SMALL, SMALL),
    st.just((5, "!seat.moved", {"seat": 4, "into": 5})),
)
STEPS = st.builds(
    lambda c, a: (LEADER, c, {"activity": a}),
    st.sampled_from(["activity.open", "activity.close"]),
    st.sampled_from([activity.id for activity in TALK]),
)
TALKING = (FLOOR, FLOOR, QUESTIONS, GROUPS, GROUPS, STEPS)


def script_of(*commands: Any) -> Any:
    """Lists of commands with whoever of SEATS sends them."""
    return st.lists(st.tuples(st.one_of(*commands), st.sampled_from(SEATS)), max_size=50)


def played(script: Any, *, opened: str) -> Hall:
    hall = Hall(opened=opened)
    for (seat, name, fields), who in script:
        hall.take(seat or who, name, **fields)
    return hall
