"""The pages of a survey: what was typed waits for signing in, single answers show nowhere, results when they may."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from consultations.people.models import Participant
from consultations.surveys.models import Response
from tests.consultations.surveys.conftest import answer, make_open_survey, named_items, typed
from tests.scene import scene

SECRET = "my neighbour drives"


@pytest.fixture
def survey(cast):
    shown = scene(type("Site", (), {"cast": cast})())
    return make_open_survey(cast.dana, shown.consultation, timezone.now())


def address(survey, page: str = "") -> str:
    return f"{survey.get_absolute_url()}{page}"


def end(survey) -> None:
    survey.phase.ends_at = timezone.now()
    survey.phase.save(update_fields=["ends_at"])


def signed_in(person) -> Client:
    device = Client()
    device.force_login(person)
    return device


def test_what_a_visitor_typed_waits_until_they_are_signed_in(client, survey, cast):
    sent = client.post(address(survey, "page/1/"), typed(survey, how="a", late="3"))
    assert "/accounts/login/" in sent["Location"]
    client.force_login(cast.amina)
    page = client.get(address(survey, "page/1/"))
    assert Response.objects.get(participant=cast.amina).draft == typed(survey, how="a", late="3")
    assert "Your answers are still here." in page.content.decode()


def test_a_page_whose_condition_fell_leads_on(survey, cast):
    device = signed_in(cast.amina)
    assert device.get(address(survey, "page/7/"))["Location"] == address(survey, "check/")


def test_single_answers_stand_on_no_page_of_others(survey, cast):
    for person in (cast.amina, cast.besnik):
        answer(person, survey, timezone.now(), how="b", wish=SECRET)
    end(survey)
    shown = [
        signed_in(who).get(path).content.decode()
        for who in (cast.gezim, cast.dana, cast.chidi)
        for path in (address(survey), address(survey, "results/"), survey.consultation.get_absolute_url())
    ]
    shown += [
        signed_in(cast.dana)
        .get(f"/cms/desk/consultations/{survey.consultation.slug}/surveys/{survey.pk}/")
        .content.decode()
    ]
    assert not any(SECRET in page or "Amina" in page.split("<main", 1)[-1] and "By bike" in page for page in shown)


def test_results_come_at_closing_with_the_table(survey, client):
    now = timezone.now()
    assert client.get(address(survey, "results/")).status_code == 403
    for number in range(34):
        person = Participant.objects.create_user(f"p{number}@example.org", pseudonym=f"P{number}")
        answer(person, survey, now, how="b" if number < 20 else "c" if number < 32 else "a", wish=SECRET)
    end(survey)
    page = client.get(address(survey, "results/")).content.decode()
    assert "34 people’s answers are counted here." in page
    assert SECRET not in page
    how = named_items(survey)["how"].id
    rows = list(
        csv.reader(io.StringIO(client.get(address(survey, f"results.csv?question={how}")).content.decode("utf-8-sig")))
    )
    assert [row[2:5] for row in rows[1:]] == [["By bus", "", ""], ["By bike", "20", "59"], ["On foot", "", ""]]


def test_pages_ask_few_queries(survey, cast, django_assert_max_num_queries):
    answer(cast.amina, survey, timezone.now(), how="b")
    device = signed_in(cast.amina)
    device.get(survey.consultation.get_absolute_url())  # puts on the record what the calendar owes
    for path in (address(survey), address(survey, "page/1/"), address(survey, "check/")):
        with django_assert_max_num_queries(15):
            assert device.get(path).status_code == 200
