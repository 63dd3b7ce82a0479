"""Check in, check out: everyone says in a few words how they are here, and may choose a number from 1 to 5.

Settings: ``scale``, whether a number is asked for; ``low`` and ``high``, what 1 and 5 mean. Everything is seen at once.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.room import Room
from realtime.domain.rules import Method, NoteRule, Refused, Result, Table

LENGTH = 140
STEPS = (1, 2, 3, 4, 5)


def _check(activity: Activity) -> None:
    for key in ("low", "high"):
        if not isinstance(activity.settings.get(key, ""), str):
            raise AgendaDoesNotRead(f"{activity.id}: {key} is not text")


def steps_of(activity: Activity) -> list[str]:
    """The five steps as people see them; none where no number is asked for."""
    if not activity.settings.get("scale"):
        return []
    ends = {1: activity.settings.get("low", ""), 5: activity.settings.get("high", "")}
    return [f"{step} · {ends[step]}" if ends.get(step) else str(step) for step in STEPS]


def _choose(_activity: Activity, choices: tuple[int, ...]) -> list[int]:
    if len(choices) > 1:
        raise Refused("one_only", _("Choose one answer only."))
    return list(choices)


def _results(room: Room, activity: Activity) -> list[Result]:
    stage, notes = room.stage(activity.id), room.notes_in(activity.id)
    people = max(stage.voters, len({note.seat for note in notes}))
    if not people:
        return []
    rows = tuple((step, (stage.tallies.get(number, 0),)) for number, step in enumerate(steps_of(activity), 1))
    table = Table((_("Chosen by"),), rows) if stage.voters else None
    contribution = room.results.get(stage.number, 0)
    return [Result(stage.number, activity.purpose, tuple(notes), people, activity.id, contribution, table)]


METHOD = Method(
    "checkin",
    _("Check in or out"),
    check=_check,
    options=steps_of,
    notes=lambda _activity: NoteRule(LENGTH, 1, answers=True),
    choose=_choose,
    counts=True,
    results=_results,
)
