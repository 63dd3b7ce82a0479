"""What each way of working in a room accepts, refuses, tells and brings out."""

from __future__ import annotations

import pytest

from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.agenda import read_agenda, write_agenda
from realtime.domain.decide import decide
from realtime.domain.public import mine, public_happening, public_room
from realtime.domain.results import results
from realtime.domain.rules import Refused, Sender
from tests.realtime.rooms import ask
from tests.realtime.test_state import FACILITATOR, NOW, SEATS, Server

AMINA, BESNIK, GEZIM = SEATS


def running(activity: str) -> Server:
    server = Server()
    server.take(FACILITATOR, ask("room.open"))
    server.take(FACILITATOR, ask("activity.open", activity=activity))
    return server


def close(server: Server, activity: str) -> None:
    assert server.take(FACILITATOR, ask("activity.close", activity=activity))


def told(server: Server) -> str:
    """Everything that anybody may read."""
    return str([public_room(server.room), *(public_happening(each, server.room) for each in server.log)])


def refusal(server: Server, seat: int, name: str, **fields) -> str:
    with pytest.raises(Refused) as refused:
        decide(server.room, Sender(seat), ask(name, **fields), NOW)
    assert str(refused.value.reason)
    return refused.value.code


def test_a_ranking_is_counted_by_two_rules_and_told_after_closing():
    server = running("order")
    for seat, choices in zip(SEATS, [(1, 2, 3), (2, 1), (2,)], strict=True):
        server.take(seat, ask("answer.give", activity="order", choices=choices))
    server.take(BESNIK, ask("answer.give", activity="order", choices=(3, 2)))
    assert mine(server.room, BESNIK)["given"] == {"order": {"3": 1, "2": 2}}
    assert public_room(server.room)["stages"]["order"]["tallies"] == {}
    close(server, "order")
    stage = public_room(server.room)["stages"]["order"]
    assert (stage["tallies"], stage["voters"]) == ({"1": 1, "2": 1, "3": 1}, 3)
    assert stage["outcome"] == {"places": [[1, 2, 3]], "schulze": [2]}
    [result] = results(server.room)
    assert str(result.outcome) == (
        "First by instant run-off: \u2068Morning\u2069, \u2068Noon\u2069, \u2068مساءً\u2069. "
        "First by Schulze’s rule: \u2068Noon\u2069."
    )
    assert result.table.rows == (("Morning", (1,)), ("Noon", (1,)), ("مساءً", (1,)))


def test_two_rules_that_agree_are_told_in_one_sentence():
    server = running("order")
    for seat, choices in zip(SEATS, [(2, 1), (2, 3), (1,)], strict=True):
        server.take(seat, ask("answer.give", activity="order", choices=choices))
    close(server, "order")
    assert str(results(server.room)[0].outcome) == "First: \u2068Noon\u2069. Instant run-off and Schulze’s rule agree."


def test_words_are_counted_together_however_they_are_typed():
    server = running("word")
    for seat, text in [(AMINA, "Late"), (BESNIK, " late "), (GEZIM, "Full"), (AMINA, "Warm  seats")]:
        server.take(seat, ask("note.add", activity="word", text=text.strip()))
    assert refusal(server, AMINA, "note.add", activity="word", text="Third") == "enough_notes"
    assert refusal(server, GEZIM, "note.add", activity="word", text="x" * 41) == "long"
    assert server.room.board() == []
    close(server, "word")
    [result] = results(server.room)
    assert (result.dots, result.table.rows) == (3, (("Late", (2,)), ("Full", (1,)), ("Warm  seats", (1,))))


def test_consent_tells_reasons_and_never_who_stands_where():
    server = running("may")
    assert refusal(server, AMINA, "consent.give", activity="may", stand=4, reason="") == "reason_missing"
    server.take(AMINA, ask("consent.give", activity="may", stand=4, reason="The noise at night"))
    server.take(BESNIK, ask("consent.give", activity="may", stand=1, reason="dropped with agreement"))
    server.take(GEZIM, ask("consent.give", activity="may", stand=2, reason="Only on Fridays"))
    assert "stand'" not in told(server)
    assert "dropped" not in told(server)
    assert [note.text for note in server.room.notes_in("may")] == ["The noise at night", "Only on Fridays"]
    assert public_room(server.room)["stages"]["may"]["tallies"] == {}
    note = server.room.notes_in("may")[0].id
    assert refusal(server, AMINA, "note.withdraw", note=note) == "part_of_an_answer"
    close(server, "may")
    [result] = results(server.room)
    assert str(result.outcome) == "Objections that stand: 1"
    assert [counts for _text, counts in result.table.rows] == [(1,), (1,), (0,), (1,)]


