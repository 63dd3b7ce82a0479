"""A link to a consultation in preparation: read by whoever has it, until it is over or taken back; no act, no trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.groups import keep_in_step
from cms.operations.consultations import make_consultation, open_with_page
from consultations.deliberation.enums import CardField
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import describe_service
from consultations.deliberation.operations.previews import make_preview, revoke_preview
from consultations.deliberation.queries.previews import token_of
from consultations.record.models import Event
from tests.cms.conftest import plan

pytestmark = pytest.mark.django_db
NOT_PUBLIC = "Preview: not public yet"


@pytest.fixture
def draft(cast) -> Consultation:
    now = timezone.now()
    keep_in_step(cast.dana)
    page = make_consultation(actor=cast.dana, plan=plan("parks"), now=now)
    describe_service(
        actor=cast.dana,
        consultation=page.consultation,
        language="en",
        words={CardField.NAME: "Trees", CardField.PURPOSE: "Shade for all."},
        seen=0,
        now=now,
    )
    return page.consultation


def link(cast, draft, **other) -> str:
    given = {"note": "The council", "days": 7, "now": timezone.now(), **other}
    return f"/preview/{token_of(make_preview(actor=cast.dana, consultation=draft, **given))}/"


def test_whoever_has_the_link_reads_the_draft_and_its_pages(cast, draft, settings):
    settings.KEEP_PAGES = 60
    address, events = link(cast, draft), Event.objects.count()
    visitor, other = Client(), Client()
    assert visitor.get("/consultations/parks/").status_code == 404
    page = visitor.get(address)
    assert (page.status_code, page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == (
        200,
        "noindex, nofollow",
        True,
    )
    assert NOT_PUBLIC in page.content.decode()
    assert plan("parks").words["question"] in page.content.decode()
    card = visitor.get("/consultations/parks/service/")
    assert (card.status_code, card["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert NOT_PUBLIC in card.content.decode()
    assert "Shade for all." in card.content.decode()
    assert [other.get(each).status_code for each in ("/consultations/parks/", "/consultations/parks/service/")] == [
        404,
        404,
    ]
    assert Event.objects.count() == events


def test_it_only_reads(cast, draft):
    address = link(cast, draft)
    person = Client()
    person.force_login(cast.amina)
    person.get(address)
    assert person.get("/consultations/parks/").status_code == 200
    assert [
        person.post(f"/consultations/parks/{act}/", {"title": "A", "body": "B", "choice": "1"}).status_code
        for act in ("propose", "follow")
    ] == [404, 404]


@pytest.mark.parametrize("end", ["revoked", "over", "forged"])
def test_a_link_that_does_not_hold_opens_nothing(cast, draft, end):
    visitor = Client()
    long_ago = timezone.now() - timedelta(days=8)
    given = make_preview(actor=cast.dana, consultation=draft, note="The council", days=7, now=timezone.now())
    address = f"/preview/{token_of(given)}/"
    visitor.get(address)
    if end == "revoked":
        revoke_preview(actor=cast.dana, preview=given, now=timezone.now())
    elif end == "over":
        type(given).objects.update(made_at=long_ago, expires_at=long_ago + timedelta(days=7))
    else:
        address, visitor = f"/preview/{given.public_id.hex}:forged/", Client()
    assert [visitor.get(each).status_code for each in (address, "/consultations/parks/")] == [404, 404]


def test_a_public_consultation_needs_none(cast, draft):
    address = link(cast, draft)
    open_with_page(actor=cast.dana, consultation=draft, now=timezone.now())
    assert Client().get(address).status_code == 404
    with pytest.raises(Unfit):
        link(cast, Consultation.objects.get(pk=draft.pk))


def test_the_desk_makes_links_and_takes_them_back(cast, draft):
    dana = Client()
    dana.force_login(cast.dana)
    keep_in_step(cast.dana)
    desk = "/cms/desk/consultations/parks/"
    dana.post(f"{desk}previews/make/", {"note": "The council", "days": "7"})
    given = draft.previews.get()
    assert token_of(given) in dana.get(desk).content.decode()
    dana.post(f"{desk}previews/{given.pk}/revoke/")
    assert token_of(given) not in dana.get(desk).content.decode()
