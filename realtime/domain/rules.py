"""The shape of a room's rules: what a command makes of a room, what an event changes in it, what of it is public.

Rules come in families. Some hold for every session (realtime.domain.session, board, answers); a method of an activity
may bring its own (realtime.domain.methods). ``decide``, ``apply`` and ``public`` look a name up in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.roles import Right, RoomRole
from realtime.domain.room import RUNNING, Happening, Note, Room


class Refused(Exception):
    """The command is not carried out. ``code`` is for programs, ``reason`` for the person."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a command, as it is at this moment: the seat's number, the person's role in the room and their name.

    ``entered``: somebody without a phone, for whom a note-taker writes.
    """

    seat: int
    role: RoomRole = RoomRole.GUEST
    muted: bool = False
    name: str = ""
    entered: bool = False

    @property
    def facilitates(self) -> bool:
        """Whether they lead the steps."""
        return self.role.may(Right.LEAD)


@dataclass(frozen=True, slots=True)
class Fact:
    """What an accepted command makes true: an event without its number."""

    type: str
    data: dict[str, Any]


Decide = Callable[[Room, Sender, Any, datetime], Fact]
Apply = Callable[[Room, Happening], None]
Public = Callable[[Room, Happening], dict[str, Any]]
Led = Public
Tells = Callable[[Room, Happening], Collection[int]]
Forgets = Callable[[Room, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Rules:
    """A family's rules. Several families may change something at one event; each has its own part of the room.

    ``decide``: command → what it makes of a room, or raises Refused. ``participants``: those commands that everyone
    with a seat may send; all others need the right to lead, or what realtime.domain.roles says. ``apply``: event →
    the change it makes, in place. ``public``: event → its data as everyone may see it, with the room at that event or
    later; where none is given, its data. ``led``: the same for those who lead, where they may see more. ``private``:
    events after which their sender is told anew what is theirs; ``tells``: which other seats are; ``yours``: after
    which their sender is told that the note of that number is theirs. ``words``: event → the key of its data that holds
    what the person wrote; an event that says something makes a note of its number.
    ``forgets``: event → what it takes, in place, out of its data as it travels to those who come back later.
    ``whole``: keys of the whole room as everyone may see it; ``led_whole`` adds in place what those who lead see.
    ``mine``: keys of what only one seat may see.
    """

    decide: Mapping[str, Decide] = field(default_factory=dict)
    participants: frozenset[str] = frozenset()
    apply: Mapping[str, Apply] = field(default_factory=dict)
    public: Mapping[str, Public] = field(default_factory=dict)
    led: Mapping[str, Led] = field(default_factory=dict)
    private: frozenset[str] = frozenset()
    yours: frozenset[str] = frozenset()
    tells: Mapping[str, Tells] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    forgets: Mapping[str, Forgets] = field(default_factory=dict)
    whole: Callable[[Room], dict[str, Any]] = lambda _room: {}
    led_whole: Callable[[Room, dict[str, Any]], None] = lambda _room, _whole: None
    mine: Callable[[Room, int], dict[str, Any]] = lambda _room, _seat: {}


@dataclass(frozen=True, slots=True)
class Table:
    """What was counted: a row for each thing that could be chosen, a figure for each head; ``about`` heads them."""

    heads: tuple[str | Promise, ...]
    rows: tuple[tuple[str, tuple[int | str | Promise, ...]], ...]
    about: str | Promise = pgettext_lazy("poll", "Answer")


@dataclass(frozen=True, slots=True)
class Result:
    """What a room brought out and may hand over.

    ``item`` is the number of a theme, of a note under no theme, or of the event that first opened the activity.
    ``notes``: what stands under it. ``dots``: on it, or how many took part where something was counted. ``table``: what
    was counted. ``outcome``: the result in a sentence. ``paragraphs``: the text that was written. ``figures``: what is
    said of it, where not its dots and notes.
    """

    item: int
    title: str
    notes: tuple[Note, ...]
    dots: int
    activity: str
    contribution: int
    table: Table | None = None
    outcome: str | Promise = ""
    paragraphs: tuple[str, ...] = ()
    figures: tuple[str | Promise, ...] = ()

    @property
    def said(self) -> int:
        """How many notes, merged ones included."""
        return len(self.notes)


@dataclass(frozen=True, slots=True)
class NoteRule:
    """How an activity takes notes: by which ``command``, how long in characters, how many of each person (0: any).

    ``answers``: each is an answer that is counted, so nobody gives the same one twice.
    """

    length: int = 500
    most: int = 0
    command: str = "note.add"
    answers: bool = False


def as_counted(text: str) -> str:
    """Texts that count as the same answer are equal: capitals and spaces make no difference."""
    return " ".join(text.casefold().split())


def _sum(room: Room, activity: str) -> dict[int, int]:
    return room.tallies(activity)


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working that an agenda may name; ``title`` is what facilitators call it.

    ``check`` raises AgendaDoesNotRead for settings that do not fit. ``options``: the answers that it offers, named by
    their place from 1. ``items``: the numbers that may be chosen from when it opens, where these are not its options;
    raises Refused where it cannot be opened. ``notes``: how people's texts are taken, None where they are not.
    ``choose``: an answer as it is kept; raises Refused for one that does not fit; None where no answers are given.
    ``ranks``: whether the order of an answer's choices counts. ``tally``: item → figure, when it closes. ``outcome``:
    what else it finds then, ready for JSON, for everyone to see. ``counts``: whether the room is shown figures when it
    closes. ``results``: what a closed one brought out, other than the board's themes. ``host``: what its program in the
    browser has to know of the settings. ``rules``: of commands and events that it alone has.
    """

    name: str
    title: str | Promise
    check: Callable[[Activity], object] = lambda _activity: None
    options: Callable[[Activity], Sequence[str | Promise]] = lambda _activity: ()
    items: Callable[[Room, Activity], list[int]] | None = None
    notes: Callable[[Activity], NoteRule | None] = lambda _activity: None
    choose: Callable[[Activity, tuple[int, ...]], list[int]] | None = None
    ranks: Callable[[Activity], bool] = lambda _activity: False
    tally: Callable[[Room, str], dict[int, int]] = _sum
    outcome: Callable[[Room, str], dict[str, Any]] = lambda _room, _activity: {}
    counts: bool = False
    results: Callable[[Room, Activity], list[Result]] = lambda _room, _activity: []
    host: Callable[[Activity], dict[str, Any]] = lambda _activity: {}
    rules: Rules = Rules()


