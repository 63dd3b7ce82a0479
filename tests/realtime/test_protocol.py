"""Frames: strict reading that names the field, whatever comes; what is read prints back."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realtime import protocol
from realtime.commands.board import AddNote
from realtime.commands.dots import SetDots
from realtime.protocol import CLIENT, SERVER, Hello, Malformed, decode, encode
from realtime.protocol_page import CONVERSATION, page

GOOD = {
    "hello": {"v": 1, "after": -1},
    "seen": {"seq": 4},
    "note.add": {"op": "abcdefgh", "activity": "ideas", "text": "مقاعد"},
    "dots.set": {"op": "abcdefgh", "activity": "dots", "item": 3, "count": 2},
}


def frame(name: str, **changes: object) -> str:
    given = {"type": name, **GOOD[name], **changes}
    return json.dumps({key: value for key, value in given.items() if value is not ...})


def test_what_is_well_formed_is_read():
    assert decode(frame("hello")) == Hello(v=1, after=-1)
    assert decode(frame("note.add", text="  Shade\r\nhere ")) == AddNote("abcdefgh", "ideas", "Shade\nhere")
    assert decode(frame("dots.set")) == SetDots("abcdefgh", "dots", 3, 2)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (b"\x00\x01", "frame"),
        ("", "frame"),
        ("[]", "frame"),
        ("{", "frame"),
        ("[" * 20_000, "frame"),
        ('{"type":"hello","v":1,"v":1,"after":0}', "frame"),
        (json.dumps({"type": "note.add", "text": "x" * protocol.MAX_BYTES}), "frame"),
        ("{}", "type"),
        ('{"type": 7}', "type"),
        ('{"type": "room.burn"}', "type"),
        ('{"type": "ack", "op": "abcdefgh", "seq": 1}', "type"),
        (frame("hello", v=True), "v"),
        (frame("hello", v=1.0), "v"),
        (frame("hello", after=-2), "after"),
        (frame("hello", after=2**60), "after"),
        (frame("hello", after=...), "after"),
        (frame("hello", more=1), "more"),
        (frame("note.add", op="short"), "op"),
        (frame("note.add", op="a" * 37), "op"),
        (frame("note.add", op="abc defgh"), "op"),
        (frame("note.add", text="   "), "text"),
        (frame("note.add", text="x" * 501), "text"),
        (frame("note.add", text="a\u202eb"), "text"),
        (frame("note.add", text="a\x00b"), "text"),
        (frame("note.add", text=["a"]), "text"),
        (frame("note.add", activity="../ideas"), "activity"),
        (frame("dots.set", count=-1), "count"),
        (frame("dots.set", item=0), "item"),
    ],
)
def test_what_is_not_is_refused_by_field(sent, field):
    with pytest.raises(Malformed) as refused:
        decode(sent)
    assert refused.value.field == field
    assert refused.value.reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = sorted({item.name for cls in CLIENT.values() for item in fields(cls)} | {"type"})


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        JSON.map(json.dumps),
        st.dictionaries(st.sampled_from(NAMES), JSON | st.sampled_from([*CLIENT, "abcdefgh", 1])).map(json.dumps),
    )
)
def test_no_frame_breaks_the_reader(sent):
    try:
        message = decode(sent)
    except Malformed:
        return
    assert type(message) in CLIENT.values()
    values = {item.name: getattr(message, item.name) for item in fields(message)}
    assert decode(json.dumps({"type": message.type, **values})) == message


def test_server_messages_are_objects_of_a_closed_set():
    for name, cls in SERVER.items():
        message = cls(*[None for _ in fields(cls)])
        assert json.loads(encode(message))["type"] == name
    assert not set(SERVER) & set(CLIENT)


def test_the_documentation_is_made_from_the_tables():
    written = (Path(__file__).resolve().parents[2] / "docs" / "live-protocol.md").read_text(encoding="utf-8")
    assert written == page(), "run: manage.py describe_protocol > docs/live-protocol.md"


def test_the_documented_conversation_is_one():
    """Every line of the client is read, every line of the server has exactly the fields of its message."""
    for who, said in CONVERSATION:
        if who == "C":
            decode(said)
        elif who == "S":
            frame = json.loads(said)
            assert frame.keys() - {"type"} == {item.name for item in fields(SERVER[frame["type"]])}, said
