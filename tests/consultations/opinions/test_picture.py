"""The map as it is shown: everybody in marks of ten or more, the same facts in words, and nothing of fewer than ten."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from consultations.opinions.domain.map import Counts, Map, opinion_map
from consultations.opinions.domain.picture import Picture, Shares, gathered, picture_of, shares_of
from tests.consultations.opinions.test_map import camps

TEXTS = {number: f"Statement number {number}" for number in range(12)}
numbers = st.floats(-10, 10, allow_nan=False, width=16)


def shown(sizes: tuple[int, ...], **changes: object) -> Picture:
    return picture_of(opinion_map(camps(sizes), range(12)), TEXTS, **changes)  # type: ignore[arg-type]


def html(picture: Picture, language: str = "en") -> str:
    with translation.override(language):
        return " ".join(render_to_string("opinions/map.html", {"map": picture}).split())


@given(st.lists(st.tuples(numbers, numbers), max_size=150), st.integers(10, 30))
def test_nobody_stands_alone_and_nobody_is_lost(points, least):
    clusters = gathered(points, least)
    assert all(least <= people < 2 * least for _place, people in clusters)
    assert sum(people for _place, people in clusters) == (len(points) if len(points) >= least else 0)


def test_every_mark_stands_for_ten_or_more_of_one_group():
    picture = shown((38, 27, 21))
    assert {n: sum(m.people for m in picture.marks if m.group == n) for n in (1, 2, 3)} == {1: 38, 2: 27, 3: 21}
    assert [(group.people, group.share) for group in picture.groups] == [(38, 44), (27, 31), (21, 24)]
    assert min(mark.people for mark in picture.marks) >= 10


def test_a_large_crowd_becomes_no_more_than_sixty_marks():
    picture = shown((900, 700))
    assert 20 <= len(picture.marks) <= 62
    assert sum(mark.people for mark in picture.marks) == 1600


def test_marks_stay_inside_the_drawing():
    for path in (mark.path for mark in shown((300, 200, 100)).marks):
        x, y = (float(number) for number in re.match(r"M(-?[\d.]+) (-?[\d.]+)", path).groups())  # type: ignore[union-attr]
        assert 0 <= x <= 600
        assert 0 <= y <= 400


def test_groups_have_shapes_of_their_own():
    assert [path.key.count("L") + path.key.count("a") for path in shown((30, 25, 20)).groups] == [2, 3, 2]


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        (Counts(9), None),
        (Counts(3, 3, 3), None),
        (Counts(8, 1, 1), Shares(80, 10, 10, 10)),
        (Counts(7, 7, 7), Shares(33, 33, 33, 21)),
    ],
)
def test_shares_are_of_ten_people_or_more(counts, shares):
    assert shares_of(counts) == shares


def test_fewer_than_ten_people_are_told_nothing_of():
    picture = shown((5, 4))
    assert picture == Picture("opinions", 3, enough=False)
    words = "Fewer than ten people answered, so nothing is shown."
    assert html(picture) == f'<div class="opinion-map stack"> <p>{words}</p> </div>'


def test_a_given_group_of_fewer_than_ten_is_not_shown():
    made = opinion_map(camps((12, 9)), range(12), labels={person: int(person >= 12) for person in range(21)})
    picture = picture_of(made, TEXTS)
    assert ([group.people for group in picture.groups], picture.rows) == ([12], ())
    assert sum(mark.people for mark in picture.marks) == 12


def test_a_statement_that_fewer_than_ten_answered_is_in_no_list():
    votes = dict.fromkeys(product(range(9), range(2)), 1) | {(person, 1): 1 for person in range(9, 30)}
    picture = picture_of(opinion_map(votes, range(2)), TEXTS)
    assert [line.text for section in picture.sections for line in section.lines] == [TEXTS[1]]


def test_a_group_that_hardly_answered_a_statement_has_no_share_there():
    votes = {pair: vote for pair, vote in camps((30, 20), 3).items() if pair[1] != 0 or pair[0] < 39}
    made = opinion_map(votes, range(3), labels={person: int(person >= 30) for person in range(50)})
    row = next(row for row in picture_of(made, TEXTS).rows if row.text == TEXTS[0])
    assert [(shares is None, marks) for shares, marks in row.cells] == [(False, True), (True, False)]


def test_words_that_may_not_be_read_are_left_out():
    made = opinion_map(camps((30, 20)), range(12))
    told = html(picture_of(made, {number: text for number, text in TEXTS.items() if number > 3}))
    assert {n for n in range(12) if f"Statement number {n}<" in told} <= set(range(4, 12))


def test_nearly_everyone_is_eight_of_ten():
    votes = {(person, 0): 1 if person < 16 else -1 for person in range(20)}
    votes |= {(person, 1): 1 if person < 15 else -1 for person in range(20)}
    votes |= {(person, 2): -1 for person in range(20)}
    sections = picture_of(opinion_map(votes, range(3)), TEXTS).sections
    assert [(each.side, each.nearly, [line.text for line in each.lines]) for each in sections] == [
        ("agree", True, [TEXTS[0]]),
        ("agree", False, [TEXTS[1]]),
        ("disagree", True, [TEXTS[2]]),
    ]


@pytest.mark.parametrize(("stability", "word"), [(0.9, "steady"), (0.7, "fairly"), (0.2, "unsteady"), (None, "")])
def test_how_steady_groups_are_is_said(stability, word):
    made: Map = replace(opinion_map(camps((30, 20)), range(12)), stability=stability)
    assert picture_of(made, TEXTS).steadiness == word


class TestTheTemplate:
    def test_picture_table_and_words(self):
        told = html(shown((38, 27, 21), key="poll-3"))
        assert told.count("<path class=") == len(shown((38, 27, 21)).marks) + 3
        for words in (
            'role="img" aria-labelledby="poll-3-title poll-3-desc"',
            '<title id="poll-3-title">Who answered alike</title>',
            "<caption>3 groups</caption>",
            'Group 1</th><td class="number">38</td><td class="number">44%</td>',
            "The groups are steady",
            "<h3>Where the groups differ</h3>",
            'href="/algorithms/#opinion-map"',
        ):
            assert words in told

    def test_no_clear_groups_is_told_as_a_result(self):
        told = html(shown((9, 9)))
        assert "<strong>No clear groups</strong>" in told
        assert "Where the groups differ" not in told

    def test_statements_lead_to_their_pages(self):
        made = opinion_map(camps((30, 20)), range(12))
        told = html(picture_of(made, TEXTS, urls={n: f"/contributions/{n}/" for n in TEXTS}, level=2))
        assert '<a href="/contributions/' in told
        assert "<h2>Where the groups differ</h2>" in told

    def test_words_of_residents_are_escaped(self):
        told = html(picture_of(opinion_map(camps((30, 20)), range(12)), dict.fromkeys(range(12), "<b>bold</b>")))
        assert "<b>bold" not in told
        assert "&lt;b&gt;bold" in told

    def test_nobody_is_named(self):
        """The key of a person is in no part of what is shown."""
        votes = {(f"resident-{person}", number): vote for (person, number), vote in camps((30, 20)).items()}
        assert "resident" not in html(picture_of(opinion_map(votes, range(12)), TEXTS))
