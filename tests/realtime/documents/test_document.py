"""A document keeps what people wrote, who wrote it and where, however it is stored."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.documents.document import NOTHING, Document, Passage, begun
from realtime.documents.merge import Change


def test_a_text_to_begin_with_is_the_same_each_time():
    assert begun("Hallo 😀") == begun("Hallo 😀") != NOTHING == begun("")
    assert Document(begun("Hallo 😀")).text == "Hallo 😀"


def test_words_are_changed_where_they_differ_and_keep_their_writers():
    document = Document(begun("The bus stops 😀 at ten.\nمقاعد"))
    document.grow(document.rewritten(77, "The night bus stops 😀 at ten.\nمقاعد كثيرة"))
    assert document.text == "The night bus stops 😀 at ten.\nمقاعد كثيرة"
    assert document.passages() == [
        Passage(1, "The "),
        Passage(77, "night "),
        Passage(1, "bus stops 😀 at ten.\nمقاعد"),
        Passage(77, " كثيرة"),
    ]


def test_a_place_stays_where_it_is_while_others_write():
    document = Document(begun("Ünder the 😀 tree"))
    start, end = document.anchor(10), document.anchor(11)
    document.grow(document.edited(5, [Change(0, 0, "éé "), Change(6, 6, "all ")]))
    assert document.text[document.place(start) : document.place(end)] == "😀"
    document.grow(document.edited(6, [Change(document.place(start), document.place(end), "")]))
    assert document.place(start) == document.place(end)


def test_what_is_taken_out_leaves_the_stored_bytes():
    document = Document(begun("Keep this. "))
    document.grow(document.edited(7, [Change(11, 11, "canary 0611")]))
    document.grow(document.edited(8, document.spans_of({7})))
    assert (document.text, b"canary" in document.state()) == ("Keep this. ", False)


def test_a_reader_that_lacks_some_gets_just_that():
    document, reader = Document(begun("One")), Document(begun("One"))
    document.grow(document.edited(7, [Change(3, 3, " two")]))
    missing = document.missing(reader.state_vector())
    assert len(missing) < len(document.state())
    assert reader.take(missing) == missing
    assert reader.text == "One two"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 40),
            st.integers(0, 3),
            st.sampled_from(["a", "ظل ", "😀", ""]),
            st.booleans(),
        ),
        max_size=40,
    )
)
def test_the_order_is_that_of_yjs_however_people_write_at_once(script):
    """Four people write, each on a copy that takes the others' changes now and then."""
    copies = [Document(begun("Once 😀")) for _ in range(4)]
    log: list[bytes] = []
    for client, (who, at, length, text, joins) in enumerate(script, 2):
        copy = copies[who]
        at = min(at, len(copy.text))
        update = copy.edited(client, [Change(at, min(len(copy.text), at + length), text)])
        copy.grow(update)
        log.append(update)
        for change in log if joins else ():
            copy.grow(change)
    whole = Document(begun("Once 😀"), log)
    assert "".join(unit.text for unit in whole.order()) == whole.text
    assert [whole.place(whole.anchor(at)) for at in range(len(whole.text) + 1)] == list(range(len(whole.text) + 1))


def test_passages_are_the_text_after_any_edits():
    chance = random.Random(7)
    document = Document(begun("Once upon a time"))
    for client in range(2, 200):
        at = chance.randint(0, len(document.text))
        end = min(len(document.text), at + chance.randint(0, 4))
        document.grow(document.edited(client, [Change(at, end, chance.choice(["a", "😀", "ظل ", "\n", ""]))]))
    assert "".join(passage.text for passage in document.passages()) == document.text
    stored = Document(document.state())
    assert (stored.text, stored.passages()) == (document.text, document.passages())
