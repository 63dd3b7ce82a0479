"""The floor as pages show it: in the same words as the browser's program."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from realtime.domain.activity import Activity
from realtime.domain.floor import Turn
from realtime.domain.room import Room


def of_the_floor() -> dict[str, str]:
    """``{n}`` and ``{title}`` are filled in."""
    return {
        "speaker": _("Speaker {n}"),
        "speaking": _("Speaking now: {title}"),
        "silence": _("Nobody is speaking now."),
        "next": _("Next: {title}"),
        "queue": _("Waiting to speak: {n}"),
        "turn": _("It is your turn. Please speak."),
        "younext": _("You are next."),
        "place": _("You are number {n} in the order."),
        "ticket": _("Your number: {n}"),
    }


def show(room: Room, activity: Activity, seat: int | None) -> dict[str, Any]:
    """What templates need; names as everyone sees them, ``turns`` and ``led_speaker`` for those who lead only."""
    words, floor = of_the_floor(), room.floor if room.current == activity.id else Room("", ()).floor
    queue, speaking = floor.in_order, floor.speaking
    own = next((place for place, turn in enumerate(queue, 1) if seat is not None and turn.seat == seat), 0)
    turn = floor.speaks(seat)
    told = _called(words, speaking.turn, leads=False) if speaking else ""
    led = _called(words, speaking.turn, leads=True) if speaking else ""
    ticket = queue[own - 1].ticket if own else speaking.turn.ticket if speaking and turn else 0
    place = words["younext"] if own == 1 else words["place"].format(n=own) if own else ""
    return {
        "speaks": speaking is not None,
        "paused": speaking is not None and not speaking.ends_at,
        "ends_at": speaking.ends_at if speaking else "",
        "until": datetime.fromisoformat(speaking.ends_at) if speaking and speaking.ends_at else None,
        "speaker": told or words["silence"],
        "led_speaker": led or words["silence"],
        "speaking": words["speaking"].format(title=told) if told else words["silence"],
        "next": words["next"].format(title=words["speaker"].format(n=queue[0].ticket)) if queue else "",
        "waiting": words["queue"].format(n=len(queue)),
        "queue": len(queue),
        "asks": not turn and not own,
        "waits": own,
        "turn": turn,
        "place": words["turn"] if turn else place,
        "ticket": words["ticket"].format(n=ticket) if ticket else "",
        "turns": [_row(words, each) for each in queue],
        "blank": _row(words, Turn(0, first=True, seat=None, name="", shown=False)),
    }


def _row(words: dict[str, str], turn: Turn) -> dict[str, Any]:
    called = _called(words, turn, leads=True)
    return {"ticket": turn.ticket, "called": called, "number": words["ticket"].format(n=turn.ticket), "turn": turn}


def _called(words: dict[str, str], turn: Turn, *, leads: bool) -> str:
    return turn.called(leads=leads) or words["speaker"].format(n=turn.ticket)
