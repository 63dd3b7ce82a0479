"""Voting with a code from a letter, page by page, as a phone without JavaScript does it."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.utils import timezone

from consultations.record.models import Event
from consultations.record.operations import sequence
from consultations.voting.models import Ballot, SealedBallot
from consultations.voting.operations import close_question
from tests.consultations.voting.conftest import NOW, ask
from tests.consultations.voting.polls import make_poll


@pytest.fixture(autouse=True)
def at_nine(monkeypatch):
    """The pages' clock stands in the middle of the vote."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def poll(cast, vote):
    return make_poll(cast, vote)


def address(poll):
    return f"/consultations/budget/vote/{poll.question.pk}/code/"


def made(client, poll, number=0, choice=("1",)):
    """The page that shows a new ballot's hash."""
    return client.post(address(poll), {"code": poll.codes[number].lower(), "choice": list(choice), "act": "make"})


def hash_on(response):
    found = re.search(r'name="ballot" value="([0-9a-f]{64})"', response.content.decode())
    assert found
    return found[1]


def test_the_ballots_address_leads_to_the_page_with_the_code(client, poll):
    response = client.get(f"/consultations/budget/vote/{poll.question.pk}/")
    assert (response.status_code, response["Location"]) == (302, address(poll))
    page = client.get(address(poll))
    words = page.content.decode()
    assert "Code from your letter" in words
    assert "not meant for elections" in words
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_from_the_code_to_the_ballot_that_counts(client, poll):
    checked = made(client, poll, choice=("1", "3"))
    page, sha256 = checked.content.decode(), hash_on(checked)
    assert "It does not count yet." in page
    assert "Trees" in page
    assert "Lamps" in page
    assert sha256 == SealedBallot.objects.get().sha256
    done = client.post(address(poll), {"code": poll.codes[0], "ballot": sha256, "act": "cast"}, follow=True)
    assert done.redirect_chain == [(f"/consultations/budget/vote/{poll.question.pk}/ballots/{sha256}/", 302)]
    assert "This ballot counts" in done.content.decode()
    assert Ballot.objects.get().sha256 == sha256


def test_what_was_chosen_is_on_no_page_afterwards(client, poll):
    sha256 = hash_on(made(client, poll, choice=("3",)))
    done = client.post(address(poll), {"code": poll.codes[0], "ballot": sha256, "act": "cast"}, follow=True)
    for page in (done, client.get(address(poll))):
        assert poll.codes[0] not in page.content.decode()
    assert "Lamps" not in done.content.decode()
    assert not client.session.keys()


def test_an_audited_ballot_shows_all_that_it_held(client, poll):
    sha256 = hash_on(made(client, poll, choice=("3",)))
    done = client.post(address(poll), {"code": poll.codes[0], "ballot": sha256, "act": "audit"}, follow=True)
    page = done.content.decode()
    assert "This ballot was opened and does not count" in page
    assert list(re.findall(r"<bdi>(\w+)</bdi></th><td class=\"number\">(\d)", page)) == [
        ("Trees", "0"),
        ("Benches", "0"),
        ("Lamps", "1"),
    ]
    assert "place" not in page.split("Its fingerprint")[1].split("</section>")[0]


@pytest.mark.parametrize("code", ["", "ABCD", "0" * 26, "é" * 26])
def test_a_wrong_code_keeps_what_was_chosen(client, poll, code):
    response = client.post(address(poll), {"code": code, "choice": ["2"], "act": "make"})
    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'value="2"[^>]* checked', page)
    assert SealedBallot.objects.count() == 0


def test_a_second_vote_says_that_it_replaces_the_first(client, poll):
    first = hash_on(made(client, poll))
    client.post(address(poll), {"code": poll.codes[0], "ballot": first, "act": "cast"})
    again = made(client, poll, choice=("2",))
    assert "takes the place of the earlier one" in again.content.decode()
    client.post(address(poll), {"code": poll.codes[0], "ballot": hash_on(again), "act": "cast"})
    page = client.get(f"/consultations/budget/vote/{poll.question.pk}/ballots/{first}/")
    assert "This ballot was replaced by a later one" in page.content.decode()


def test_a_ballot_that_was_replaced_while_waiting_says_so(client, poll):
    old = hash_on(made(client, poll))
    made(client, poll, choice=("2",))
    response = client.post(address(poll), {"code": poll.codes[0], "ballot": old, "act": "cast", "choice": "1"})
    assert response.status_code == 422
    assert "not waiting any more" in response.content.decode()
    assert Ballot.objects.count() == 0


def test_change_brings_back_the_ballot_as_it_was(client, poll):
    made(client, poll, choice=("2",))
    response = client.post(address(poll), {"code": poll.codes[0], "choice": ["2"], "act": "change"})
    page = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'value="2"[^>]* checked', page)


def test_ballots_are_found_by_their_first_eight_signs(client, poll):
    sha256 = hash_on(made(client, poll))
    client.post(address(poll), {"code": poll.codes[0], "ballot": sha256, "act": "cast"})
    find = f"/consultations/budget/vote/{poll.question.pk}/ballots/"
    assert client.get(find, {"hash": f" {sha256[:8].upper()} "})["Location"] == f"{find}{sha256}/"
    missing = client.get(find, {"hash": "00000000"})
    assert (missing.status_code, "No ballot on this question" in missing.content.decode()) == (404, True)
    for wrong in ("0" * 64, "xyz"):
        assert client.get(f"{find}{wrong}/").status_code == 404
    assert client.get(find).status_code == 200


def test_the_results_page_leads_to_the_sums(client, cast, poll):
    sha256 = hash_on(made(client, poll))
    client.post(address(poll), {"code": poll.codes[0], "ballot": sha256, "act": "cast"})
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    sequence(now=NOW)
    page = client.get(address(poll), follow=True)
    words = page.content.decode()
    assert page.redirect_chain == [(f"/consultations/budget/vote/{poll.question.pk}/results/", 302)]
    assert "Trees" in words
    link = re.search(r'href="(/record/[^"]+/blob/[0-9a-f]{64})"', words)
    assert link
    sums = json.loads(b"".join(client.get(link[1])))
    assert [each["value"] for each in sums["sums"]] == [1, 0, 0]


def test_a_confidential_question_with_a_roll_is_voted_on_with_a_code_too(client, cast, vote):
    poll = make_poll(cast, vote, secrecy="confidential")
    response = client.post(address(poll), {"code": poll.codes[0], "choice": ["1"], "act": "make"}, follow=True)
    assert "Your vote counts." in response.content.decode()
    assert Ballot.objects.get().choice == [1]
    assert Event.objects.get(type="ballot.cast").data["position"] == poll.entry(0).position
    assert client.get(f"/consultations/budget/vote/{poll.question.pk}/ballots/").status_code == 404


def test_questions_for_accounts_have_no_page_for_codes(client, cast, vote):
    question = ask(cast, vote)
    assert client.get(f"/consultations/budget/vote/{question.pk}/code/").status_code == 404
    assert isinstance(question.opened_at, datetime)
