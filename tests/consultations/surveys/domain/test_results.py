"""What of the counts is shown: exact where it may be, and nothing about fewer than ten people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.deliberation.domain.small_cells import protect, protect_part
from consultations.surveys.domain.pictures import may_count_all, turn_while_open
from consultations.surveys.domain.questions import Item
from consultations.surveys.domain.results import NOTHING, results
from consultations.surveys.domain.tally import number_cell, tally
from consultations.surveys.enums import Kind

ONE = Item(1, Kind.ONE, options=("a", "b", "c"))
AFTER_A = Item(2, Kind.ONE, options=("x", "y"), depends_on=1, depends_values=frozenset("a"))
SCALE = Item(3, Kind.SCALE, low=Decimal(1), high=Decimal(3))
NUMBER = Item(4, Kind.NUMBER)
RANKING = Item(5, Kind.RANKING, options=("a", "b"))
SEVERAL = Item(6, Kind.SEVERAL, options=("a", "b"))
MATRIX = Item(7, Kind.MATRIX, rows=("r", "s"), low=Decimal(1), high=Decimal(2))
LONG = Item(8, Kind.LONG)


def chose(item: Item, **numbers: int) -> list[dict]:
    return [{item.id: {"chosen": [value]}} for value, number in numbers.items() for _each in range(number)]


def shown(items, responses) -> dict[int, dict[str, int | None]]:
    found = results(items, tally(items, responses))
    return {each.item.id: {cell.name: cell.number for cell in each.cells} for each in found}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"a": 30, "b": 20}, {"a": 30, "b": 20}),
        ({"a": 30, "b": 0}, {"a": 30, "b": 0}),
        ({"a": 30, "b": 4, "c": 20}, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 6, "c": 7, "d": 20}, {"a": 30, "b": None, "c": None, "d": 20}),
        ({"a": 30, "b": 1, "c": 2, "d": 20}, {"a": 30, "b": None, "c": None, "d": None}),
        ({"a": 95, "b": 4}, {"a": None, "b": None}),
        ({"a": 95, "b": 4, "c": 0}, {"a": None, "b": None, "c": 0}),
        ({"a": 5}, {"a": None}),
    ],
)
def test_small_cells_take_others_with_them(cells, expected):
    assert protect(cells) == expected


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 60), max_size=10))
def test_nobody_finds_a_small_group_by_subtracting(cells):
    kept = protect(cells)
    hidden = [name for name, number in kept.items() if number is None]
    assert all(number == cells[name] for name, number in kept.items() if number is not None)
    assert all(number is None or number == 0 or number >= 10 for number in kept.values())
    shown_is_all = not any(number for number in kept.values())
    assert not hidden or shown_is_all or (len(hidden) > 1 and sum(cells[name] for name in hidden) >= 10)


@pytest.mark.parametrize(("part", "expected"), [(0, 0), (1, None), (9, None), (10, 10), (41, None), (50, 50)])
def test_a_part_is_shown_where_its_rest_is_no_small_group(part, expected):
    assert protect_part(part, 50) == expected


def test_choices_are_counted():
    assert shown([ONE], chose(ONE, a=30, b=12, c=10)) == {1: {"a": 30, "b": 12, "c": 10}}


def test_who_gave_no_answer_is_one_of_the_cells():
    assert shown([ONE], [*chose(ONE, a=30, b=12), *[{}] * 11]) == {1: {"a": 30, "b": 12, "c": 0, NOTHING: 11}}


def test_fewer_than_ten_people_are_no_result():
    assert [each.asked for each in results([ONE], tally([ONE], chose(ONE, a=9)))] == [None]


def test_a_question_asked_of_a_shown_answer_is_shown():
    responses = [{**each, 2: {"chosen": ["x"]}} for each in chose(ONE, a=30)] + chose(ONE, b=20)
    assert shown([ONE, AFTER_A], responses)[2] == {"x": 30, "y": 0}


def test_a_question_that_would_tell_a_hidden_answer_is_not_shown():
    """Of a, b, c only a and b are hidden; how many were asked because of a would tell b."""
    responses = [{**each, 2: {"chosen": ["x"]}} for each in chose(ONE, a=12)] + chose(ONE, b=4, c=60)
    assert shown([ONE, AFTER_A], responses) == {1: {"a": None, "b": None, "c": 60}, 2: {}}


def test_the_rest_of_a_question_that_few_skip_does_not_tell_them():
    first = Item(1, Kind.YES_NO)
    responses = chose(first, yes=95, no=4)
    assert shown([first], responses) == {1: {"yes": None, "no": None}}


def test_a_scale_has_mean_and_median_where_all_its_steps_are_shown():
    full = results([SCALE], tally([SCALE], chose(SCALE, **{"1": 10, "2": 20, "3": 30})))[0]
    assert (full.mean, full.median) == (Decimal("2.33"), Decimal("2.5"))
    partial = results([SCALE], tally([SCALE], chose(SCALE, **{"1": 3, "2": 20, "3": 30})))[0]
    assert (partial.mean, partial.median, partial.is_partial) == (None, None, True)


def test_numbers_fall_into_fixed_stretches():
    assert [number_cell(Decimal(n)) for n in ("-3", "0", "0.5", "1", "7", "19.9", "20", "99999999")] == [
        "<", "0", "0", "1", "5", "10", "20", "5000000",
    ]  # fmt: skip
    responses = [{4: {"number": number}} for number in ["3"] * 10 + ["25"] * 10 + ["28"] * 5]
    found = results([NUMBER], tally([NUMBER], responses))[0]
    assert ([(cell.name, cell.number) for cell in found.cells], found.mean, found.median) == (
        [("2", 10), ("20", 15)],
        Decimal("16.80"),
        Decimal(25),
    )


def test_a_ranking_has_first_and_mean_places():
    responses = [{5: {"order": ["a", "b"]}}] * 20 + [{5: {"order": ["b"]}}] * 10
    found = results([RANKING], tally([RANKING], responses))[0]
    assert [(cell.name, cell.number) for cell in found.cells] == [("a", 20), ("b", 10)]
    assert [(cell.name, cell.number, cell.mean) for cell in found.places] == [
        ("a", 20, Decimal("1.00")),
        ("b", 30, Decimal("1.67")),
    ]


def test_of_several_choices_each_is_a_part():
    responses = [{6: {"chosen": ["a", "b"]}}] * 20 + [{6: {"chosen": ["a"]}}] * 5
    assert shown([SEVERAL], responses) == {6: {"a": 25, "b": None}}


def test_each_statement_of_a_matrix_is_a_result():
    responses = [{7: {"rows": {"r": "1", "s": "2"}}}] * 10 + [{7: {"rows": {"r": "2"}}}] * 10
    found = results([MATRIX], tally([MATRIX], responses))[0]
    assert [(cell.row, cell.name, cell.number) for cell in found.cells] == [
        ("r", "1", 10),
        ("r", "2", 10),
        ("s", "1", 0),
        ("s", "2", 10),
        ("s", NOTHING, 10),
    ]
    assert found.means == {"r": Decimal("1.50"), "s": Decimal("2.00")}


def test_of_texts_only_their_number_is_told():
    found = results([LONG], tally([LONG], [{8: {"text": "secret words"}}] * 12))[0]
    assert (found.answered, found.cells, "secret" in repr(found)) == (12, (), False)


@given(st.permutations(chose(ONE, a=3, b=4, c=5)))
def test_the_order_of_responses_does_not_matter(responses):
    assert tally([ONE], responses) == tally([ONE], chose(ONE, a=3, b=4, c=5))


def test_pictures_of_an_open_survey_are_ten_sendings_apart_and_leave_out_the_newest_ten():
    coming = shown_after = 0
    for sent in range(1, 500):
        turn = turn_while_open(sent, coming)
        if turn.show_coming:
            assert coming - shown_after >= 10
            shown_after = coming
        if turn.count:
            coming = sent
        assert shown_after == 0 or sent - shown_after >= 10
        assert may_count_all(sent, shown_after)
    assert shown_after > 400


@pytest.mark.parametrize(("sent", "shown_after", "expected"), [(3, 0, True), (25, 20, False), (30, 20, True)])
def test_the_last_picture_follows_where_ten_more_are_in_it(sent, shown_after, expected):
    assert may_count_all(sent, shown_after) == expected
