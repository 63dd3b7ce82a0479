"""What people type finds what people wrote, in Latin and Arabic letters."""

from __future__ import annotations

import pytest

from consultations.deliberation.domain.search_words import normalise, query_words
from consultations.deliberation.domain.trigrams import ALIKE, likeness, trigrams


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Çelësi i QYTETIT! ", "celesi i qytetit"),
        ("straße ŁÓDŹ Ærø", "strasse lodz aero"),
        ("l’éléphant—naïve", "l elephant naive"),
        ("مُحَمَّد", "محمد"),
        ("الحافـــلات", "الحافلات"),
        ("أحمد إلى آخر ٱسم", "احمد الي اخر اسم"),
        ("مدرسة على", "مدرسه علي"),
        ("عام ٢٠٢٧", "عام 2027"),
        ("हिन्दी", "हिन्दी"),
        ("ﬁne ①", "fine 1"),
        ("a_b-c", "a b c"),
        ("", ""),
    ],
)
def test_normal_form(text, normal):
    assert normalise(text) == normal
    assert normalise(normal) == normal


def test_a_query_is_a_few_different_words():
    assert query_words('Bus, bus "NIGHT" OR * NEAR(x)') == ["bus", "night", "or", "near", "x"]
    assert len(query_words(" ".join(map(str, range(100))))) == 8


def test_trigrams_are_those_of_postgresql():
    assert trigrams("cat") == {"  c", " ca", "cat", "at "}
    assert likeness(trigrams("word"), trigrams("two words")) == pytest.approx(4 / 11)
    assert likeness(frozenset(), frozenset()) == 0


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("More benches in the park", "More benches in parks", True),
        ("حافلات ليلية إلى الميناء", "حافلة ليليّة الى الميناء", True),
        ("More benches in the park", "Later buses to the harbour", False),
    ],
)
def test_alike(one, other, alike):
    assert (likeness(trigrams(one), trigrams(other)) >= ALIKE) is alike
