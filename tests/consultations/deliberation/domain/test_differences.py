"""Differences between two texts: whole words, in every script, in bounded time."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.deliberation.domain.differences import Kind, Segment, differences, words


def shown(before: str, after: str) -> str:
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(marks[segment.kind].format(segment.text) for segment in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("one", "one", "one"),
        ("", "one", "[+one+]"),
        ("one", "", "[-one-]"),
        ("The city may keep data.", "The city must keep data.", "The city [-may -][+must +]keep data."),
        ("keep data", "keep your data", "keep [+your +]data"),
        ("a b", "a  b", "a  b"),
        ("First.\n\nSecond.", "First.\n\nNew.\n\nSecond.", "First.\n\n[+New.\n\n+]Second."),
        ("تحفظ المدينة البيانات سنة", "تحفظ المدينة البيانات شهراً", "تحفظ المدينة البيانات [-سنة-][+شهراً+]"),
        ("الحقـــوق", "الحقوق", "[-الحقـــوق-][+الحقوق+]"),
        ("aa bb of cc dd", "ee ff of gg hh", "[-aa bb of cc dd-][+ee ff of gg hh+]"),
    ],
)
def test_differences(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


TEXTS = st.lists(
    st.sampled_from(["the", "city", "keeps", "data,", "حق", "données", "\n\n", "a", "b."]), max_size=40
).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_segments_hold_both_texts_and_cut_no_word(before: str, after: str) -> None:
    segments = differences(before, after)
    new = "".join(segment.text for segment in segments if segment.kind is not Kind.REMOVED)
    old = " ".join(segment.text for segment in segments if segment.kind is not Kind.ADDED)
    assert new == (after if after.strip() else "")
    assert old.split() == before.split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([Segment(Kind.SAME, text)] if text.strip() else [])


@given(st.text(max_size=80))
def test_words_are_the_text(text: str) -> None:
    assert "".join(words(text)) == (text if text.strip() else "")


@pytest.mark.parametrize("vocabulary", [2, 50, 5_000, 1_000_000])
def test_long_unlike_texts_take_bounded_work(vocabulary: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    class Counting(SequenceMatcher):  # type: ignore[type-arg]
        def __init__(self, isjunk: None, a: list[str], b: list[str], autojunk: bool) -> None:
            compared.append(len(a) * len(b))
            super().__init__(isjunk, a, b, autojunk)

    monkeypatch.setattr("consultations.deliberation.domain.differences.SequenceMatcher", Counting)
    source = random.Random(7)
    before, after = (" ".join(str(source.randrange(vocabulary)) for _ in range(20_000)) for _ in range(2))
    assert "".join(s.text for s in differences(before, after) if not s.is_removed) == after
    # Word against word: of 400 million pairs, a hundredth at most are looked at.
    assert sum(compared) <= 4_000_000
