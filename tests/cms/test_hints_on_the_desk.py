"""What stands beside a change as a hint: words that are shared, in one language, never a candidate without a word."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cms.queries.candidates import Candidate, Hints
from consultations.decisions.domain.hints import Likeness
from consultations.decisions.models import Decision
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute


@pytest.fixture
def also_said(cast, said) -> dict[str, Contribution]:
    """The same cognate in French, one common word in English."""
    texts = {"fr": "Gardez trente days, account, keeps.", "en": "The days are short; I like winter, snow and skiing."}
    return {
        language: contribute(
            actor=cast.amina,
            consultation=said[0].consultation,
            kind="proposal",
            title=f"In {language}",
            body=body,
            language=language,
            now=timezone.now(),
        )
        for language, body in texts.items()
    }


def offered(decision: Decision) -> list[Candidate]:
    changes = work_list(decision).changes
    return Hints(decision, changes).offered(changes)[changes[0].number].by_words


def test_a_hint_names_the_words_and_how_much_they_are_of_the_change(revised, said):
    (hint,) = offered(revised)
    assert (hint.contribution, list(hint.shared), hint.likeness) == (
        said[0],
        ["days", "thirty", "trips"],
        Likeness.CLOSE,
    )


def test_words_are_compared_within_one_language_and_one_common_word_is_no_hint(revised, said, also_said):
    assert [hint.contribution for hint in offered(revised)] == [said[0]]


def test_without_a_hint_the_desk_offers_the_search(desk, revised, said):
    Contribution.objects.update(search_text="")
    change = revised.revisions.get(number=1).changes.get().pk
    html = desk.get(f"/cms/desk/decisions/{revised.pk}/changes/{change}/").text
    assert "No contribution has enough words in common with this change." in html
    assert '<a href="#q">Search contributions</a>' in html


@pytest.mark.parametrize(
    ("likeness", "shared", "same_theme", "shown"),
    [
        (Likeness.CLOSE, ["thirty"], False, True),
        (Likeness.NEAR, ["thirty"], False, False),
        (Likeness.FAR, ["thirty"], False, False),
        (Likeness.FAR, ["thirty"], True, True),
        (Likeness.FAR, ["thirty", "days"], False, True),
        (Likeness.NEAR, [], True, False),
    ],
)
def test_a_candidate_that_says_nothing_is_not_shown(likeness, shared, same_theme, shown):
    assert Candidate(Contribution(), likeness, shared, same_theme).says_something is shown
