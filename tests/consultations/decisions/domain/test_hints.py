"""Hints share telling words, in every script; what says nothing by itself is no hint."""

from __future__ import annotations

import pytest

from consultations.decisions.domain.hints import Index, Likeness, as_written, weights
from consultations.decisions.domain.stems import stem, stems
from consultations.deliberation.domain.search_words import normalise

SAID = {
    1: "Delete my trips. Delete trips after thirty days.",
    2: "Keep a counter where cash is taken.",
    3: "The account is for all of us and it is good that the city does this.",
    4: "احذفوا رحلاتي بعد ثلاثين يوما",
    5: "أبقوا شباكا للدفع النقدي",
}


def index() -> Index:
    return Index((key, normalise(text)) for key, text in SAID.items())


def found(before: str, after: str, limit: int = 5) -> list[int]:
    return [near.key for near in index().nearest(weights(before, after), limit)]


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        ("The account keeps trips for one year.", "The account keeps trips for thirty days.", [1]),
        ("", "Cash is taken at every counter.", [2]),
        ("تحفظ المدينة الرحلات سنة واحدة.", "تحفظ المدينة الرحلات ثلاثين يوما فقط.", [4]),
        ("", "يبقى الدفع بالنقدي ممكنا.", [5]),
        ("It is for all of us.", "It is for us all, and that is good.", [3]),
        ("", "Dogs may swim in the lake.", []),
        ("", "", []),
    ],
)
def test_a_change_finds_who_used_its_words(before, after, keys):
    assert found(before, after) == keys


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("trip trips", True),
        ("proposal proposals", True),
        ("مدينة المدينة والمدينة للمدينة", True),
        ("رحلة رحلات الرحلات", True),
        ("bus bush", False),
        ("glass glas", False),
    ],
)
def test_forms_of_one_word_are_one(words, same):
    assert (len({stem(word) for word in normalise(words).split()}) == 1) is same


def test_words_that_say_nothing_are_left_out():
    assert stems(normalise("The city and its people, in all of it")) == ["city", "people"]
    assert stems(normalise("في المدينة من أجل الناس")) == stems(normalise("المدينة أجل الناس"))


def test_likeness_is_the_share_of_what_changed():
    near = index().nearest(weights("for one year", "delete trips after thirty days"), 1)[0]
    assert (near.key, near.likeness) == (1, Likeness.CLOSE)
    far = index().nearest(weights("", "Whoever takes part in cash games somewhere else pays tax on large sums"), 1)[0]
    assert (far.key, far.likeness, far.shared) == (2, Likeness.FAR, ("cash",))


def test_where_most_ask_for_the_same_they_are_still_found():
    asked = weights("The account keeps trips for one year.", "The account keeps trips for thirty days.")
    many = Index([*((key, "delete trips after thirty days") for key in range(30)), (30, "keep cash")])
    assert [near.key for near in many.nearest(asked, 3)] == [0, 1, 2]
    some = Index([*((key, "delete trips within days") for key in range(30)), (30, "thirty")])
    assert [near.key for near in some.nearest(asked, 3)] == [30]


def test_those_linked_already_are_not_offered_again():
    assert index().nearest(weights("", "thirty days"), 5, besides=[1]) == []


def test_shared_words_are_shown_as_the_person_wrote_them():
    assert as_written(["trip", "thirty"], "Delete my “Trips”, after thirty days.") == ["Trips", "thirty"]
    assert as_written(stems(normalise("رحلات")), SAID[4]) == ["رحلاتي"]
