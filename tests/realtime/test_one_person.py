"""Two tabs, two devices, or a guest's seat that becomes an account's: one person counts once, in every method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from consultations.people.models import Participant
from realtime.domain.activity import Activity
from realtime.domain.public import public_happening, public_room
from realtime.domain.results import results
from realtime.domain.room import Room
from realtime.domain.state import reduce
from realtime.models import Seat
from realtime.operations.join import join, take_along
from realtime.queries.log import events_after, prepared_room
from tests.realtime.rooms import TestRoom, make_room

OPTIONS = {"options": ["Morning", "Noon", "Night"]}
SCALE = {"scale": True, "low": "low", "high": "high"}
AGENDA = (
    Activity("mood", "checkin", "Check in", "How are you here?", settings=SCALE),
    Activity("hour", "poll", "Hour", "When?", settings={**OPTIONS, "kind": "single", "visible": "at_once"}),
    Activity("word", "poll", "Word", "The bus in a word?", settings={"kind": "words", "words": 2}),
    Activity("may", "consent", "Consent", "May we try the night bus?"),
    Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": ["More buses", "Fewer stops"]}),
)


def texts(room: Room, step: str) -> list[str]:
    return [note.text for note in room.notes_in(step)]


def figures(room: Room, step: str) -> Any:
    """How many people, what was chosen how often, what was said."""
    return room.voters(step), {item: n for item, n in room.tallies(step).items() if n}, texts(room, step)


@dataclass(frozen=True)
class Case:
    """What the person does on the phone, and on the laptop; what the second is refused with; what then counts.

    ``joined`` where it differs: what counts when the phone was a guest's, whose seat becomes the account's afterwards.
    """

    step: str
    phone: tuple[str, dict[str, Any]]
    laptop: tuple[str, dict[str, Any]]
    counts: tuple[int, dict[int, int], list[str]]
    refused: str = ""
    joined: tuple[int, dict[int, int], list[str]] | None = None


ANSWER, GIVE, SAY, STAND = "answer.give", "opinion.give", "note.add", "consent.give"
AGREES, OBJECTS = {"stand": 1, "reason": ""}, {"stand": 4, "reason": "Too loud"}
CASES = {
    "check-in, the number": Case("mood", (ANSWER, {"choices": (2,)}), (ANSWER, {"choices": (5,)}), (1, {5: 1}, [])),
    "check-in, the words": Case(
        "mood",
        (SAY, {"text": "Tired"}),
        (SAY, {"text": "Awake"}),
        (0, {}, ["Tired"]),
        "enough_notes",
        (0, {}, ["Awake"]),
    ),
    "poll": Case("hour", (ANSWER, {"choices": (1,)}), (ANSWER, {"choices": (3,)}), (1, {3: 1}, [])),
    "poll in own words, the same word": Case(
        "word", (SAY, {"text": "Late"}), (SAY, {"text": " late "}), (0, {}, ["Late"]), "said", (0, {}, [" late "])
    ),
    "poll in own words, other words": Case(
        "word", (SAY, {"text": "Late"}), (SAY, {"text": "Full"}), (0, {}, ["Late", "Full"])
    ),
    "consent, a reason and then none": Case("may", (STAND, OBJECTS), (STAND, AGREES), (1, {1: 1}, [])),
    "consent, two reasons": Case(
        "may", (STAND, OBJECTS), (STAND, {"stand": 2, "reason": "Too late"}), (1, {2: 1}, ["Too late"])
    ),
    "opinion": Case("views", (GIVE, {"item": -1, "vote": 1}), (GIVE, {"item": -1, "vote": 2}), (1, {-1: 2}, [])),
}


@pytest.fixture
def start(cast, now) -> Callable[[str], TestRoom]:
    def open_step(step: str) -> TestRoom:
        room = make_room(cast.chidi, now, AGENDA)
        room.lead("room.open")
        room.lead("activity.open", activity=step)
        return room

    return open_step


def here(room: TestRoom, person: Participant) -> Seat:
    return join(session=room.session, actor=person, now=room.now)[0]


def act(room: TestRoom, seat: Seat, step: str, what: tuple[str, dict[str, Any]]) -> str:
    name, fields = what
    outcome = room.act(seat, name, activity=step, **fields)
    return outcome.refused.code if outcome.refused else ""


def told(room: TestRoom) -> dict[str, Any]:
    """The room as everybody gets it, the same from its log alone."""
    state = room.state()
    assert reduce(prepared_room(room.session), events_after(room.session, 0)) == state
    return public_room(state)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_devices_of_one_account(start, cast, case):
    room = start(case.step)
    phone, laptop = here(room, cast.amina), here(room, cast.amina)
    assert (act(room, phone, case.step, case.phone), act(room, laptop, case.step, case.laptop)) == ("", case.refused)
    assert figures(room.state(), case.step) == case.counts
    told(room)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_guests_phone_that_becomes_an_accounts(start, cast, now, case):
    room = start(case.step)
    phone, laptop = room.guest(), here(room, cast.amina)
    assert [act(room, seat, case.step, what) for seat, what in ((phone, case.phone), (laptop, case.laptop))] == ["", ""]
    take_along(actor=cast.amina, seat=phone, now=now)
    assert figures(room.state(), case.step) == (case.joined or case.counts)
    told(room)
    room.lead("activity.close", activity=case.step)
    (result,) = results(room.state())
    assert result.dots == 1


def test_a_guests_words_come_along_as_far_as_one_person_may_say_so_many(start, cast, now):
    room = start("word")
    guest, amina, other = room.guest(), here(room, cast.amina), here(room, cast.besnik)
    for seat, word in ((guest, "Late"), (guest, "Full"), (amina, "Warm"), (other, "Late")):
        assert act(room, seat, "word", (SAY, {"text": word})) == ""
    take_along(actor=cast.amina, seat=guest, now=now)
    assert sorted(texts(room.state(), "word")) == ["Late", "Late", "Warm"]
    assert act(room, amina, "word", (SAY, {"text": "Slow"})) == "enough_notes"


def test_how_many_opinions_were_given_is_told_anew(start, cast, now):
    room = start("views")
    guest, amina, other = room.guest(), here(room, cast.amina), here(room, cast.besnik)
    for seat, item in ((guest, -1), (guest, -2), (amina, -1), (other, -1)):
        assert act(room, seat, "views", (GIVE, {"item": item, "vote": 1})) == ""
    assert told(room)["answers"] == {"views": 4}
    take_along(actor=cast.amina, seat=guest, now=now)
    assert told(room)["answers"] == {"views": 2}
    moved = public_happening(events_after(room.session, 0)[-1], room.state())
    assert (moved["type"], moved["data"]["answers"]) == ("seat.moved", 2)


def test_what_a_closed_step_told_stays(start, cast, now):
    room = start("word")
    guest, amina = room.guest(), here(room, cast.amina)
    for seat, word in ((guest, "Late"), (amina, "late")):
        assert act(room, seat, "word", (SAY, {"text": word})) == ""
    room.lead("activity.close", activity="word")
    take_along(actor=cast.amina, seat=guest, now=now)
    assert texts(room.state(), "word") == ["Late", "late"]


@pytest.mark.parametrize("guest_first", [False, True], ids=["two devices", "a guest's phone"])
def test_objections_to_a_suggestion(cast, now, guest_first):
    """One of each person; it keeps the suggestion out until they take it back."""
    settings = {"text": "We ask for shade.", "mode": "suggest", "accept": "all"}
    room = make_room(cast.chidi, now, (Activity("text", "write", "Letter", "What do we ask for?", settings=settings),))
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    asked = {"activity": "text", "passage": 1, "quote": "We ask for shade.", "text": "We ask for trees."}
    note = room.act(room.guest(), "draft.suggest", **asked).seq
    assert note
    laptop = here(room, cast.amina)
    phone = room.guest() if guest_first else here(room, cast.amina)
    assert room.act(phone, "suggestion.object", note=note, reason="Trees take long").seq
    assert room.act(laptop, "suggestion.object", note=note, reason="Shade now").seq
    if guest_first:
        take_along(actor=cast.amina, seat=phone, now=now)
    assert told(room)["notes"][str(note)]["about"]["objections"] == ["Shade now"]
    assert room.lead("suggestion.accept", note=note).refused.code == "objections"
    assert room.act(laptop, "suggestion.object", note=note, reason="").seq
    assert room.lead("suggestion.accept", note=note).seq


def test_a_suggestion_that_is_open_is_not_made_twice(cast, now):
    settings = {"text": "We ask for shade.", "mode": "suggest"}
    room = make_room(cast.chidi, now, (Activity("text", "write", "Letter", "What do we ask for?", settings=settings),))
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    asked = {"passage": 1, "quote": "We ask for shade.", "text": "We ask for trees."}
    phone, laptop = here(room, cast.amina), here(room, cast.amina)
    assert [act(room, seat, "text", ("draft.suggest", asked)) for seat in (phone, laptop)] == ["", "said"]
    assert act(room, laptop, "text", ("draft.suggest", {**asked, "text": "We ask for seats."})) == ""
    assert act(room, here(room, cast.besnik), "text", ("draft.suggest", asked)) == ""
    assert texts(room.state(), "text") == ["We ask for trees.", "We ask for seats.", "We ask for trees."]
    first = next(iter(room.state().notes))
    assert room.lead("suggestion.decline", note=first, reason="Later").seq
    assert act(room, phone, "text", ("draft.suggest", asked)) == ""
