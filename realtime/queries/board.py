"""A room as its pages show it: activities with what stands in them, for one person or for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from realtime.domain.activity import Activity
from realtime.domain.methods import METHODS
from realtime.domain.room import Note, Room, Stage
from realtime.queries.methods import SHOWS


@dataclass(frozen=True, slots=True)
class Card:
    """A note with those merged into it; ``own`` where the reader wrote it."""

    note: Note
    merged: list[Note]
    own: bool


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is a theme's number, 0 for notes under no theme, "parked" for those set aside."""

    key: int | str
    title: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to put dots on. ``tally`` is None while it may not be seen."""

    id: int
    title: str
    notes: int
    own: int
    tally: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that a step offers; ``number`` counts from 1. ``chosen``: 1, or its place in the reader's ranking, 0
    where they did not choose it. ``tally`` is None while it may not be seen."""

    number: int
    text: str | Promise
    chosen: int
    tally: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """An activity and how far it is; ``left`` are the reader's dots not given yet, ``options`` those of a poll.

    ``shows``: what realtime.queries.methods adds for its method.
    """

    activity: Activity
    stage: Stage
    cards: list[Card]
    items: list[Item]
    given: int
    left: int
    number: int
    options: list[Option]
    seen_at_once: bool
    shows: dict[str, Any]

    @property
    def minutes(self) -> int:
        """As planned, whole ones; 0 without a timer."""
        return -(-self.activity.seconds // 60)

    @property
    def counts(self) -> bool:
        """Whether it brings out figures, which the room sees when it is closed."""
        return METHODS[self.activity.method].counts

    def template(self, part: str) -> str:
        return f"realtime/methods/{self.activity.method}/{part}.html"

    @property
    def phone(self) -> str:
        """The template for those who take part."""
        return self.template("phone")

    @property
    def wall(self) -> str:
        """The template for the projector."""
        return self.template("wall")

    @property
    def lead(self) -> str:
        """The template on the facilitator's run sheet."""
        return self.template("lead")

    @property
    def told(self) -> str:
        """The template of what came out, from closing until the next step."""
        return self.template("told")

    @property
    def first_to_last(self) -> list[Option]:
        """The options in the order of a ranking's outcome; as they are offered where there is none."""
        order = [number for place in self.stage.outcome.get("places", ()) for number in place]
        return sorted(self.options, key=lambda option: order.index(option.number) if option.number in order else -1)

    @property
    def most_first(self) -> list[Item]:
        return sorted(self.items, key=lambda item: -(item.tally or 0))

    @property
    def ends_at(self) -> datetime | None:
        return datetime.fromisoformat(self.stage.ends_at) if self.stage.ends_at else None


def columns(room: Room, seat: int | None) -> list[Column]:
    """Under no theme, each theme, parked."""
    cards = [_card(room, note, seat) for note in room.board()]
    named: list[tuple[int, str]] = [(0, ""), *((theme.id, theme.title) for theme in room.themes.values())]
    found = [
        Column(key, title, [card for card in cards if card.note.theme == key and not card.note.parked])
        for key, title in named
    ]
    return [*found, Column("parked", "", [card for card in cards if card.note.parked])]


def steps(room: Room, seat: int | None) -> list[Step]:
    found = []
    for number, activity in enumerate(room.agenda, 1):
        stage = room.stage(activity.id)
        mine = room.given_by(activity.id, seat)
        cards = [_card(room, note, seat) for note in room.notes_in(activity.id)]
        items = _items(room, activity, stage, mine)
        left = int(activity.settings.get("dots", 0)) - sum(mine.values())
        options = _options(room, activity, stage, mine)
        at_once = room.seen_at_once(activity.id)
        shows = SHOWS[activity.method](room, activity, seat) if activity.method in SHOWS else {}
        found.append(Step(activity, stage, cards, items, sum(mine.values()), left, number, options, at_once, shows))
    return found


def _options(room: Room, activity: Activity, stage: Stage, mine: dict[int, int]) -> list[Option]:
    seen = stage.state == "done" or room.seen_at_once(activity.id)
    texts = enumerate(METHODS[activity.method].options(activity), 1)
    return [Option(n, text, mine.get(n, 0), stage.tallies.get(n, 0) if seen else None) for n, text in texts]


def _card(room: Room, note: Note, seat: int | None) -> Card:
    return Card(note, room.merged(note.id), seat is not None and note.seat == seat)


def _items(room: Room, activity: Activity, stage: Stage, mine: dict[int, int]) -> list[Item]:
    seen = stage.state == "done" or room.seen_at_once(activity.id)
    found: list[Item] = []
    if activity.method != "prioritise":
        return found
    for id in stage.items:
        under = [note for note in room.board() if note.theme == id] if id in room.themes else []
        title = room.themes[id].title if id in room.themes else room.notes[id].text
        tally = stage.tallies.get(id, 0) if seen else None
        found.append(Item(id, title, len(under), mine.get(id, 0), tally))
    return found
