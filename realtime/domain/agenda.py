"""An agenda is data: a row of activities, each with a method, a purpose, a time and the method's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from realtime.wire import MOST_OPTIONS

METHODS = ("collect", "group", "prioritise", "poll")
POLLS = ("single", "multiple", "scale")


@dataclass(frozen=True, slots=True)
class Activity:
    """``settings``: collect ``notes`` (most per person, 0 any); prioritise ``dots`` (each), ``visible`` after|at_once;
    poll ``kind`` single|multiple|scale (one of five steps), ``options`` (2 to 12 texts, in the order shown),
    ``visible`` as for dots.

    ``purpose`` is the question put to the room, in the room's language. ``seconds`` is what its timer starts with.
    """

    id: str
    method: str
    title: str
    purpose: str = ""
    seconds: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


class AgendaDoesNotRead(ValueError):
    """The data is no agenda; ``str()`` names the activity and the key."""


def read_agenda(data: object) -> tuple[Activity, ...]:
    """The activities in ``data`` (a list of objects as written by ``write_agenda``); raises AgendaDoesNotRead."""
    if not isinstance(data, list) or not data:
        raise AgendaDoesNotRead("an agenda is a list of activities")
    activities = tuple(_read_activity(item) for item in data)
    if len({activity.id for activity in activities}) != len(activities):
        raise AgendaDoesNotRead("two activities have one id")
    return activities


def _read_activity(item: object) -> Activity:
    if not isinstance(item, dict):
        raise AgendaDoesNotRead("an activity is an object")
    try:
        activity = Activity(**item)
    except TypeError as error:
        raise AgendaDoesNotRead(f"an activity has other keys: {', '.join(sorted(map(str, item)))}") from error
    if activity.method not in METHODS:
        raise AgendaDoesNotRead(f"{activity.id}: method is not one of {', '.join(METHODS)}")
    if not isinstance(activity.seconds, int) or not 0 <= activity.seconds <= 24 * 3600:
        raise AgendaDoesNotRead(f"{activity.id}: seconds is not between 0 and a day")
    if activity.method == "poll":
        _check_poll(activity)
    return activity


def _check_poll(activity: Activity) -> None:
    if activity.settings.get("kind") not in POLLS:
        raise AgendaDoesNotRead(f"{activity.id}: kind is not one of {', '.join(POLLS)}")
    options = activity.settings.get("options")
    texts = options if isinstance(options, list) else []
    named = all(isinstance(text, str) and text.strip() for text in texts)
    if not named or not 2 <= len(texts) <= MOST_OPTIONS or len(set(texts)) != len(texts):
        raise AgendaDoesNotRead(f"{activity.id}: options are not 2 to {MOST_OPTIONS} different texts")


def write_agenda(activities: tuple[Activity, ...]) -> list[dict[str, Any]]:
    """What ``read_agenda`` reads, ready for JSON."""
    return [asdict(activity) for activity in activities]
