"""A question of a survey as something that people talk about, apart from their answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.record.models import Event
from consultations.surveys.models import Survey
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.surveys.conftest import make_open_survey


@pytest.fixture
def survey(cast, now) -> Survey:
    return make_open_survey(cast.dana, make_consultation(cast.dana, "mobility"), now)


def page_of(survey: Survey, words: str) -> tuple[str, str]:
    question = next(row for row in survey.questions.all() if row.words.get("en") == words)
    return reverse("surveys:discussed", args=[survey.consultation.slug, survey.pk, question.pk]), question.place


def say(who, survey: Survey, about: str, now, body: str = "Trams are missing from the answers.") -> Contribution:
    return contribute(
        actor=who,
        consultation=survey.consultation,
        kind=ContributionKind.COMMENT,
        about=about,
        body=body,
        now=now,
    )


def test_a_question_is_reached_from_its_survey_and_takes_comments(client, cast, survey):
    path, place = page_of(survey, "How do you come?")
    assert path in client.get(survey.get_absolute_url()).content.decode()
    client.force_login(cast.amina)
    client.post(path, {"body": "Trams are missing.", "stance": ""})
    assert Contribution.objects.get().about == place
    assert "Trams are missing." in client.get(path).content.decode()
    assert "1 comment" in client.get(survey.get_absolute_url()).content.decode()
    assert Event.objects.get(type="contribution.published").data["about"] == place


def test_where_the_survey_does_not_allow_it_there_is_no_such_page_and_no_such_comment(client, cast, survey, now):
    Survey.objects.update(discussed=False)
    path, place = page_of(survey, "How do you come?")
    assert client.get(path).status_code == 404
    assert "Discuss the questions" not in client.get(survey.get_absolute_url()).content.decode()
    with pytest.raises(Unfit):
        say(cast.amina, survey, place, now)


def test_pages_and_words_are_no_questions(client, survey):
    assert client.get(page_of(survey, "Your wish")[0]).status_code == 404


def test_a_survey_that_is_not_on_the_page_yet_is_talked_about_by_nobody(client, cast, survey, now):
    Survey.objects.update(ready_at=None)
    path, place = page_of(survey, "How do you come?")
    assert client.get(path).status_code == 404
    with pytest.raises(Unfit):
        say(cast.amina, survey, place, now)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a_thousand_comments_cost_no_more_than_a_few_and_are_all_reached(
    client, cast, survey, now, prefix, django_assert_max_num_queries
):
    path, place = page_of(survey, "How do you come?")
    first = say(cast.amina, survey, place, now)
    copies = [
        Contribution(
            consultation=first.consultation,
            kind=first.kind,
            author=cast.amina,
            body=f"Comment {number}.",
            body_html=f"<p>Comment {number}.</p>",
            about=place,
            created_at=now,
            changed_at=now,
        )
        for number in range(999)
    ]
    Contribution.objects.bulk_create(copies)
    with django_assert_max_num_queries(15):
        page = client.get(f"{prefix}{path}").content.decode()
    assert len(page.encode()) < 120_000
    assert page.count('class="comment"') == 20
    assert "?page=2" in page
    last = client.get(f"{prefix}{path}?page=50").content.decode()
    assert "Comment 998." in last
