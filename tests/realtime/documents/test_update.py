"""Updates are read strictly: what Yjs itself writes for a text is read, anything else is refused before it counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from realtime.documents.document import Behind, Document, Full, begun
from realtime.documents.frames import CHANGE, CURSOR, HAVE, ChangeDraft, Cursor, Have, read_frame, write_change
from realtime.documents.merge import Change
from realtime.documents.update import Struct, read_update, read_vector
from realtime.wire import Malformed

HELLO = Document().edited(7, [Change(0, 0, "Hé😀")])


def of_doc(write) -> bytes:
    doc = Doc(client_id=7)
    write(doc)
    return doc.get_update()


def formatted(doc) -> None:
    body = doc.get("text", type=Text)
    body.insert(0, "bold", {"bold": True})


def embedded(doc) -> None:
    doc.get("text", type=Text).insert_embed(0, {"image": "x"})


def elsewhere(doc) -> None:
    doc.get("title", type=Text).insert(0, "x")


def array(doc) -> None:
    doc.get("text", type=Array).append("x")


def table(doc) -> None:
    doc.get("text", type=Map)["a"] = "x"


def inner(doc) -> None:
    doc.get("text", type=Array).append(Text("x"))


def test_what_yjs_writes_is_read():
    update = read_update(HELLO)
    assert (update.runs, update.structs, update.deletes) == ({7: (0, 4)}, [Struct(7, 0, None, None, 4, "Hé😀")], [])
    assert update.units == 4
    assert read_vector(Document(HELLO).state_vector()) == {7: 4}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00",
        b"\x01",
        b"\xff" * 30,
        HELLO[:-1],
        HELLO + b"\x00",
        HELLO.replace(b"text", b"tixt"),
        HELLO.replace("é".encode(), b"\xc3\xc3"),
        HELLO.replace("é".encode(), b"\x00a"),
        Document().edited(7, [Change(0, 0, "a")]).replace(b"\x01a", b"\x00"),
        b"\x02" + HELLO[1:-1] + HELLO[1:-1] + b"\x00",
        *[of_doc(write) for write in (formatted, embedded, elsewhere, array, table, inner)],
    ],
)
def test_what_is_no_change_of_characters_is_refused_and_changes_nothing(raw):
    document = Document(begun("As it was"))
    before = document.state()
    with pytest.raises(Malformed):
        document.take(raw)
    assert (document.text, document.state()) == ("As it was", before)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\rb", "a\x0bb"])
def test_characters_that_hide_or_reorder_others_are_refused(text):
    with pytest.raises(Malformed, match="not allowed"):
        read_update(Document().edited(7, [Change(0, 0, text)]))


def item(client: int, clock: int, left=None, right=None) -> bytes:
    """An update of one "X" beside the characters ``left`` and ``right``."""
    info = 4 | (0x80 if left else 0) | (0x40 if right else 0)
    return bytes([1, 1, client, clock, info, *(left or ()), *(right or ())]) + b"\x01X\x00"


@pytest.mark.parametrize(
    "raw",
    [
        item(9, 0, left=(7, 2)),
        item(9, 0, right=(7, 3)),
        item(9, 0, left=(7, 2), right=(7, 3)),
        b"\x00\x01\x07\x01\x02\x01",
        b"\x00\x01\x07\x01\x03\x01",
        item(9, 0, left=(9, 0)),
    ],
)
def test_a_character_of_two_units_is_never_cut(raw):
    room = Document(HELLO)
    with pytest.raises(Malformed):
        room.take(raw)
    assert room.state() == HELLO


def test_an_update_that_stands_on_missing_ones_waits_until_they_come():
    source = Document()
    first = source.edited(7, [Change(0, 0, "One")])
    source.grow(first)
    second = source.edited(8, [Change(3, 3, " two")])
    source.grow(second)
    third = source.edited(9, [Change(0, 3, "")])
    room = Document()
    for early in (second, third):
        with pytest.raises(Behind):
            room.take(early)
    assert room.text == ""
    for update in (first, second, third):
        room.take(update)
    assert (room.text, room.state()) == (" two", Document(first, [second, third]).state())


def test_a_change_sent_twice_changes_nothing_the_second_time():
    room = Document()
    assert room.take(HELLO) == HELLO
    assert room.take(HELLO) == b"\x00\x00"
    assert room.text == "Hé😀"


def test_a_text_has_an_end():
    room = Document(begun("a" * 19_990))
    with pytest.raises(Full):
        room.take(room.edited(7, [Change(0, 0, "b" * 11)]))
    room.take(room.edited(7, [Change(0, 0, "b" * 10)]))
    swap = room.edited(8, [Change(0, 20_000, "c" * 20_000)])
    room.take(swap)
    assert room.text == "c" * 20_000


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=80)
    | st.builds(lambda n, b: HELLO[:n] + b + HELLO[n + 1 :], st.integers(0, 20), st.binary(max_size=2))
)
def test_no_bytes_break_the_document(raw):
    room = Document(begun("As it was"))
    try:
        room.take(raw)
    except (Malformed, Behind):
        assert room.text == "As it was"
    again = Document(room.state())
    assert (again.text, again.vector) == (room.text, room.vector)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_frame_breaks_the_reader(raw):
    try:
        frame = read_frame(raw)
    except Malformed:
        return
    assert type(frame) in (Have, ChangeDraft, Cursor)


def test_frames():
    assert read_frame(write_change("text", HELLO, "draft-01")) == ChangeDraft("draft-01", "text", HELLO)
    assert read_frame(bytes([HAVE, 4]) + b"text\x00") == Have("text", b"\x00")
    assert read_frame(bytes([CURSOR, 4]) + b"text") == Cursor("text", b"")
    for bad, field in [
        (b"", "kind"),
        (bytes([CHANGE]), "activity"),
        (bytes([CHANGE, 9]) + b"text", "activity"),
        (bytes([CHANGE, 4]) + b"TEXT", "activity"),
        (bytes([CHANGE, 4]) + b"text\x02ab", "op"),
        (bytes([9, 4]) + b"text", "kind"),
        (bytes([CURSOR, 4]) + b"text" + b"x" * 33, "cursor"),
        (bytes([HAVE, 4]) + b"text\x01", "update"),
    ]:
        with pytest.raises(Malformed) as refused:
            read_frame(bad)
        assert refused.value.field == field
