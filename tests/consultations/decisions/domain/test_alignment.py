"""Passages keep their numbers through edits and moves, and what changed is named."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.decisions.domain.alignment import Alignment, ChangeKind, Numbered, align
from consultations.decisions.domain.passages import Piece, pieces

A = "The city keeps the data of every account for twelve months."
B = "Nobody outside the housing office may read an application."
C = "A resident can ask at any desk what the system knows about them."
D = "The list of criteria is published before the first places are given."
E = "Errors are corrected within ten working days and told to the applicant."


def text(*paragraphs: str) -> list[Piece]:
    return pieces("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))


def numbered(found: list[Piece]) -> list[Numbered]:
    return [Numbered(sid, piece) for sid, piece in enumerate(found, start=1)]


def aligned(old: list[str], new: list[str]) -> Alignment:
    before = text(*old)
    return align(numbered(before), text(*new), next_sid=len(before) + 1)


def told(alignment: Alignment) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(edit.kind.value, edit.before, edit.after) for edit in alignment.edits]


@pytest.mark.parametrize(
    ("old", "new", "sids", "edits"),
    [
        ([], [A], (1,), [("added", (), (0,))]),
        ([A], [], (), [("removed", (0,), ())]),
        ([A, B], [A, B], (1, 2), []),
        ([f"{A} {B}"], [A, B], (1, 2), []),
        ([A, B], [A, B.replace("housing", "social")], (1, 2), [("edited", (1,), (1,))]),
        ([A, B], [A, C, B], (1, 3, 2), [("added", (), (1,))]),
        ([A, B, C], [A, C], (1, 3), [("removed", (1,), ())]),
        ([A, B, C, D], [D, A, B, C], (4, 1, 2, 3), [("moved", (3,), (0,))]),
        ([A, B, C, D, E], [C, D, E, A, B], (3, 4, 5, 1, 2), [("moved", (0, 1), (3, 4))]),
        (
            [A, "The list is public and the errors are corrected within ten days."],
            [A, "The list is public. The errors are corrected within ten days."],
            (1, 3, 2),
            [("split", (1,), (1, 2))],
        ),
        (
            ["The list is public. The errors are corrected within ten days.", A],
            ["The list is public and the errors are corrected within ten days.", A],
            (2, 3),
            [("merged", (0, 1), (0,))],
        ),
        (
            ["تحفظ المدينة بيانات كل حساب مدة سنة واحدة.", "لا يطلع أحد على الطلبات."],
            ["تحفظ المدينة بيانات كل حساب مدة ستة أشهر.", "لا يطلع أحد على الطلبات."],
            (1, 2),
            [("edited", (0,), (0,))],
        ),
        ([f"{A} {B}"], [C], (3,), [("removed", (0, 1), ()), ("added", (), (0,))]),
        (
            ["Open code improves transparency and is easy to audit. It increases quality.", A],
            ["Open code improves transparency.", "It is easy to audit.", "It increases the quality of all code.", A],
            (1, 4, 2, 3),
            [("split", (0,), (0, 1)), ("edited", (1,), (2,))],
        ),
        (
            ["The report covers every park of the city.", "The city MUST publish:", "the budget of the report"],
            ["The published report covers every single park of the city.", A],
            (1, 4),
            [("edited", (0,), (0,)), ("removed", (1,), ()), ("removed", (2,), ()), ("added", (), (1,))],
        ),
        (
            ["The council reports to residents every year on the state of parks.", A],
            [
                "The council reports to residents every year on the health of parks.",
                "The council reports to residents every month on the budget of schools.",
                A,
            ],
            (1, 3, 2),
            [("edited", (0,), (0,)), ("added", (), (1,))],
        ),
    ],
)
def test_alignment(old: list[str], new: list[str], sids: tuple[int, ...], edits: list[object]) -> None:
    found = aligned(old, new)
    assert (found.sids, told(found)) == (sids, edits)


def test_an_edited_passage_that_also_moved_says_both() -> None:
    found = aligned([A, B, C, D], [D.replace("criteria", "rules"), A, B, C])
    assert [(edit.kind, edit.moved) for edit in found.edits] == [(ChangeKind.EDITED, True)]
    assert found.sids == (4, 1, 2, 3)


def test_removed_numbers_never_come_back() -> None:
    first = align([], text(A, B), next_sid=1)
    second = align(list(map(Numbered, first.sids, text(A, B))), text(A), next_sid=first.next_sid)
    third = align(list(map(Numbered, second.sids, text(A))), text(A, C), next_sid=second.next_sid)
    assert (first.sids, second.sids, third.sids) == ((1, 2), (1,), (1, 3))


def test_a_passage_that_comes_back_has_its_number_again() -> None:
    found = align(numbered(text(A)), text(A, B, B), next_sid=9, retired={B: 5})
    assert (found.sids, found.next_sid) == ((1, 5, 9), 10)


SENTENCES = st.lists(st.sampled_from([A, B, C, D, E, "Yes.", "نعم نوافق على هذا النص كله."]), max_size=12)
OLD_AND_NEW = st.tuples(SENTENCES, SENTENCES)


@given(SENTENCES)
def test_the_same_text_keeps_every_number(sentences: list[str]) -> None:
    found = aligned(sentences, sentences)
    assert found.sids == tuple(range(1, len(sentences) + 1))
    assert found.edits == ()


@given(OLD_AND_NEW)
def test_every_passage_is_accounted_for(pair: tuple[list[str], list[str]]) -> None:
    """Applying the edits to the old text gives the new one, and no number stands twice."""
    old, new = (text(*paragraphs) for paragraphs in pair)
    found = align(numbered(old), new, next_sid=len(old) + 1)
    assert len(set(found.sids)) == len(found.sids) == len(new)
    gone = Counter(place for edit in found.edits for place in edit.before)
    come = Counter(place for edit in found.edits for place in edit.after)
    assert set(gone.values()) | set(come.values()) <= {1}
    kept_old = {sid: old[sid - 1].text for sid in range(1, len(old) + 1) if sid - 1 not in gone}
    kept_new = {sid: piece.text for sid, piece in zip(found.sids, new, strict=True) if sid in kept_old}
    assert kept_new == kept_old
    assert set(range(len(new))) == set(come) | {place for place, sid in enumerate(found.sids) if sid in kept_old}


@given(st.permutations([A, B, C, D, E]))
def test_moves_keep_every_number(order: list[str]) -> None:
    found = aligned([A, B, C, D, E], list(order))
    assert found.sids == tuple([A, B, C, D, E].index(sentence) + 1 for sentence in order)
    assert {edit.kind for edit in found.edits} <= {ChangeKind.MOVED}


def test_of_twenty_thousand_words_a_fifth_of_them_new_every_sentence_keeps_its_number() -> None:
    source = random.Random(1)
    vocabulary = [f"word{number}" for number in range(4_000)]
    old = [" ".join(source.choices(vocabulary, k=20)).capitalize() + "." for _ in range(1_000)]
    new = [" ".join(source.choice(vocabulary) if source.random() < 0.2 else w for w in line.split()) for line in old]
    before, after = text(*old), text(*new)
    found = align(numbered(before), after, next_sid=5_000)
    assert found.sids == tuple(range(1, 1_001))


def with_headings(*paragraphs: str) -> list[Piece]:
    tagged = (f"<h3>{words[2:]}</h3>" if words.startswith("# ") else f"<p>{words}</p>" for words in paragraphs)
    return pieces("".join(tagged))


@pytest.mark.parametrize(
    ("old", "new", "sids"),
    [
        (["# Aim", A, B, "# Data", C], ["# Purpose", A, B, "# Data", C], (1, 2, 3, 4, 5)),
        (["# 1. Aim", A, "# 2. Data", C], ["# 1. Scope", D, "# 2. Aim", A, "# 3. Data", C], (5, 6, 1, 2, 3, 4)),
        (["# Aim", A, B, "# Data", C, D], ["# Data", C, D, "# Aim", A, B], (4, 5, 6, 1, 2, 3)),
        (["# Test", A, "# Other", B], ["# Other", B], (3, 4)),
    ],
    ids=["renamed", "numbered anew", "moved with its section", "a heading of the same words is not taken"],
)
def test_a_heading_goes_with_its_section(old: list[str], new: list[str], sids: tuple[int, ...]) -> None:
    before = with_headings(*old)
    assert align(numbered(before), with_headings(*new), next_sid=len(before) + 1).sids == sids


def test_letter_forms_of_arabic_do_not_make_another_passage() -> None:
    old = ["تحفظُ المدينةُ بياناتِ كلِّ حسابٍ مدةَ سنةٍ.", A]
    new = ["تحفظ المدينـة بيانات كل حساب مدة سنة.", A]
    assert (aligned(old, new).sids, told(aligned(old, new))) == ((1, 2), [("edited", (0,), (0,))])
