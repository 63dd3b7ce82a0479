"""The floor of a room: who waits to speak, in which order, who speaks now, who has spoken. Data only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's wish to speak, by the number of their ticket.

    ``first``: they had not spoken in this session when they asked. ``seat`` is None for a person without a phone, whom
    ``name`` calls. ``shown``: whether everyone sees the name when it is their turn.
    """

    ticket: int
    first: bool
    seat: int | None
    name: str
    shown: bool

    @property
    def who(self) -> int | str:
        """The same for all turns of one person; of one without a phone, made of how they are called."""
        return called_so(self.name) if self.seat is None else self.seat

    def called(self, *, leads: bool) -> str:
        """The name as everyone sees it, or those who lead."""
        return self.name if leads or self.shown else ""


@dataclass(frozen=True, slots=True)
class Speaking:
    """``ends_at`` is empty while an interpreter catches up; then ``left`` says how many seconds are left.

    ``seconds`` are those spoken before ``since``, both as events carry moments.
    """

    turn: Turn
    since: str
    ends_at: str
    left: int | None = None
    seconds: int = 0

    def lasted(self, at: str) -> int:
        """Seconds spoken by the moment ``at``, the interpreter's not counted."""
        if self.left is not None:
            return self.seconds
        return self.seconds + round((datetime.fromisoformat(at) - datetime.fromisoformat(self.since)).total_seconds())


@dataclass(frozen=True, slots=True)
class Spoken:
    activity: str
    who: int | str
    first: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class Floor:
    """``tickets``: how many were given so far. ``waiting`` as they asked; ``in_order`` says who is next."""

    tickets: int = 0
    waiting: tuple[Turn, ...] = ()
    speaking: Speaking | None = None
    spoken: tuple[Spoken, ...] = ()

    @property
    def in_order(self) -> list[Turn]:
        return fairly(self.waiting)

    def waits(self, ticket: int) -> Turn | None:
        return next((turn for turn in self.waiting if turn.ticket == ticket), None)

    def with_ticket(self, ticket: int) -> Turn | None:
        """The turn of whoever waits or speaks with it."""
        speaking = self.speaking.turn if self.speaking else None
        return speaking if speaking and speaking.ticket == ticket else self.waits(ticket)

    def turn_of(self, seat: int | None) -> Turn | None:
        """The one that a seat waits with."""
        return next((turn for turn in self.waiting if turn.seat == seat and seat is not None), None)

    def speaks(self, seat: int | None) -> bool:
        return self.speaking is not None and seat is not None and self.speaking.turn.seat == seat

    def has_spoken(self, who: int | str) -> bool:
        """Whether they spoke in this session or speak now."""
        now = self.speaking is not None and self.speaking.turn.who == who
        return now or any(each.who == who for each in self.spoken)

    def told(self, *, leads: bool) -> dict[str, Any]:
        """As it travels, to everyone or to those who lead."""
        waiting: list[dict[str, Any]] = [{"ticket": turn.ticket, "first": turn.first} for turn in self.waiting]
        if leads:
            waiting = [{**told, "name": turn.name} for told, turn in zip(waiting, self.waiting, strict=True)]
        speaking = self.speaking and {
            "ticket": self.speaking.turn.ticket,
            "name": self.speaking.turn.called(leads=leads),
            "ends_at": self.speaking.ends_at,
            "left": self.speaking.left,
        }
        return {"waiting": waiting, "speaking": speaking}


def called_so(name: str) -> str:
    """Who is called by a name, without telling the name."""
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:16]


def fairly(waiting: Iterable[Turn]) -> list[Turn]:
    """Those who have not spoken yet, then the others; each by who asked first."""
    return sorted(waiting, key=lambda turn: (not turn.first, turn.ticket))
