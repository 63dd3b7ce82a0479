"""Reading what was typed, by kind of question; what is written back reads the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.domain.answers import Unreadable, fields_of, read, write
from consultations.surveys.domain.questions import Item
from consultations.surveys.enums import Kind

ONE = Item(1, Kind.ONE, options=("a", "b"), other=True)
SEVERAL = Item(2, Kind.SEVERAL, options=("a", "b", "c", "d"), low=Decimal(2), high=Decimal(3))
YES_NO = Item(3, Kind.YES_NO)
SCALE = Item(4, Kind.SCALE, low=Decimal(0), high=Decimal(10))
MATRIX = Item(5, Kind.MATRIX, rows=("x", "y"), low=Decimal(1), high=Decimal(3))
RANKING = Item(6, Kind.RANKING, options=("a", "b", "c"))
NUMBER = Item(7, Kind.NUMBER, low=Decimal(0), high=Decimal(100))
DATE = Item(8, Kind.DATE)
SHORT = Item(9, Kind.SHORT)
LONG = Item(10, Kind.LONG, share=True)
PAGE = Item(11, Kind.PAGE)


@pytest.mark.parametrize(
    ("item", "typed", "expected"),
    [
        (ONE, {"q1": ["a"]}, {"chosen": ["a"]}),
        (ONE, {"q1": ["other"], "q1-other": [" A  boat "]}, {"chosen": ["other"], "other": "A boat"}),
        (ONE, {"q1": ["a"], "q1-other": ["A boat"]}, {"chosen": ["a"]}),
        (ONE, {"q1": [""]}, None),
        (SEVERAL, {"q2": ["c", "a"]}, {"chosen": ["a", "c"]}),
        (SEVERAL, {}, None),
        (YES_NO, {"q3": ["no"]}, {"chosen": ["no"]}),
        (SCALE, {"q4": ["10"]}, {"chosen": ["10"]}),
        (MATRIX, {"q5-x": ["3"], "q5-y": [""]}, {"rows": {"x": "3"}}),
        (RANKING, {"q6-b": ["1"], "q6-a": ["2"]}, {"order": ["b", "a"]}),
        (NUMBER, {"q7": ["12,50"]}, {"number": "12.5"}),
        (NUMBER, {"q7": ["١٢٫٥"]}, {"number": "12.5"}),
        (NUMBER, {"q7": ["0"]}, {"number": "0"}),
        (NUMBER, {"q7": ["100"]}, {"number": "100"}),
        (DATE, {"q8": ["2026-02-28"]}, {"date": "2026-02-28"}),
        (SHORT, {"q9": ["  Two\n lines "]}, {"text": "Two lines"}),
        (LONG, {"q10": ["Words"], "q10-share": ["yes"]}, {"text": "Words", "share": True}),
        (LONG, {"q10": [" "], "q10-share": ["yes"]}, None),
        (PAGE, {"q11": ["a"]}, None),
    ],
)
def test_reads(item, typed, expected):
    assert read(item, typed) == expected
    assert read(item, write(item, expected)) == expected


@pytest.mark.parametrize(
    ("item", "typed", "field"),
    [
        (ONE, {"q1": ["z"]}, "q1"),
        (ONE, {"q1": ["other"]}, "q1-other"),
        (ONE, {"q1": ["other"], "q1-other": ["x" * 201]}, "q1-other"),
        (SEVERAL, {"q2": ["a"]}, "q2"),
        (SEVERAL, {"q2": ["a", "b", "c", "d"]}, "q2"),
        (SEVERAL, {"q2": ["a", "z"]}, "q2"),
        (SCALE, {"q4": ["11"]}, "q4"),
        (MATRIX, {"q5-y": ["4"]}, "q5-y"),
        (RANKING, {"q6-a": ["1"], "q6-b": ["1"]}, "q6-b"),
        (RANKING, {"q6-a": ["1"], "q6-b": ["3"]}, "q6-a"),
        (RANKING, {"q6-a": ["4"]}, "q6-a"),
        (RANKING, {"q6-a": ["²"]}, "q6-a"),
        (NUMBER, {"q7": ["many"]}, "q7"),
        (NUMBER, {"q7": ["NaN"]}, "q7"),
        (NUMBER, {"q7": ["Infinity"]}, "q7"),
        (NUMBER, {"q7": ["-1"]}, "q7"),
        (NUMBER, {"q7": ["100.5"]}, "q7"),
        (DATE, {"q8": ["2026-02-30"]}, "q8"),
        (SHORT, {"q9": ["x" * 201]}, "q9"),
        (LONG, {"q10": ["x" * 4001]}, "q10"),
    ],
)
def test_what_cannot_stand_is_named(item, typed, field):
    with pytest.raises(Unreadable) as refused:
        read(item, typed)
    assert refused.value.field == field


REQUIRED = [ONE, SEVERAL, YES_NO, SCALE, MATRIX, RANKING, NUMBER, DATE, SHORT, LONG]


@pytest.mark.parametrize("item", REQUIRED, ids=lambda item: item.kind)
def test_a_required_answer_is_asked_for(item):
    needed = Item(**{**item.__dict__, "required": True})
    with pytest.raises(Unreadable) as refused:
        read(needed, {})
    assert refused.value.field == fields_of(item)[0]


TEXTS = st.text(max_size=30)


def fault_in(item: Item, typed: dict[str, list[str]]) -> str | None:
    try:
        read(item, typed)
    except Unreadable as refused:
        return refused.field
    return None


@given(st.sampled_from([*REQUIRED, PAGE]), st.data())
def test_whatever_is_sent_is_read_or_refused_and_reads_the_same_again(item, data):
    offered = st.one_of(TEXTS, st.sampled_from(["", "yes", "no", "other", "1", "2", "3", *item.values]))
    typed = {name: data.draw(st.lists(offered, max_size=4)) for name in fields_of(item)}
    if (fault := fault_in(item, typed)) is not None:
        assert fault in fields_of(item)
        return
    answer = read(item, typed)
    assert read(item, write(item, answer)) == answer
