"""A room as its pages show it: activities with what stands in them, for one person or for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from realtime.domain.agenda import Activity
from realtime.domain.state import Note, Room, Stage


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
class Step:
    """An activity and how far it is; ``left`` are the reader's dots not given yet."""

    activity: Activity
    stage: Stage
    cards: list[Card]
    items: list[Item]
    given: int
    left: int
    number: int

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
        mine = room.dots_of(activity.id, seat)
        cards = [_card(room, note, seat) for note in room.board() if note.activity == activity.id]
        items = _items(room, activity, stage, mine)
        left = int(activity.settings.get("dots", 0)) - sum(mine.values())
        found.append(Step(activity, stage, cards, items, sum(mine.values()), left, number))
    return found


def _card(room: Room, note: Note, seat: int | None) -> Card:
    return Card(note, room.merged(note.id), seat is not None and note.seat == seat)


def _items(room: Room, activity: Activity, stage: Stage, mine: dict[int, int]) -> list[Item]:
    seen = stage.state == "done" or room.seen_at_once(activity.id)
    found = []
    for id in stage.items:
        under = [note for note in room.board() if note.theme == id] if id in room.themes else []
        title = room.themes[id].title if id in room.themes else room.notes[id].text
        tally = stage.tallies.get(id, 0) if seen else None
        found.append(Item(id, title, len(under), mine.get(id, 0), tally))
    return found
