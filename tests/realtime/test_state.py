"""The reducer: any interleaving of drops, duplicates and resends converges, and what was acknowledged is there once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.agenda import read_agenda, write_agenda
from realtime.domain.decide import decide
from realtime.domain.public import mine, public_happening, public_room
from realtime.domain.results import results
from realtime.domain.roles import RoomRole
from realtime.domain.room import Happening, Room, copy
from realtime.domain.rules import Fact, Refused, Sender
from realtime.domain.state import HoleInTheLog, apply, reduce
from tests.realtime.rooms import AGENDA as STEPS
from tests.realtime.rooms import ask

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FACILITATOR, SEATS = 1, (2, 3, 4)
FACILITATES, TAKES_PART = RoomRole.FACILITATOR, RoomRole.GUEST


TEXT = Activity("text", "write", "Text", "What do we ask for?", settings={"mode": "suggest", "accept": "all"})
AGENDA = (*STEPS, TEXT)


def fresh() -> Room:
    return Room("Ideas", AGENDA)


class Server:
    """A room's log in a list: decides, numbers, keeps each op's answer, as the database does."""

    def __init__(self) -> None:
        self.room, self.log, self.answers = fresh(), [], {}

    def take(self, seat, command):
        op = getattr(command, "op", len(self.log))
        if (seat, op) in self.answers:
            return self.answers[seat, op]
        try:
            fact = (
                command
                if isinstance(command, Fact)
                else decide(
                    self.room,
                    Sender(seat, FACILITATES if seat == FACILITATOR else TAKES_PART, name=f"N{seat}"),
                    command,
                    NOW,
                )
            )
        except Refused:
            return None
        happening = Happening(self.room.seq + 1, fact.type, fact.data, NOW.isoformat(), seat)
        apply(self.room, happening)
        self.log.append(happening)
        self.answers[seat, op] = happening.seq
        return happening.seq


NUMBER = st.integers(1, 25)
COMMAND = st.one_of(
    st.builds(
        lambda a, t, n: (None, "note.add", {"activity": a, "text": t, "named": n}),
        st.sampled_from(["ideas", "word", "mood", "views"]),
        st.sampled_from(["Shade", "shade", "Benches", "ظل"]),
        st.integers(0, 1),
    ),
    st.builds(
        lambda s, t: (None, "consent.give", {"activity": "may", "stand": s, "reason": t}),
        st.integers(1, 4),
        st.sampled_from(["", "The noise at night", "It costs too much"]),
    ),
    st.builds(
        lambda n, v: (None, "opinion.give", {"activity": "views", "item": n, "vote": v}),
        st.sampled_from([-1, -2, -3, 4, 5, 6]),
        st.integers(0, 3),
    ),
    st.builds(lambda n: (None, "note.withdraw", {"note": n}), NUMBER),
    st.builds(lambda n, c: (None, "dots.set", {"activity": "dots", "item": n, "count": c}), NUMBER, st.integers(0, 4)),
    st.builds(
        lambda a, c: (None, "answer.give", {"activity": a, "choices": tuple(c)}),
        st.sampled_from(["hour", "hours", "order", "mood"]),
        st.lists(st.integers(1, 4), max_size=3, unique=True),
    ),
    st.builds(lambda s, i: (i, "!seat.moved", {"seat": s, "into": i}), st.sampled_from(SEATS[:2]), st.just(SEATS[2])),
    st.builds(lambda s: (s, "!seat.waits", {"seat": s}), st.integers(10, 12)),
    st.builds(lambda s: (1, "!seat.let_in", {"seats": s}), st.lists(st.integers(10, 12), max_size=2)),
    st.builds(lambda d: (1, "!room.door_set", {"door": d}), st.sampled_from(["open", "ask", "locked"])),
    st.builds(
        lambda q, t: (None, "draft.suggest", {"activity": "text", "passage": 1, "quote": q, "text": t}),
        st.sampled_from(["", "We ask for shade."]),
        st.sampled_from(["", "We ask for more shade."]),
    ),
    st.builds(
        lambda n, r: (None, "suggestion.object", {"note": n, "reason": r}), NUMBER, st.sampled_from(["", "Too dear"])
    ),
    st.builds(lambda n: (1, "suggestion.accept", {"note": n}), NUMBER),
    st.builds(lambda n: (1, "suggestion.decline", {"note": n, "reason": "Said already"}), NUMBER),
    st.builds(
        lambda m: (1, "draft.mode", {"activity": "text", "mode": m}), st.sampled_from(["write", "suggest", "read"])
    ),
    st.builds(lambda n: (1, "note.hide", {"note": n, "reason": "Names a person"}), NUMBER),
    st.builds(lambda n, t: (1, "note.place", {"note": n, "theme": t}), NUMBER, st.integers(0, 25)),
    st.builds(lambda n: (1, "note.park", {"note": n}), NUMBER),
    st.builds(lambda n, i: (1, "note.merge", {"note": n, "into": i}), NUMBER, NUMBER),
    st.builds(lambda t: (1, "theme.add", {"title": t}), st.sampled_from(["Streets", "Water", "Light"])),
    st.builds(lambda n: (1, "theme.rename", {"theme": n, "title": "Renamed"}), NUMBER),
    st.builds(lambda a: (1, "next", {"activity": a}), st.sampled_from([activity.id for activity in AGENDA])),
    st.builds(lambda a: (1, "activity.open", {"activity": a}), st.sampled_from([activity.id for activity in AGENDA])),
    st.builds(lambda a: (1, "activity.close", {"activity": a}), st.sampled_from([activity.id for activity in AGENDA])),
    st.builds(
        lambda a, s: (1, "activity.extend", {"activity": a, "seconds": s}),
        st.sampled_from(["ideas", "dots", "hour"]),
        st.sampled_from([-600, -60, 60]),
    ),
    st.builds(
        lambda show: (1, "wall.show", {"show": show}), st.sampled_from(["live", "frozen", "blank", "upside-down"])
    ),
    st.builds(
        lambda name, a: (1, name, {"activity": a}),
        st.sampled_from(["activity.pause", "activity.resume"]),
        st.sampled_from(["ideas", "dots", "hour"]),
    ),
)


def play(script) -> tuple[Server, list]:
    """Plays commands, each sent once or several times; returns the server and what it acknowledged."""
    server = Server()
    server.take(FACILITATOR, ask("room.open"))
    server.take(FACILITATOR, ask("activity.open", activity="ideas"))
    acknowledged, sent = [], []
    for (seat, name, fields), who, resend in script:
        if name == "next":
            server.take(FACILITATOR, ask("activity.close", activity=server.room.current or "ideas"))
            server.take(FACILITATOR, ask("activity.open", **fields))
            continue
        if name.startswith("!"):
            server.take(seat, Fact(name[1:], fields))
            continue
        sent.append((seat or who, ask(name, **fields)))
        for each in [sent[-1], *([sent[resend % len(sent)]] if resend else [])]:
            seq = server.take(*each)
            if seq:
                acknowledged.append((*each, seq))
    return server, acknowledged


ITEM = st.tuples(COMMAND, st.sampled_from(SEATS), st.integers(0, 8))
SCRIPT = st.lists(ITEM, max_size=60)


def in_one_step(step, items):
    """A script that goes to ``step`` and stays there: what can be said in it, and a little of all else."""
    staying = [each for each in items if each[0][1] not in ("next", "activity.open", "activity.close")]
    said = [each for each in staying if each[0][2].get("activity") == step]
    return [((1, "next", {"activity": step}), FACILITATOR, 0), *said, *staying[:20], *said]


@settings(max_examples=200, deadline=None)
@given(SCRIPT, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 6), st.booleans()), max_size=40))
def test_every_reader_converges_however_the_line_behaves(script, deliveries):
    server, acknowledged = play(script)
    reader = fresh()
    for start, length, restart in deliveries:
        frame = server.log[start : start + length]
        try:
            reader = reduce(reader, frame)
        except HoleInTheLog:
            reader = reduce(reader, [each for each in server.log if each.seq > reader.seq])
        if restart:
            reader = reduce(fresh(), server.log[: reader.seq])
    assert reduce(reader, server.log) == server.room == reduce(fresh(), server.log)
    numbers = {}
    for seat, command, seq in acknowledged:
        assert numbers.setdefault((seat, command.op), seq) == seq
    assert len(set(numbers.values())) == len(numbers) <= len(server.log)


@settings(max_examples=150, deadline=None)
@given(SCRIPT)
def test_rules_hold_whatever_is_sent(script):
    server = play(script)[0]
    room, moved = server.room, any(each.type == "seat.moved" for each in server.log)
    for given_dots in room.given.get("dots", {}).values():
        assert sum(given_dots.values()) <= 3
    for note in room.notes.values():
        assert note.theme == 0 or note.theme in room.themes
        if note.merged_into:
            assert room.notes[note.merged_into].stands
    for poll, most in (("hour", 1), ("hours", 3)):
        answers = [set(given) for given in room.given.get(poll, {}).values() if given]
        assert all(answer <= {1, 2, 3} and len(answer) <= most for answer in answers)
        counted = {n: sum(n in answer for answer in answers) for n in (1, 2, 3)}
        stage = room.stage(poll)
        if moved and stage.state == "done":
            continue  # what the room was told stays
        assert stage.voters == len(answers)
        assert not stage.tallies or dict(stage.tallies) == counted
    assert all(result.notes or result.table for result in results(room))
    seen = str(public_room(room))
    assert "seat" not in seen
    assert all(note.text == "" for note in room.notes.values() if note.state != "shown")


def test_an_answer_is_told_to_nobody_before_the_poll_is_closed():
    script = [((1, "activity.close", {"activity": "ideas"}), 2, 0), ((1, "activity.open", {"activity": "hour"}), 2, 0)]
    script += [((None, "answer.give", {"activity": "hour", "choices": (3,)}), seat, 0) for seat in SEATS[:2]]
    script += [((None, "answer.give", {"activity": "hour", "choices": (1,)}), SEATS[1], 0)]
    server, _acknowledged = play(script)
    told = [public_happening(each, server.room) for each in server.log if each.type == "answer.given"]
    assert [each["data"] for each in told] == [{"activity": "hour", "voters": 2}] * 3
    assert public_room(server.room)["stages"]["hour"]["tallies"] == {}
    assert mine(server.room, SEATS[1])["given"] == {"hour": {"1": 1}}
    server.take(FACILITATOR, ask("activity.close", activity="hour"))
    assert public_room(server.room)["stages"]["hour"]["tallies"] == {"1": 1, "2": 0, "3": 1}
    [poll] = results(server.room)
    assert (poll.title, poll.dots, poll.table.rows) == (
        "When do you ride?",
        2,
        (("Morning", (1,)), ("Noon", (0,)), ("مساءً", (1,))),
    )


@pytest.mark.parametrize(("poll", "shown"), [("hour", {}), ("hours", {"1": 0, "2": 1, "3": 0})])
def test_a_poll_opened_again_shows_only_what_is_seen_at_once(poll, shown):
    server = play([((1, "activity.close", {"activity": "ideas"}), 2, 0)])[0]
    server.take(FACILITATOR, ask("activity.open", activity=poll))
    server.take(2, ask("answer.give", activity=poll, choices=(2,)))
    server.take(FACILITATOR, ask("activity.close", activity=poll))
    server.take(FACILITATOR, ask("activity.open", activity=poll))
    assert public_room(server.room)["stages"][poll]["tallies"] == shown
    server.take(FACILITATOR, ask("activity.close", activity=poll))
    assert public_room(server.room)["stages"][poll]["tallies"] == {"1": 0, "2": 1, "3": 0}


@pytest.mark.parametrize(
    ("choices", "code"), [((), "nothing_chosen"), ((1, 2), "one_only"), ((4,), "no_such_item"), ((12,), "no_such_item")]
)
def test_an_answer_that_does_not_fit_is_refused(choices, code):
    server = Server()
    server.take(FACILITATOR, ask("room.open"))
    server.take(FACILITATOR, ask("activity.open", activity="hour"))
    with pytest.raises(Refused) as refused:
        decide(server.room, Sender(2), ask("answer.give", activity="hour", choices=choices), NOW)
    assert refused.value.code == code


@pytest.mark.parametrize("options", [None, ["One"], ["One", "One"], ["One", " "], [str(n) for n in range(13)], "One"])
def test_a_poll_without_proper_options_is_no_agenda(options):
    poll = {**write_agenda(AGENDA)[3], "settings": {"kind": "single", "options": options}}
    with pytest.raises(AgendaDoesNotRead, match="options"):
        read_agenda([poll])


def test_a_reducer_changes_nothing_it_was_given():
    before = fresh()
    after = reduce(before, [Happening(1, "room.opened", {}, "")])
    assert (before, after.state) == (fresh(), "open")
    assert copy(after) == after


def test_a_hole_is_named():
    with pytest.raises(HoleInTheLog, match="event 2 after 0"):
        reduce(fresh(), [Happening(2, "room.opened", {}, "")])


def test_dots_travel_without_their_place_until_the_activity_closes():
    server, _ = play([])
    note = server.take(2, ask("note.add", activity="ideas", text="Shade"))
    server.take(1, ask("activity.close", activity="ideas"))
    server.take(1, ask("activity.open", activity="dots"))
    server.take(2, ask("dots.set", activity="dots", item=note, count=2))
    assert public_happening(server.log[-1], server.room) == {"seq": 6, "type": "dots.set", "data": {}}
    assert public_room(server.room)["stages"]["dots"]["tallies"] == {}
    server.take(1, ask("activity.close", activity="dots"))
    assert public_happening(server.log[-1], server.room)["data"]["tallies"] == [[note, 2]]


def test_words_of_a_hidden_note_leave_the_events_too():
    server, _ = play([])
    note = server.take(2, ask("note.add", activity="ideas", text="canary 0611"))
    server.take(1, ask("note.hide", note=note, reason="Names a person"))
    told = [public_happening(each, server.room) for each in server.log]
    assert "canary" not in str([told, public_room(server.room)])
    assert told[-1]["data"] == {"note": note, "reason": "Names a person"}
