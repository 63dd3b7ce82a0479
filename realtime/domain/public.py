"""What of a room and its events everyone may see: no seats, no dots before their time, no words of hidden notes."""

from __future__ import annotations

from typing import Any

from realtime.domain.families import FAMILIES, FORGETS, LED, PUBLIC, WORDS
from realtime.domain.room import SHOWN, Happening, Room


def public_happening(happening: Happening, after: Room) -> dict[str, Any]:
    """The event as it travels; ``after`` is the room at this event or later."""
    rule = PUBLIC.get(happening.type)
    data = rule(after, happening) if rule else dict(happening.data)
    told = {"seq": happening.seq, "type": happening.type, "data": data}
    forget_words(told, after)
    return told


def forget_words(told: dict[str, Any], after: Room) -> None:
    """Takes out of an event as it travels the words and the name that its note lost since; changes it in place."""
    if told["type"] in FORGETS:
        FORGETS[told["type"]](after, told["data"])
    key, note = WORDS.get(told["type"]), after.notes.get(told["seq"])
    if key is None or note is None:
        return
    if note.state != SHOWN and key in told["data"]:
        told["data"][key] = ""
    if not note.name:
        told["data"].pop("name", None)


def led_happening(happening: Happening, after: Room) -> dict[str, Any]:
    """The event as those who lead the room get it."""
    rule = LED.get(happening.type)
    if rule is None:
        return public_happening(happening, after)
    told = {"seq": happening.seq, "type": happening.type, "data": rule(after, happening)}
    forget_words(told, after)
    return told


def public_room(room: Room) -> dict[str, Any]:
    """The whole room as JSON, as of ``room.seq``; what the browser's reducer works on."""
    found: dict[str, Any] = {"seq": room.seq}
    for family in FAMILIES:
        found |= family.whole(room)
    return found


def led_room(room: Room) -> dict[str, Any]:
    """``public_room``, with what only those who lead the room may see."""
    found = public_room(room)
    for family in FAMILIES:
        family.led_whole(room, found)
    return found


def mine(room: Room, seat: int) -> dict[str, Any]:
    """What only the person of ``seat`` may see: their notes' numbers, their dots and answers by activity, and more."""
    found: dict[str, Any] = {}
    for family in FAMILIES:
        found |= family.mine(room, seat)
    return found
