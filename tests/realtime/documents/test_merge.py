"""Three versions made one: what each changed is in it, and words that both changed are a conflict."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.documents.merge import Conflict, apply, changes, merge, paragraphs

BASE = "The bus stops at the school.\nIt runs until ten.\n\nMore shade, please."


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE + " And benches.", BASE, BASE + " And benches."),
        (BASE, BASE.replace("ten", "midnight"), BASE.replace("ten", "midnight")),
        (
            BASE.replace("school", "market"),
            BASE.replace("stops", "halts"),
            BASE.replace("school", "market").replace("stops", "halts"),
        ),
        (BASE.replace("ten", "one"), BASE.replace("ten", "one"), BASE.replace("ten", "one")),
        (BASE + " Mine.", BASE + " Theirs.", BASE + " Theirs. Mine."),
        ("", BASE, ""),
        (BASE.replace("\nIt runs until ten.", ""), BASE + "!", BASE.replace("\nIt runs until ten.", "") + "!"),
        ("مقاعد في الظل كثيرة", "مقاعد في الظل", "مقاعد في الظل كثيرة"),
    ],
)
def test_both_stay(mine, theirs, merged):
    base = theirs if theirs == "مقاعد في الظل" else BASE
    assert merge(base, mine, theirs) == merged


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BASE.replace("ten", "nine"), BASE.replace("ten", "midnight")),
        (BASE.replace("It runs until ten.\n", ""), BASE.replace("ten", "midnight")),
        ("", BASE.replace("ten", "midnight")),
    ],
)
def test_the_same_words_changed_in_two_ways_are_a_conflict(mine, theirs):
    with pytest.raises(Conflict):
        merge(BASE, mine, theirs)


WORDS = st.lists(st.sampled_from(["a", "bus", "😀", "ظل", "\n", " "]), max_size=30).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_changes_lead_from_one_text_to_the_other(old, new):
    assert apply(old, changes(old, new)) == new
    assert merge(old, new, old) == merge(old, old, new) == merge(old, new, new) == new


def test_the_work_is_bounded():
    began = time.monotonic()
    assert apply("a b " * 5000, changes("a b " * 5000, "b a c " * 3333)) == "b a c " * 3333
    assert time.monotonic() - began < 2


def test_a_text_is_paragraphs():
    assert paragraphs(" One \n\n\ntwo\n") == ["One", "two"]
