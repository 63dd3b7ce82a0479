"""Public pages kept for visitors: shown again while nothing changes, never after a change, never anybody's own."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.deliberation.enums import CardField, ContributionKind
from consultations.deliberation.models import Consultation, Contribution, Theme
from consultations.deliberation.operations import contribute, describe_service, support
from consultations.deliberation.web.visitors import SHELVES
from tests.consultations.deliberation.conftest import make_consultation

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/consultations/mobility/"


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEEP_PAGES = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def proposal(cast) -> Contribution:
    return _proposed(cast, make_consultation(cast.dana, "mobility"), "Let buses wait")


def _proposed(cast, consultation: Consultation, title: str) -> Contribution:
    return contribute(
        actor=cast.amina,
        consultation=consultation,
        kind=ContributionKind.PROPOSAL,
        title=title,
        body="Buses should wait for trains.",
        now=timezone.now(),
    )


def queries(address: str, client: Client | None = None) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as asked:
        page = (client or Client()).get(address)
    assert page.status_code == 200
    return len(asked), page.content.decode()


def test_a_visitor_gets_the_same_page_again_for_one_query(proposal):
    for address in (PAGE, "/consultations/", proposal.get_absolute_url(), f"{PAGE}?q=buses", "/ar" + PAGE):
        made, first = queries(address)
        again, second = queries(address)
        assert (made > 4, again, second) == (True, 1, first), address


def test_the_headers_are_kept_too(proposal):
    first, second = (Client().get(PAGE) for _time in range(2))
    assert dict(first.headers) == dict(second.headers)
    assert "content-security-policy" in {name.lower() for name in second.headers}


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda cast, one: _proposed(cast, one.consultation, "Night buses"), "Night buses"),
        (lambda cast, one: support(actor=cast.besnik, contribution=one, now=timezone.now()), "supporter"),
        (
            lambda cast, one: describe_service(
                actor=cast.dana,
                consultation=one.consultation,
                language="en",
                words={CardField.NAME: "The account"},
                seen=0,
                now=timezone.now(),
            ),
            "Read its service card",
        ),
        (
            lambda cast, one: Theme.objects.create(consultation=one.consultation, slug="x", name={"en": "Fares"}),
            "Fares",
        ),
        (lambda cast, one: Contribution.objects.filter(pk=one.pk).update(title="Let them wait"), "Let them wait"),
    ],
)
def test_any_change_shows_at_once(cast, proposal, change, shown):
    before = queries(PAGE)[1]
    change(cast, proposal)
    after = queries(PAGE)[1]
    assert (shown in before, shown in after) == (False, True)


def test_what_shows_on_no_page_lets_them_stand(proposal, cast):
    queries(PAGE)
    Client().force_login(cast.besnik)
    assert queries(PAGE)[0] == 1


def test_who_is_signed_in_gets_and_leaves_nothing(proposal, cast):
    mine = Client()
    mine.force_login(cast.amina)
    assert "Amina" in queries(PAGE, mine)[1].split("<main")[0]
    assert "Amina" not in queries(PAGE)[1].split("<main")[0]
    assert "Amina" in queries(PAGE, mine)[1].split("<main")[0]
    assert queries(PAGE, mine)[0] > 4


def test_a_page_with_a_form_is_each_visitors_own(proposal):
    address = f"{proposal.get_absolute_url()}comment/"
    first, second = queries(address)[1], queries(address)[1]
    assert first != second
    assert "csrfmiddlewaretoken" in first


def test_visitors_keep_their_own_mixed_order(cast, proposal):
    for number in range(12):
        _proposed(cast, proposal.consultation, f"Idea {number}")
    pages = [queries(PAGE, Client(headers={"user-agent": f"b{n}"}))[1] for n in range(64)]
    orders = {tuple(re.findall(r'class="card__link" href="/contributions/(\d+)/"', page)) for page in pages}
    assert {len(order) for order in orders} == {13}
    assert 8 <= len(orders) <= SHELVES


def test_a_refusal_and_a_missing_page_are_not_kept(proposal):
    asked = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as missing:
            assert Client().get("/consultations/nothing/").status_code == 404
        asked.append(len(missing))
        assert Client().get("/me/").status_code == 302
    assert asked[0] == asked[1] > 1


def test_a_change_that_is_rolled_back_lets_them_stand(proposal):
    queries(PAGE)
    with transaction.atomic():
        Contribution.objects.filter(pk=proposal.pk).update(title="Never")
        transaction.set_rollback(True)
    asked, page = queries(PAGE)
    assert (asked, "Never" in page) == (1, False)
