"""Poll: a question with answers to choose from.

Settings: ``kind`` single, multiple or scale (five steps); ``options``, 2 to 12 texts in the order shown; ``visible``,
whether answers are seen ``after`` closing or ``at_once``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.room import Room
from realtime.domain.rules import Method, Refused, Result, Table, one_of, texts_of
from realtime.wire import MOST_OPTIONS

KINDS = ("single", "multiple", "scale")


def _check(activity: Activity) -> None:
    one_of(activity, "kind", *KINDS)
    one_of(activity, "visible", "after", "at_once", default="after")
    texts_of(activity, "options", least=2, most=MOST_OPTIONS)


def _items(_room: Room, activity: Activity) -> list[int]:
    return list(range(1, len(activity.settings["options"]) + 1))


def _choose(activity: Activity, choices: tuple[int, ...]) -> list[int]:
    if activity.settings["kind"] != "multiple" and len(choices) > 1:
        raise Refused("one_only", _("Choose one answer only."))
    return sorted(choices)


def _results(room: Room, activity: Activity) -> list[Result]:
    stage = room.stage(activity.id)
    if not stage.voters:
        return []
    options = enumerate(activity.settings["options"], 1)
    table = Table((_("Chosen by"),), tuple((text, (stage.tallies.get(number, 0),)) for number, text in options))
    contribution = room.results.get(stage.number, 0)
    return [Result(stage.number, activity.purpose, (), stage.voters, activity.id, contribution, table)]


METHOD = Method(
    "poll", _("Ask and count answers"), check=_check, items=_items, choose=_choose, counts=True, results=_results
)