OTHER_METHOD = _("This is not what the running activity is for.")
SAID = _("You have said this already.")


def running(room: Room, id: str, method: str = "") -> Activity:
    """The activity of that id, if it runs (and works by ``method``, where one is named); raises Refused."""
    activity = room.activity(id)
    if activity is None or room.current != id or room.stage(id).state != RUNNING:
        raise Refused("activity_not_open", _("This activity is not open now."))
    if method and activity.method != method:
        raise Refused("other_method", OTHER_METHOD)
    return activity


def in_seconds(start: datetime, seconds: int) -> str:
    """The moment ``seconds`` after ``start``, as events carry it."""
    return (start + timedelta(seconds=seconds)).isoformat(timespec="seconds")


def texts_of(activity: Activity, key: str, *, least: int, most: int) -> list[str]:
    """A setting that is a list of different texts; raises AgendaDoesNotRead."""
    found = activity.settings.get(key)
    texts = found if isinstance(found, list) else []
    named = all(isinstance(text, str) and text.strip() for text in texts)
    if not named or not least <= len(texts) <= most or len(set(texts)) != len(texts):
        raise AgendaDoesNotRead(f"{activity.id}: {key} are not {least} to {most} different texts")
    return texts


def whole_of(activity: Activity, key: str, *, least: int, most: int, default: int) -> int:
    """A setting that is a whole number; raises AgendaDoesNotRead."""
    found = activity.settings.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise AgendaDoesNotRead(f"{activity.id}: {key} is not between {least} and {most}")
    return found


def one_of(activity: Activity, key: str, *among: str, default: str = "") -> str:
    """A setting that is one of some words; raises AgendaDoesNotRead."""
    found = activity.settings.get(key, default or None)
    if found not in among:
        raise AgendaDoesNotRead(f"{activity.id}: {key} is not one of {', '.join(among)}")
    return str(found)
