"""Which questions are asked; no answer to a question that is not asked counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.domain.conditions import asked, counting, order_fault
from consultations.surveys.domain.questions import Item, pages_of
from consultations.surveys.enums import Kind

ANY = {"chosen": ["a"]}


def one(id: int, on: int | None = None, values: str = "a", kind: Kind = Kind.ONE) -> Item:
    options = () if kind == Kind.PAGE else ("a", "b")
    return Item(id, kind, options=options, depends_on=on, depends_values=frozenset(values) if on else frozenset())


CHAIN = [one(1), one(2, on=1), one(3, on=2)]
PAGED = [one(1), one(2, kind=Kind.PAGE, on=1, values="b"), one(3), one(4, kind=Kind.PAGE), one(5, on=3)]


@pytest.mark.parametrize(
    ("items", "answers", "expected"),
    [
        (CHAIN, {}, {1}),
        (CHAIN, {1: ANY}, {1, 2}),
        (CHAIN, {1: ANY, 2: ANY}, {1, 2, 3}),
        (CHAIN, {1: {"chosen": ["b"]}, 2: ANY}, {1}),
        (CHAIN, {2: ANY}, {1}),
        (PAGED, {1: {"chosen": ["b"]}}, {1, 2, 3, 4}),
        (PAGED, {1: {"chosen": ["b"]}, 3: ANY}, {1, 2, 3, 4, 5}),
        (PAGED, {1: ANY, 3: ANY}, {1, 4}),
        ([one(1, kind=Kind.SEVERAL), one(2, on=1, values="b")], {1: {"chosen": ["a", "b"]}}, {1, 2}),
    ],
)
def test_what_is_asked(items, answers, expected):
    assert asked(items, answers) == expected


def test_an_answer_to_a_hidden_question_does_not_count():
    answers = {1: {"chosen": ["b"]}, 2: ANY, 3: ANY}
    assert counting(CHAIN, answers) == {1: {"chosen": ["b"]}}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (CHAIN, None),
        ([one(1, on=2), one(2)], 1),
        ([one(1, on=1)], 1),
        ([one(1, kind=Kind.LONG), one(2, on=1)], 2),
        ([one(1), one(2, on=1, values="c")], 2),
        ([one(1), one(2, on=1, values="")], 2),
        ([one(2, on=9)], 2),
    ],
)
def test_conditions_look_back_to_choices_that_are_offered(items, expected):
    fault = order_fault(items)
    assert (fault and fault[0]) == expected


@st.composite
def surveys(draw: st.DrawFn) -> list[Item]:
    """Sound ones: every condition looks back to a question with choices."""
    items: list[Item] = []
    for id in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from([Kind.ONE, Kind.SEVERAL, Kind.PAGE]))
        sources = [item.id for item in items if item.kind != Kind.PAGE]
        on = draw(st.sampled_from(sources)) if sources and draw(st.booleans()) else None
        items.append(one(id, on=on, values=draw(st.sampled_from(["a", "b", "ab"])), kind=kind))
    return items


ANSWERS = st.dictionaries(st.integers(1, 12), st.sampled_from([ANY, {"chosen": ["b"]}, {"chosen": ["a", "b"]}]))


@given(surveys(), ANSWERS)
def test_only_what_is_asked_counts_and_counting_again_changes_nothing(items, answers):
    assert order_fault(items) is None
    counted = counting(items, answers)
    assert set(counted) <= asked(items, answers)
    assert asked(items, counted) == asked(items, answers)
    assert counting(items, counted) == counted


@given(surveys(), ANSWERS)
def test_whatever_is_asked_has_all_its_reasons_asked(items, answers):
    seen = asked(items, answers)
    by_id = {item.id: item for item in items}
    for page in pages_of(items):
        for item in page.items:
            if item.id in seen:
                assert page.head is None or page.head.id in seen
    assert all(by_id[id].depends_on in seen for id in seen if by_id[id].depends_on)


@given(surveys().filter(lambda items: any(item.depends_on for item in items)))
def test_turned_round_no_survey_with_conditions_stands(items):
    assert order_fault(list(reversed(items))) is not None
