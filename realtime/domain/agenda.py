"""Reading and writing an agenda: a row of activities as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.methods import METHODS


def read_agenda(data: object) -> tuple[Activity, ...]:
    """The activities in ``data`` (a list of objects as written by ``write_agenda``); raises AgendaDoesNotRead."""
    if not isinstance(data, list):
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
    METHODS[activity.method].check(activity)
    return activity


def write_agenda(activities: tuple[Activity, ...]) -> list[dict[str, Any]]:
    """What ``read_agenda`` reads, ready for JSON."""
    return [asdict(activity) for activity in activities]
