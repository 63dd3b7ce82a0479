"""The desk of a round of opinions: its rules, statements to begin with, and those that wait."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from consultations.deliberation.models import Consultation
from consultations.opinions.enums import Choice, Results
from consultations.opinions.models import Statement
from consultations.opinions.operations import give_opinion, hand_in, set_up_round
from consultations.opinions.queries.rounds import shown
from consultations.people.models import Notice
from tests.consultations.opinions.conftest import TEXTS, make_round, statements_of

HERE = "/cms/desk/consultations/night-buses/statements/"


@pytest.fixture
def night(dana) -> Consultation:
    return make_round(dana, timezone.now())


@pytest.fixture
def waiting(night, dana, cast) -> list[Statement]:
    now = timezone.now()
    set_up_round(actor=dana, consultation=night, moderated=True, results=Results.TAKING_PART, now=now)
    texts = ("Share taxis.", "Walk.", "Taxis and trams and bikes, all of them.")
    return [hand_in(actor=cast.amina, consultation=night, text=text, now=now) for text in texts]


def sent(**other: object) -> dict[str, object]:
    return {"act": "rules", "results": "taking_part", "seeds": "", **other}


def test_one_form_sets_up_the_round(desk: Client, night):
    response = desk.post(
        HERE, sent(moderated="on", results="closing", seeds="Walk.\n\nBuses should run at night.\nRun.")
    )
    assert response.status_code == 302
    assert night.phases.get().settings["opinions"] == {"moderated": True, "results": "closing"}
    assert [each.words for each in statements_of(night)] == [*TEXTS, "Walk.", "Run."]


def test_a_seed_that_does_not_fit_saves_nothing_and_comes_back(desk: Client, night):
    response = desk.post(HERE, sent(moderated="on", seeds=f"Walk.\n{'x' * 201}"))
    assert response.status_code == 422
    assert "x" * 201 in response.content.decode()
    assert "opinions" not in night.phases.get().settings
    assert Statement.objects.count() == len(TEXTS)


def test_after_the_first_answer_the_time_of_results_stands(desk: Client, night, cast):
    give_opinion(actor=cast.amina, statement=statements_of(night)[0], choice=Choice.PASS, now=timezone.now())
    desk.post(HERE, sent(results="closing", moderated="on"))
    assert night.phases.get().settings["opinions"] == {"moderated": True, "results": "taking_part"}


def test_the_chosen_ones_are_shown_in_one_act(desk: Client, night, waiting):
    page = desk.get(HERE).content.decode()
    assert [text in page for text in ("Share taxis.", TEXTS[0])] == [True, False]
    desk.post(HERE, {"act": "accept", "statements": [each.pk for each in waiting[:2]]})
    assert {each.words for each in shown(night)} == {*TEXTS, "Share taxis.", "Walk."}


def test_turned_down_with_words_for_the_author(desk: Client, night, waiting, cast):
    desk.post(
        HERE, {"act": "reject", "statements": [waiting[2].pk], "ground": "several", "reason": "Choose one of them."}
    )
    assert "Choose one of them." in Notice.objects.get(participant=cast.amina).text
    page = desk.get(f"{HERE}?show=rejected").content.decode()
    assert "It says several things at once" in page


def test_breaking_the_rules_needs_a_reason_and_changes_nothing_without(desk: Client, waiting):
    response = desk.post(HERE, {"act": "reject", "statements": [waiting[0].pk], "ground": "rules", "reason": ""})
    assert response.status_code == 422
    assert Statement.objects.get(pk=waiting[0].pk).waits


def test_about_the_consultation_itself_and_back(desk: Client, night):
    one = statements_of(night)[0]
    for act, meta in (("meta", True), ("not_meta", False)):
        desk.post(f"{HERE}?show=shown", {"act": act, "statements": [one.pk]})
        one.refresh_from_db()
        assert one.meta is meta


@pytest.mark.parametrize("numbers", [[], ["x"], ["999999"]])
def test_nothing_chosen(desk: Client, night, numbers):
    response = desk.post(HERE, {"act": "accept", "statements": numbers})
    assert "Choose at least one statement." in response.content.decode()


def test_statements_of_another_consultation_are_left_alone(desk: Client, night, waiting, dana):
    make_round(dana, timezone.now(), slug="other")
    desk.post("/cms/desk/consultations/other/statements/", {"act": "accept", "statements": [waiting[0].pk]})
    assert Statement.objects.get(pk=waiting[0].pk).waits


def test_residents_do_not_come_here(night, client: Client, cast):
    client.force_login(cast.amina)
    assert client.get(HERE).status_code in (302, 403)
    client.post(HERE, sent(seeds="Mine."))
    assert Statement.objects.count() == len(TEXTS)


def test_the_page_of_the_consultation_leads_here(desk: Client, night):
    assert HERE in desk.get("/cms/desk/consultations/night-buses/").content.decode()
