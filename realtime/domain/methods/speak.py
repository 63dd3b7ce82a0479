"""Speak: people ask for the floor; who has not spoken yet in this session comes first.

Settings: ``seconds_each``, how long each speaker has. Who waits travels to nobody but those who lead: everyone sees
numbers of tickets, and a name where its person wants it shown, while they speak. Minutes hold no names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.commands.floor import (
    AddSpeaker,
    AskFloor,
    CallSpeaker,
    DropSpeaker,
    EndTurn,
    ExtendSpeaker,
    LeaveFloor,
    PauseSpeaker,
    ResumeSpeaker,
)
from realtime.domain.activity import Activity
from realtime.domain.floor import Speaking, Spoken, Turn, called_so
from realtime.domain.room import Happening, Room
from realtime.domain.rules import Fact, Method, Refused, Result, Rules, Sender, in_seconds, running, whole_of

Data = dict[str, Any]


def seconds_each(activity: Activity) -> int:
    return whole_of(activity, "seconds_each", least=15, most=3600, default=120)


def _ask(room: Room, sender: Sender, command: AskFloor, now: datetime) -> Fact:
    activity = running(room, command.activity, "speak")
    if room.floor.turn_of(sender.seat):
        raise Refused("waits_already", _("You are on the list already."))
    if room.floor.speaks(sender.seat):
        raise Refused("speaks_already", _("It is your turn."))
    return _asked(room, "floor.asked", activity, sender.seat, name=command.name)


def _add(room: Room, sender: Sender, command: AddSpeaker, now: datetime) -> Fact:
    activity = running(room, command.activity, "speak")
    who = called_so(command.name)
    if any(turn.who == who for turn in room.floor.waiting):
        raise Refused("name_waits", _("This name is on the list already."))
    return _asked(room, "floor.added", activity, who, name=command.name, shown=bool(command.shown))


def _asked(room: Room, type: str, activity: Activity, who: int | str, **data: Any) -> Fact:
    first = not room.floor.has_spoken(who)
    return Fact(type, {"activity": activity.id, "ticket": room.floor.tickets + 1, "first": first, **data})


def _leave(room: Room, sender: Sender, command: LeaveFloor, now: datetime) -> Fact:
    running(room, command.activity, "speak")
    if room.floor.speaks(sender.seat):
        return Fact("floor.ended", {"activity": command.activity})
    turn = room.floor.turn_of(sender.seat)
    if turn is None:
        raise Refused("waits_not", _("You are not on the list."))
    return Fact("floor.left", {"activity": command.activity, "ticket": turn.ticket})


def _drop(room: Room, sender: Sender, command: DropSpeaker, now: datetime) -> Fact:
    running(room, command.activity, "speak")
    return Fact("floor.left", {"activity": command.activity, "ticket": _waiting(room, command.ticket).ticket})


def _call(room: Room, sender: Sender, command: CallSpeaker, now: datetime) -> Fact:
    activity = running(room, command.activity, "speak")
    if not room.floor.waiting:
        raise Refused("nobody_waits", _("Nobody waits to speak."))
    turn = _waiting(room, command.ticket) if command.ticket else room.floor.in_order[0]
    ends_at = in_seconds(now, seconds_each(activity))
    return Fact("floor.called", {"activity": activity.id, "ticket": turn.ticket, "ends_at": ends_at})


def _extend(room: Room, sender: Sender, command: ExtendSpeaker, now: datetime) -> Fact:
    speaking = _speaker(room, command.activity)
    if speaking.left is not None:
        return _timed("floor.extended", command.activity, left=speaking.left + command.seconds)
    start = max(now, datetime.fromisoformat(speaking.ends_at))
    return _timed("floor.extended", command.activity, ends_at=in_seconds(start, command.seconds))


def _pause(room: Room, sender: Sender, command: PauseSpeaker, now: datetime) -> Fact:
    speaking = _speaker(room, command.activity)
    if speaking.left is not None:
        raise Refused("paused", _("The time stands still already."))
    left = datetime.fromisoformat(speaking.ends_at) - now
    return _timed("floor.paused", command.activity, left=max(0, round(left.total_seconds())))


def _resume(room: Room, sender: Sender, command: ResumeSpeaker, now: datetime) -> Fact:
    speaking = _speaker(room, command.activity)
    if speaking.left is None:
        raise Refused("not_paused", _("The time runs already."))
    return _timed("floor.resumed", command.activity, ends_at=in_seconds(now, speaking.left))


def _end(room: Room, sender: Sender, command: EndTurn, now: datetime) -> Fact:
    _speaker(room, command.activity)
    return Fact("floor.ended", {"activity": command.activity})


def _timed(type: str, activity: str, *, ends_at: str = "", left: int | None = None) -> Fact:
    return Fact(type, {"activity": activity, "ends_at": ends_at, "left": left})


def _waiting(room: Room, ticket: int) -> Turn:
    turn = room.floor.waits(ticket)
    if turn is None:
        raise Refused("no_such_ticket", _("This person does not wait any more."))
    return turn


def _speaker(room: Room, activity: str) -> Speaking:
    running(room, activity, "speak")
    if room.floor.speaking is None:
        raise Refused("nobody_speaks", _("Nobody is speaking now."))
    return room.floor.speaking


def _joins(room: Room, turn: Turn) -> None:
    room.floor = replace(room.floor, tickets=turn.ticket, waiting=(*room.floor.waiting, turn))


def _now_asked(room: Room, happening: Happening) -> None:
    data, name = happening.data, happening.data.get("name", "")
    _joins(room, Turn(data["ticket"], data["first"], happening.seat, name, shown=bool(name)))


def _now_added(room: Room, happening: Happening) -> None:
    data = happening.data
    _joins(room, Turn(data["ticket"], data["first"], None, data.get("name", ""), data["shown"]))


def _now_left(room: Room, happening: Happening) -> None:
    gone = happening.data["ticket"]
    room.floor = replace(room.floor, waiting=tuple(turn for turn in room.floor.waiting if turn.ticket != gone))


def _now_called(room: Room, happening: Happening) -> None:
    _now_ended(room, happening)
    turn = room.floor.waits(happening.data["ticket"])
    assert turn is not None
    _now_left(room, happening)
    room.floor = replace(room.floor, speaking=Speaking(turn, happening.at, happening.data["ends_at"]))


def _now_timed(room: Room, happening: Happening) -> None:
    speaking = room.floor.speaking
    assert speaking is not None
    ends_at, left = happening.data["ends_at"], happening.data["left"]
    seconds = speaking.lasted(happening.at)
    room.floor = replace(
        room.floor, speaking=replace(speaking, ends_at=ends_at, left=left, seconds=seconds, since=happening.at)
    )


def _now_ended(room: Room, happening: Happening) -> None:
    speaking = room.floor.speaking
    if speaking is None:
        return
    seconds = speaking.lasted(happening.at)
    done = Spoken(happening.data["activity"], speaking.turn.who, speaking.turn.first, seconds)
    room.floor = replace(room.floor, speaking=None, spoken=(*room.floor.spoken, done))


def _closed(room: Room, happening: Happening) -> None:
    """The list ends with its step: who still wants to speak asks again in the next one."""
    _now_ended(room, happening)
    room.floor = replace(room.floor, waiting=())


def _moved(room: Room, happening: Happening) -> None:
    """A guest's turn is the account's; that they have spoken, too."""
    floor, seat, into = room.floor, happening.data["seat"], happening.data["into"]

    def own(turn: Turn) -> Turn:
        return replace(turn, seat=into) if turn.seat == seat else turn

    speaking = floor.speaking and replace(floor.speaking, turn=own(floor.speaking.turn))
    spoken = tuple(replace(each, who=into) if each.who == seat else each for each in floor.spoken)
    room.floor = replace(floor, waiting=tuple(own(turn) for turn in floor.waiting), speaking=speaking, spoken=spoken)


def _public_ask(after: Room, happening: Happening) -> Data:
    return {"ticket": happening.data["ticket"], "first": happening.data["first"]}


def _led_ask(after: Room, happening: Happening) -> Data:
    return {**_public_ask(after, happening), "name": happening.data.get("name", "")}


def _called(after: Room, happening: Happening, *, leads: bool) -> Data:
    data, turn = happening.data, after.floor.with_ticket(happening.data["ticket"])
    return {"ticket": data["ticket"], "name": turn.called(leads=leads) if turn else "", "ends_at": data["ends_at"]}


def _forget(after: Room, data: Data) -> None:
    """The name of somebody who neither waits nor speaks any more."""
    if "name" in data and after.floor.with_ticket(data["ticket"]) is None:
        data["name"] = ""


def _whole(room: Room) -> Data:
    return {"floor": room.floor.told(leads=False)}


def _led_whole(room: Room, whole: Data) -> None:
    whole["floor"] = room.floor.told(leads=True)


def _mine(room: Room, seat: int) -> Data:
    speaking = room.floor.speaking
    turn = speaking.turn if speaking and room.floor.speaks(seat) else room.floor.turn_of(seat)
    return {"ticket": turn.ticket if turn else 0}


def _results(room: Room, activity: Activity) -> list[Result]:
    turns = [each for each in room.floor.spoken if each.activity == activity.id]
    if not turns:
        return []
    stage = room.stage(activity.id)
    people, first = len({each.who for each in turns}), sum(each.first for each in turns)
    minutes = round(sum(each.seconds for each in turns) / 60)
    told = format_lazy(
        _("People who spoke: {people}. For the first time in this session: {first}. Minutes in all: {minutes}."),
        people=people,
        first=first,
        minutes=minutes,
    )
    contribution = room.results.get(stage.number, 0)
    title = activity.purpose or activity.title
    return [Result(stage.number, title, (), people, activity.id, contribution, outcome=told)]


METHOD = Method(
    "speak",
    _("Speak in turn"),
    check=seconds_each,
    results=_results,
    rules=Rules(
        decide={
            "floor.ask": _ask,
            "floor.leave": _leave,
            "floor.add": _add,
            "floor.drop": _drop,
            "floor.call": _call,
            "floor.extend": _extend,
            "floor.pause": _pause,
            "floor.resume": _resume,
            "floor.end": _end,
        },
        participants=frozenset({"floor.ask", "floor.leave"}),
        apply={
            "floor.asked": _now_asked,
            "floor.added": _now_added,
            "floor.left": _now_left,
            "floor.called": _now_called,
            "floor.extended": _now_timed,
            "floor.paused": _now_timed,
            "floor.resumed": _now_timed,
            "floor.ended": _now_ended,
            "activity.closed": _closed,
            "seat.moved": _moved,
        },
        public={
            "floor.asked": _public_ask,
            "floor.added": _public_ask,
            "floor.called": lambda after, happening: _called(after, happening, leads=False),
        },
        led={
            "floor.asked": _led_ask,
            "floor.added": _led_ask,
            "floor.called": lambda after, happening: _called(after, happening, leads=True),
        },
        forgets=dict.fromkeys(("floor.asked", "floor.added", "floor.called"), _forget),
        private=frozenset({"floor.asked", "floor.left", "floor.ended"}),
        whole=_whole,
        led_whole=_led_whole,
        mine=_mine,
    ),
)
