"""Poll: a question with answers to choose from, to put in order, or to give in one's own words.

Settings: ``kind`` single, multiple, scale (five steps), ranking (first choice first; one may stop early) or words;
``options``, 2 to 12 texts in the order shown (not for words); ``words``, how many each person may give, 1 to 5;
``visible``, whether answers are seen ``after`` closing or ``at_once``. A ranking is seen after closing, words at once.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.voting.domain.ranking import irv, schulze
from realtime.domain.activity import Activity
from realtime.domain.room import Room
from realtime.domain.rules import Method, NoteRule, Refused, Result, Table, as_counted, one_of, texts_of, whole_of
from realtime.wire import MOST_OPTIONS

KINDS = ("single", "multiple", "scale", "ranking", "words")
WORD_LENGTH = 40
RULES_AGREE = _("First: {names}. Instant run-off and Schulze’s rule agree.")
RULES_DIFFER = _("First by instant run-off: {names}. First by Schulze’s rule: {others}.")


def _check(activity: Activity) -> None:
    kind = one_of(activity, "kind", *KINDS)
    one_of(activity, "visible", *(["after"] if kind == "ranking" else ["after", "at_once"]), default="after")
    if kind == "words":
        whole_of(activity, "words", least=1, most=5, default=3)
    else:
        texts_of(activity, "options", least=2, most=MOST_OPTIONS)


def asks_for_words(activity: Activity) -> bool:
    return bool(activity.settings["kind"] == "words")


def _ranks(activity: Activity) -> bool:
    return bool(activity.settings["kind"] == "ranking")


def _notes(activity: Activity) -> NoteRule | None:
    if not asks_for_words(activity):
        return None
    return NoteRule(WORD_LENGTH, int(activity.settings.get("words", 3)), answers=True)


def _choose(activity: Activity, choices: tuple[int, ...]) -> list[int]:
    kind = activity.settings["kind"]
    if kind == "ranking":
        return list(choices)
    if kind != "multiple" and len(choices) > 1:
        raise Refused("one_only", _("Choose one answer only."))
    return sorted(choices)


def rankings(room: Room, id: str) -> list[list[int]]:
    """Each answer as options, the first choice first."""
    return [sorted(given, key=lambda option: given[option]) for given in room.given.get(id, {}).values() if given]


def _tally(room: Room, id: str) -> dict[int, int]:
    """How many chose each option; of a ranking, how many put it first."""
    activity = room.activity(id)
    if activity is None or not _ranks(activity):
        return room.tallies(id)
    first = Counter(ranking[0] for ranking in rankings(room, id))
    return {item: first[item] for item in room.stage(id).items}


def counted_words(room: Room, id: str) -> list[tuple[str, int]]:
    """What was said, most often first; capitals and spaces make no difference, and the first way of writing stands."""
    written: dict[str, list[str]] = {}
    for note in room.notes_in(id):
        written.setdefault(as_counted(note.text), []).append(note.text)
    return sorted(((texts[0], len(texts)) for texts in written.values()), key=lambda found: (-found[1], found[0]))


def _outcome(room: Room, id: str) -> dict[str, Any]:
    """Of a ranking: ``places`` by instant run-off and ``schulze``'s winners; equal ones stand together."""
    activity = room.activity(id)
    if activity is None or not _ranks(activity):
        return {}
    ballots, options = rankings(room, id), room.stage(id).items
    return {
        "places": [sorted(place) for place in irv(ballots, options).places],
        "schulze": sorted(schulze(ballots, options).winners),
    }


def winners_told(activity: Activity, outcome: Any) -> Any:
    """The outcome of a ranking in a sentence; where the two rules differ, it says so.

    Names stand in isolates (Unicode UAX 9), because they may be written in another direction than the sentence.
    """
    places, others = outcome.get("places"), outcome.get("schulze")
    if not places:
        return ""

    def names(options: list[int]) -> str:
        return ", ".join(f"\u2068{activity.settings['options'][option - 1]}\u2069" for option in options)

    words = RULES_AGREE if places[0] == others else RULES_DIFFER
    return format_lazy(words, names=names(places[0]), others=names(others))


def _results(room: Room, activity: Activity) -> list[Result]:
    stage = room.stage(activity.id)
    contribution = room.results.get(stage.number, 0)
    if asks_for_words(activity):
        words = counted_words(room, activity.id)
        table = Table((_("Said by"),), tuple((text, (count,)) for text, count in words))
        people = len({note.seat for note in room.notes_in(activity.id)})
    else:
        head = _("Put first by") if _ranks(activity) else _("Chosen by")
        options = enumerate(activity.settings["options"], 1)
        table = Table((head,), tuple((text, (stage.tallies.get(number, 0),)) for number, text in options))
        people = stage.voters
    if not people:
        return []
    outcome = winners_told(activity, stage.outcome)
    return [Result(stage.number, activity.purpose, (), people, activity.id, contribution, table, outcome)]


def _host(activity: Activity) -> dict[str, Any]:
    return {"kind": activity.settings["kind"], "options": list(activity.settings.get("options", ()))}


METHOD = Method(
    "poll",
    _("Ask and count answers"),
    check=_check,
    options=lambda activity: activity.settings.get("options", ()),
    notes=_notes,
    choose=_choose,
    ranks=_ranks,
    tally=_tally,
    outcome=_outcome,
    counts=True,
    results=_results,
    host=_host,
)
