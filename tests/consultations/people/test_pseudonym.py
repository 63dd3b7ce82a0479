"""Public names: what is accepted, what is refused with which sentence, and the suggestion."""

from __future__ import annotations

import random

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from consultations.people.domain.pseudonym import clean_pseudonym, suggestion
from consultations.people.queries.pseudonyms import free_suggestion


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  River   Linden ", "River Linden"),
        ("نهر الزيزفون 12", "نهر الزيزفون 12"),
        ("Ｗｉｄｅ", "Wide"),
        ("Ëndrra", "Ëndrra"),
        ("a" * 40, "a" * 40),
    ],
)
def test_accepted(typed, kept):
    assert clean_pseudonym(typed) == kept == clean_pseudonym(kept)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "short"),
        ("a", "short"),
        ("!!!", "short"),
        ("a" * 41, "long"),
        ("amina@example.org", "email"),
        ("ab\u202egro.elpmaxe", "letters"),
        ("ab\x00cd", "letters"),
        ("ab\u200bcd", "letters"),
    ],
)
def test_refused(typed, code):
    with pytest.raises(ValidationError) as refused:
        clean_pseudonym(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_suggestion_is_an_accepted_name(language):
    choose = random.Random(1)
    with translation.override(language):
        names = [suggestion(choose) for _ in range(200)]
    assert [clean_pseudonym(name) for name in names] == names


def test_a_suggested_name_is_free(cast):
    taken = suggestion(random.Random(7))
    cast.amina.pseudonym = taken.upper()
    cast.amina.save()
    assert free_suggestion(random.Random(7)).lower() != taken.lower()
