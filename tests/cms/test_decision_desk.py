"""The decision desk, sent as a browser sends it: every act goes through the operations of its district."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.decisions.models import Decision, Link, Promise
from consultations.record.models import Event
from tests.cast import Cast
from tests.cms.conftest import FIRST, SECOND, editor


def change_of(decision: Decision) -> int:
    return decision.revisions.get(number=1).changes.get().pk


def test_a_decision_starts_as_a_draft_on_the_record(decision):
    assert (decision.slug, decision.title) == ("rules-of-the-account", "Rules of the account")
    revision = decision.revisions.get()
    assert [passage.text for passage in revision.passages.all()] == list(FIRST)
    assert revision.role == "Head of Mobility"
    assert Event.objects.filter(type="decision.drafted", process="mobility").count() == 1


def test_an_edit_makes_a_version_whose_changes_wait_for_reasons(desk, revised):
    html = desk.get(f"/cms/desk/decisions/{revised.pk}/").text
    assert "0 of 1 change has a reason; 0 of 2 contributions have an answer." in html
    assert '<bdi class="w-sr-only">removed:</bdi>one year.' in html
    assert '<bdi class="w-sr-only">added:</bdi>thirty days.' in html


def test_of_two_editors_the_second_is_refused_and_keeps_the_text(desk, revised):
    address = f"/cms/desk/decisions/{revised.pk}/text/"
    mine = "The account keeps trips for a week."
    response = desk.post(address, {"html": editor(mine), "based_on": "0"})
    assert response.status_code == 422
    assert "Someone saved revision 1 while you were working from revision 0." in response.text
    assert mine in response.text
    assert "The account keeps trips for thirty days." in response.text
    assert revised.revisions.count() == 2
    desk.post(address, {"html": editor(mine), "based_on": "0", "compared_with": "1", "compared": "on"})
    assert [row.text for row in revised.revisions.get(number=2).passages.all()] == [mine]


def test_saving_what_stands_already_says_so(desk, revised):
    response = desk.post(f"/cms/desk/decisions/{revised.pk}/text/", {"html": editor(*SECOND), "based_on": "1"})
    assert (response.status_code, revised.revisions.count()) == (422, 2)
    assert "Nothing differs from the text that stands." in response.text


def test_a_change_offers_the_contributions_that_share_its_words(desk, revised, said):
    address = f"/cms/desk/decisions/{revised.pk}/changes/{change_of(revised)}/"
    html = desk.get(address).text
    assert f'value="{said[0].pk}"' in html
    assert f'value="{said[1].pk}"' not in html
    assert f'value="{said[1].pk}"' in desk.get(address, {"q": "cash"}).text
    assert "None found. Try other words." in desk.get(address, {"q": "zeppelin"}).text


def test_contributions_are_linked_with_a_reason_and_taken_back_with_one(desk, revised, said):
    address = f"/cms/desk/decisions/{revised.pk}/changes/{change_of(revised)}/"
    asked = {"link-contributions": [said[0].pk], "link-kind": "changed", "link-reason": "It asked for thirty days."}
    assert desk.post(address, {**asked, "link-reason": ""}).status_code == 422
    assert desk.post(address, asked).status_code == 302
    link = Link.objects.get()
    assert (link.contribution, link.kind, link.reason) == (said[0], "changed", "It asked for thirty days.")
    again = desk.post(address, asked)
    assert "One of these contributions is linked here already." in again.text
    withdraw = f"/cms/desk/decisions/{revised.pk}/links/{link.pk}/withdraw/"
    assert "Give the reason" in desk.post(withdraw, {"reason": ""}, follow=True).text
    desk.post(withdraw, {"reason": "It was the other proposal."})
    link.refresh_from_db()
    assert link.withdrawn_reason == "It was the other proposal."
    assert "It was the other proposal." in desk.get(address).text


def test_a_change_of_the_citys_own_says_why(desk, revised):
    address = f"/cms/desk/decisions/{revised.pk}/changes/{change_of(revised)}/own/"
    assert desk.post(address, {"own-reason": ""}).status_code == 422
    desk.post(address, {"own-reason": "The law changed in May."})
    assert Link.objects.get().kind == "own_initiative"
    assert "Every change has a reason." in desk.get(f"/cms/desk/decisions/{revised.pk}/?show=missing").text


@pytest.mark.parametrize(
    ("asked", "shown"), [({"q": "cash"}, ["Cash"]), ({"theme": "tickets"}, []), ({}, ["Delete my trips", "Cash"])]
)
def test_the_list_of_answers_is_narrowed_by_words_and_theme(desk, said, asked, shown):
    listed = desk.get("/cms/desk/consultations/mobility/answers/", asked).context["listed"]
    assert [one.title for one in listed] == shown


def test_promises_are_made_and_brought_up_to_date(desk, decision):
    due = (timezone.now() + timedelta(days=90)).date()
    address = f"/cms/desk/decisions/{decision.pk}/promises/new/"
    desk.post(address, {"text": "A counter in every district", "owner": "Mobility office", "due": due.isoformat()})
    promise = Promise.objects.get()
    desk.post(f"/cms/desk/decisions/{decision.pk}/promises/{promise.pk}/", {"state": "kept", "text": "All are open."})
    promise.refresh_from_db()
    assert (promise.state, promise.updates.get().text) == ("kept", "All are open.")


def test_what_is_incomplete_is_published_only_with_a_statement(desk, revised):
    address = f"/cms/desk/decisions/{revised.pk}/publish/"
    refused = desk.post(address, {"number": "1"})
    assert refused.status_code == 422
    assert "1 change has no reason yet. 2 contributions have no answer yet." in refused.text
    desk.post(address, {"number": "1", "missing": "Two answers come after the summer."})
    revised.refresh_from_db()
    assert (revised.state, revised.revisions.last().missing) == ("published", "Two answers come after the summer.")
    assert Event.objects.filter(type="decision.published").count() == 1


def test_the_desk_says_who_waits(desk, said):
    assert "2 contributions wait for an answer." in desk.get("/cms/desk/").text


def test_nobody_else_decides(revised, client: Client, cast: Cast):
    change = change_of(revised)
    addresses = [
        f"/cms/desk/decisions/{revised.pk}/",
        f"/cms/desk/decisions/{revised.pk}/text/",
        f"/cms/desk/decisions/{revised.pk}/publish/",
        f"/cms/desk/decisions/{revised.pk}/changes/{change}/",
        f"/cms/desk/decisions/{revised.pk}/promises/new/",
        "/cms/desk/consultations/mobility/answers/",
        "/cms/desk/consultations/mobility/decisions/new/",
    ]
    for person in (cast.amina, cast.chidi, cast.edon):
        client.force_login(person)
        assert [client.post(address, {}).status_code for address in addresses] == [403] * len(addresses)
