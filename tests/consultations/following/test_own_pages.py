"""One's own contributions with their fate, a code for them, and what codes show without an account."""

from __future__ import annotations

import re

import pytest

from consultations.deliberation.models import Support
from consultations.following.operations.codes import code_for_mine
from consultations.people.operations.account import delete_account
from consultations.record.domain import receipt_code
from consultations.record.models import Disclosure
from consultations.record.operations import sequence
from consultations.record.queries.codes import events_for_code


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


@pytest.mark.parametrize(
    ("who", "show", "shown", "hidden"),
    [
        ("amina", "written", ["Keep trips shorter", "Taken up", "We shortened it.", "3 sentences"], ["Free buses"]),
        ("besnik", "written", ["Free buses", "Not taken up", "The state sets the fares.", "Forget my trips"], []),
        ("gezim", "supported", ["Keep trips shorter", "We shortened it.", "Your receipt"], ["Free buses"]),
        ("gezim", "written", ["Nothing here yet"], ["Keep trips shorter"]),
        ("gezim", "room", ["Nothing here yet"], []),
    ],
)
def test_mine_with_what_became_of_it(decided, cast, client, who, show, shown, hidden, django_assert_max_num_queries):
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(25):
        said = words(client.get(f"/me/contributions/?show={show}"))
    assert [word for word in shown if word not in said] == []
    assert [word for word in hidden if word in said] == []


def test_a_long_list_costs_no_more(propose, cast, client, django_assert_max_num_queries):
    for number in range(45):
        propose(f"Idea {number}")
    client.force_login(cast.amina)
    with django_assert_max_num_queries(25):
        page = client.get("/me/contributions/?page=3")
    assert "Idea 0" in words(page)
    assert "Idea 44" not in words(page)


def test_a_support_has_a_receipt_that_is_its_givers_alone(decided, cast, client, now):
    sequence(now=now)
    support = Support.objects.get(participant=cast.gezim)
    assert (support.event.public_id.version, support.event.time.second) == (4, 0)
    assert not Disclosure.objects.get(event=support.event).public
    address = f"/record/receipts/{support.event.public_id}/full"
    client.force_login(cast.gezim)
    page = client.get(decided.taken.get_absolute_url()).content.decode()
    assert page.count(f"/record/receipts/{support.event.public_id}/") == 1
    client.force_login(cast.besnik)
    assert str(support.event.public_id) not in client.get(decided.taken.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404


def test_a_code_shows_everything_also_after_the_account_is_gone(decided, cast, client, now):
    client.force_login(cast.besnik)
    page = words(client.post("/me/contributions/code/"))
    code = re.search(r"\b([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\b", page).group(1)
    delete_account(actor=cast.besnik, texts=True, now=now)
    client.logout()
    said = words(client.post("/follow/", {"code": code}))
    assert "The state sets the fares." in said
    assert "The words were erased at their author’s request." in said
    assert "Nobody should pay." not in said


def test_a_code_is_for_ones_own_only(decided, cast, now):
    code = code_for_mine(actor=cast.gezim, now=now)
    assert list(events_for_code(code)) == [Support.objects.get(participant=cast.gezim).event]
    assert code_for_mine(actor=cast.edon, now=now) is None


def test_several_codes_and_a_wrong_one_which_is_named(decided, cast, client, now):
    codes = [code_for_mine(actor=person, now=now) for person in (cast.amina, cast.besnik)]
    wrong = receipt_code.make()
    said = words(client.post("/follow/", {"code": "\n".join([codes[0].lower(), wrong, codes[1].replace("-", " ")])}))
    assert f"We know no receipt with the code {wrong}." in said
    for shown in ("We shortened it.", "The state sets the fares.", "Somebody gave a contribution."):
        assert shown in said


@pytest.mark.parametrize("typed", ["", "no", "0000-0000-0000-0000", "\n".join(f"code{n}" for n in range(11)), "\0"])
def test_what_is_no_code_is_told_and_shows_nothing(decided, client, typed):
    said = words(client.post("/follow/", {"code": typed}))
    assert "There is a problem" in said
    assert "Keep trips" not in said


def test_codes_are_tried_only_so_often(decided, client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "follow_code": (2, 600)}
    said = words(client.post("/follow/", {"code": "a\nb\nc"}, REMOTE_ADDR="203.0.113.7"))
    assert "You can do this again in" in said