def test_an_objection_that_is_lifted_takes_its_reason_with_it():
    server = running("may")
    server.take(AMINA, ask("consent.give", activity="may", stand=4, reason="canary 0611"))
    server.take(AMINA, ask("consent.give", activity="may", stand=3, reason=""))
    close(server, "may")
    [result] = results(server.room)
    assert (str(result.outcome), result.notes, result.dots) == ("Nobody objects: the proposal stands.", (), 1)
    assert "canary" not in told(server)


def test_statements_are_asked_least_heard_first_and_votes_told_after_closing():
    server = running("views")
    first = mine(server.room, AMINA)["ask"]["views"]
    server.take(AMINA, ask("opinion.give", activity="views", item=first, vote=1))
    assert mine(server.room, BESNIK)["ask"] == {"views": -3 - first}
    statement = server.take(BESNIK, ask("note.add", activity="views", text="Buses at night"))
    assert mine(server.room, BESNIK)["given"] == {}, "nobody agrees with their own statement by itself"
    for seat, vote in [(AMINA, 2), (BESNIK, 1), (GEZIM, 1)]:
        server.take(seat, ask("opinion.give", activity="views", item=statement, vote=vote))
    server.take(GEZIM, ask("opinion.give", activity="views", item=first, vote=3))
    server.take(GEZIM, ask("opinion.give", activity="views", item=first, vote=0))
    assert public_room(server.room)["answers"] == {"views": 4}
    assert "'vote'" not in told(server)
    assert refusal(server, AMINA, "opinion.give", activity="views", item=999, vote=1) == "no_such_item"
    close(server, "views")
    [result] = results(server.room)
    texts = {-1: "More buses", -2: "مقاعد"}
    assert result.table.rows == ((texts[first], (1, 0, 0)), ("Buses at night", (2, 1, 0)))


def test_a_hidden_statement_is_neither_asked_nor_counted():
    server = running("views")
    statement = server.take(BESNIK, ask("note.add", activity="views", text="canary 2207"))
    server.take(AMINA, ask("opinion.give", activity="views", item=statement, vote=1))
    server.take(FACILITATOR, ask("note.hide", note=statement, reason="Names a person"))
    close(server, "views")
    assert (results(server.room), "canary" in told(server)) == ([], False)


def test_checking_in_takes_a_number_and_one_note():
    server = running("mood")
    server.take(AMINA, ask("answer.give", activity="mood", choices=(2,)))
    server.take(AMINA, ask("note.add", activity="mood", text="Tired, glad to be here"))
    assert refusal(server, AMINA, "note.add", activity="mood", text="More") == "enough_notes"
    assert refusal(server, AMINA, "answer.give", activity="mood", choices=(1, 2)) == "one_only"
    close(server, "mood")
    [result] = results(server.room)
    assert [note.text for note in result.notes] == ["Tired, glad to be here"]
    assert result.table.rows[:2] == (("1 · low", (0,)), ("2", (1,)))


@pytest.mark.parametrize(
    ("method", "given", "key"),
    [
        ("poll", {"kind": "guess"}, "kind"),
        ("poll", {"kind": "ranking", "options": ["A", "B"], "visible": "at_once"}, "visible"),
        ("poll", {"kind": "words", "words": 9}, "words"),
        ("opinion", {"statements": []}, "statements"),
        ("opinion", {"statements": ["A"], "adds": 99}, "adds"),
        ("collect", {"notes": -1}, "notes"),
        ("prioritise", {"dots": 0}, "dots"),
        ("checkin", {"low": 5}, "low"),
    ],
)
def test_settings_that_do_not_fit_are_named(method, given, key):
    with pytest.raises(AgendaDoesNotRead, match=f"step: {key} "):
        read_agenda(write_agenda((Activity("step", method, "Step", settings=given),)))


@pytest.mark.parametrize(
    ("activity", "name", "fields"),
    [
        ("may", "answer.give", {"choices": (1,)}),
        ("may", "note.add", {"text": "Words"}),
        ("hour", "consent.give", {"stand": 1, "reason": ""}),
        ("hour", "opinion.give", {"item": 1, "vote": 1}),
        ("views", "dots.set", {"item": 1, "count": 1}),
        ("order", "note.add", {"text": "Words"}),
    ],
)
def test_a_command_for_another_method_is_refused(activity, name, fields):
    assert refusal(running(activity), AMINA, name, activity=activity, **fields) == "other_method"
